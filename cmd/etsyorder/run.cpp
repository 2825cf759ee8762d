// SPDX-License-Identifier: MIT
#include "run.hpp"

#include "commands.hpp"
#include "frame/command_line.hpp"
#include "frame/error_text.hpp"
#include "frame/services.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace etsyorder {
namespace {

extern "C" void end_at_once(int) {
    ::_exit(static_cast<int>(frame::ExitCode::interrupted));
}

// The database is mapped for reading: a disk that fails, or somebody who cuts the file, is no error
// of a call but this signal.
extern "C" void tell_of_a_failed_disk(int) {
    constexpr char kText[] = "error: the database cannot be read\n"
                             "  the disk failed, or the file was cut while it was read\n"
                             "  hint: try again; if it stays so, look at the disk\n";
    (void)!::write(STDERR_FILENO, kText, sizeof kText - 1);
    ::_exit(base::exit_code(base::ErrorKind::failed));
}

// A command that has something to finish installs its own handler.
void install_signal_handlers() {
    struct sigaction action {};
    action.sa_handler = end_at_once;
    ::sigaction(SIGINT, &action, nullptr);
    action.sa_handler = tell_of_a_failed_disk;
    ::sigaction(SIGBUS, &action, nullptr);
    ::signal(SIGPIPE, SIG_IGN); // a closed pipe is seen when writing
}

// The configuration may be what is wrong: only the flag, NO_COLOR and the terminal are asked.
bool wants_color(const frame::Streams& streams, const std::vector<std::string>& words) {
    const std::string asked = frame::asked_color(words);
    const char* no_color = std::getenv("NO_COLOR");
    const bool refused = no_color != nullptr && *no_color != '\0';
    return asked == "always" || (asked != "never" && !refused && streams.err_is_terminal() &&
                                 streams.terminal_knows_colors());
}

} // namespace

int report(const base::Error& error, const std::vector<std::string>& words) {
    frame::ProcessStreams streams;
    const bool json = frame::asks_for_json(words);
    const bool color = wants_color(streams, words);
    streams.err(frame::error_text(error,
                                  json    ? frame::ErrorForm::json
                                  : color ? frame::ErrorForm::colored_text
                                          : frame::ErrorForm::text));
    return base::exit_code(error.kind());
}

std::vector<std::string> words_of(int argc, char** argv) {
    return {argv + (argc > 0 ? 1 : 0), argv + argc};
}

int run(const std::vector<frame::Noun>& nouns, const std::vector<std::string>& words) {
    install_signal_handlers();
    ::umask(S_IRWXG | S_IRWXO); // what is stored is about buyers: no other user reads it
    frame::ProcessStreams streams;
    try {
        frame::CommandLine line = frame::parse_command_line(nouns, words, live_values);
        frame::Services services(
            streams, config::Variables::of_the_process(), std::move(line.flags));
        services.output().require_filter(); // a wrong one must not be noticed after the work
        return static_cast<int>(line.action(services));
    } catch (const frame::OutputClosed&) {
        return 0;
    } catch (const base::Error& error) {
        return report(error, words);
    } catch (const std::exception& error) {
        return report(frame::bug_report(error.what()), words);
    } catch (...) {
        return report(frame::bug_report("an exception of no known type"), words);
    }
}

} // namespace etsyorder
