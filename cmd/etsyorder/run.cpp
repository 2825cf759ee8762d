// SPDX-License-Identifier: MIT
#include "run.hpp"

#include "commands.hpp"
#include "frame/command_line.hpp"
#include "frame/error_text.hpp"
#include "frame/needs_program.hpp"
#include "frame/refused_by_disk.hpp"
#include "frame/services.hpp"
#include "orders/order_row_facts.hpp"
#include "programs.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

namespace etsyorder {
namespace {

extern "C" void end_at_once(int) {
    ::_exit(static_cast<int>(frame::ExitCode::interrupted));
}

// The database is mapped for reading: a disk that fails, or somebody who cuts the file, is no error
// of a call but a signal, in which no text can be made any more.
std::string failed_disk_text;

extern "C" void tell_of_a_failed_disk(int) {
    (void)!::write(STDERR_FILENO, failed_disk_text.data(), failed_disk_text.size());
    ::_exit(base::exit_code(base::ErrorKind::failed));
}

// A command that has something to finish installs its own handler.
void install_signal_handlers(std::string of_a_failed_disk) {
    failed_disk_text = std::move(of_a_failed_disk);
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

// In the shape that the words ask for.
std::string told(const base::Error& error,
                 const frame::Streams& streams,
                 const std::vector<std::string>& words) {
    const bool json = frame::asks_for_json(words);
    return frame::error_text(error,
                             json                          ? frame::ErrorForm::json
                             : wants_color(streams, words) ? frame::ErrorForm::colored_text
                                                           : frame::ErrorForm::text);
}

base::Error failed_disk() {
    return base::Error(base::ErrorKind::failed, "the database cannot be read")
        .because("the disk failed, or the file was cut while it was read")
        .hint("try again; if it stays so, look at the disk");
}

} // namespace

int report(const base::Error& error, const std::vector<std::string>& words) {
    frame::ProcessStreams streams;
    streams.err(told(error, streams, words));
    return base::exit_code(error.kind());
}

std::vector<std::string> words_of(int argc, char** argv) {
    return {argv + (argc > 0 ? 1 : 0), argv + argc};
}

int run(const std::vector<frame::Noun>& nouns, const std::vector<std::string>& words) {
    frame::ProcessStreams streams;
    install_signal_handlers(told(failed_disk(), streams, words));
    try {
        frame::CommandLine line = frame::parse_command_line(nouns, words, live_values);
        frame::Services services(
            streams, config::Variables::of_the_process(), std::move(line.flags));
        know_letters(services);
        services.output().require_filter(); // a wrong one must not be noticed after the work
        return static_cast<int>(line.action(services));
    } catch (const frame::OutputClosed&) {
        return 0;
    } catch (const frame::NeedsProgram& needed) {
        return report(become(needed.name, words), words);
    } catch (const base::Error& error) {
        return report(error, words);
    } catch (const std::filesystem::filesystem_error& error) {
        return report(frame::refused_by_disk(error.path1(), error.code()), words);
    } catch (const std::exception& error) {
        return report(frame::bug_report(error.what()), words);
    } catch (...) {
        return report(frame::bug_report("an exception of no known type"), words);
    }
}

} // namespace etsyorder
