// SPDX-License-Identifier: MIT
#include "auth/browser.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <array>

namespace etsyorder {

bool open_in_browser(const std::string& address, const config::Variables& variables) {
    if (!variables.get("DISPLAY") && !variables.get("WAYLAND_DISPLAY")) {
        return false;
    }
    posix_spawn_file_actions_t quiet;
    if (::posix_spawn_file_actions_init(&quiet) != 0) {
        return false;
    }
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        ::posix_spawn_file_actions_addopen(&quiet, stream, "/dev/null", O_RDWR, 0);
    }
    std::string program = "xdg-open";
    std::string argument =
        address; // no secret in it: all of it goes through the browser's own arguments
    std::array<char*, 3> arguments{program.data(), argument.data(), nullptr};
    pid_t child = 0;
    const int problem =
        ::posix_spawnp(&child, program.c_str(), &quiet, nullptr, arguments.data(), ::environ);
    ::posix_spawn_file_actions_destroy(&quiet);
    return problem == 0; // never waited for: it may live as long as the browser, and we end soon
}

} // namespace etsyorder
