// SPDX-License-Identifier: MIT
#include "browser.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>
#include <vector>

namespace etsyorder {
namespace {

// $BROWSER is programs with colons between, tried in turn elsewhere; here the first counts. "%s" in
// it stands for the address.
std::vector<std::string> words_of(const std::string& browser, const std::string& address) {
    std::istringstream in(browser.substr(0, browser.find(':')));
    std::vector<std::string> words;
    bool has_address = false;
    for (std::string word; in >> word;) {
        if (const auto place = word.find("%s"); place != std::string::npos) {
            word.replace(place, 2, address);
            has_address = true;
        }
        words.push_back(word);
    }
    if (!has_address && !words.empty()) {
        words.push_back(address);
    }
    return words;
}

// Empty: there is nothing that could show a page.
std::vector<std::string> command_for(const std::string& address,
                                     const config::Variables& variables) {
    if (const auto browser = variables.get("BROWSER")) {
        if (auto words = words_of(*browser, address); !words.empty()) {
            return words;
        }
    }
    if (variables.get("DISPLAY") || variables.get("WAYLAND_DISPLAY")) {
        return {"xdg-open", address};
    }
    return {};
}

// It may live as long as the browser, so it is not waited for to the end.
bool failed_within(pid_t child, std::chrono::milliseconds patience) {
    const auto handle = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
    if (handle < 0) {
        return false; // an old kernel: nothing is known
    }
    pollfd ended{handle, POLLIN, 0};
    const bool has_ended = ::poll(&ended, 1, static_cast<int>(patience.count())) > 0;
    ::close(handle);
    int status = 0;
    return has_ended && ::waitpid(child, &status, WNOHANG) == child &&
           !(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

} // namespace

bool open_in_browser(const std::string& address,
                     const config::Variables& variables,
                     std::chrono::milliseconds patience) {
    auto words = command_for(address, variables);
    if (words.empty()) {
        return false;
    }
    posix_spawn_file_actions_t quiet;
    if (::posix_spawn_file_actions_init(&quiet) != 0) {
        return false;
    }
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        ::posix_spawn_file_actions_addopen(&quiet, stream, "/dev/null", O_RDWR, 0);
    }
    // No secret in the address: all of it goes through the browser's own arguments.
    std::vector<char*> arguments;
    for (auto& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    pid_t child = 0;
    const int problem =
        ::posix_spawnp(&child, arguments.front(), &quiet, nullptr, arguments.data(), ::environ);
    ::posix_spawn_file_actions_destroy(&quiet);
    return problem == 0 && !(patience.count() > 0 && failed_within(child, patience));
}

} // namespace etsyorder
