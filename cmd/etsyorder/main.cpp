// SPDX-License-Identifier: MIT
// From argv to the exit code: parse, run, and report what went wrong.
#include "commands.hpp"
#include "frame/command_line.hpp"
#include "frame/error_text.hpp"
#include "frame/services.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace {

using namespace etsyorder;

extern "C" void end_at_once(int) {
    ::_exit(static_cast<int>(frame::ExitCode::interrupted));
}

// A command that has something to finish installs its own handler.
void install_signal_handlers() {
    struct sigaction action {};
    action.sa_handler = end_at_once;
    ::sigaction(SIGINT, &action, nullptr);
    ::signal(SIGPIPE, SIG_IGN); // a closed pipe is seen when writing
}

int report(frame::Streams& streams, const base::Error& error, bool json) {
    const bool color = streams.err_is_terminal() && std::getenv("NO_COLOR") == nullptr;
    streams.err(frame::error_text(error,
                                  json    ? frame::ErrorForm::json
                                  : color ? frame::ErrorForm::colored_text
                                          : frame::ErrorForm::text));
    return base::exit_code(error.kind());
}

} // namespace

int main(int argc, char** argv) {
    install_signal_handlers();
    frame::ProcessStreams streams;
    const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    const bool json = frame::asks_for_json(words);
    try {
        frame::CommandLine line = frame::parse_command_line(commands(), words, live_values);
        frame::Services services(
            streams, config::Variables::of_the_process(), std::move(line.flags));
        return static_cast<int>(line.action(services));
    } catch (const frame::OutputClosed&) {
        return 0;
    } catch (const base::Error& error) {
        return report(streams, error, json);
    } catch (const std::exception& error) {
        return report(streams, frame::bug_report(error.what()), json);
    } catch (...) {
        return report(streams, frame::bug_report("an exception of no known type"), json);
    }
}
