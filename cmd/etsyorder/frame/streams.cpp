// SPDX-License-Identifier: MIT
#include "frame/streams.hpp"

#include "base/error.hpp"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace etsyorder::frame {
namespace {

constexpr int kUsualWidth = 80;
constexpr std::size_t kLongestLine = 1 << 20; // of standard input; more is no list of ids

// Zero: all written. Otherwise errno.
int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(descriptor, text.data(), text.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return errno;
        }
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return 0;
}

} // namespace

void ProcessStreams::out(std::string_view text) {
    const int problem = write_all(STDOUT_FILENO, text);
    if (problem == EPIPE) {
        throw OutputClosed{};
    }
    if (problem != 0) {
        throw base::Error(base::ErrorKind::failed, "the result could not be written")
            .because(std::string("standard output: ") + std::strerror(problem));
    }
}

void ProcessStreams::err(std::string_view text) {
    (void)write_all(STDERR_FILENO, text);
}

bool ProcessStreams::out_is_closed() const {
    pollfd out{STDOUT_FILENO, 0, 0}; // asked for nothing, it still tells of these two
    return ::poll(&out, 1, 0) == 1 && (out.revents & (POLLERR | POLLHUP)) != 0;
}

std::optional<std::string> ProcessStreams::read_line() {
    for (;;) {
        if (const auto newline = pending_.find('\n'); newline != std::string::npos) {
            std::string line = pending_.substr(0, newline);
            pending_.erase(0, newline + 1);
            return line;
        }
        if (ended_) {
            if (pending_.empty()) {
                return std::nullopt;
            }
            return std::exchange(pending_, {});
        }
        if (pending_.size() > kLongestLine) {
            throw base::Error(base::ErrorKind::usage,
                              "standard input has a line of more than a megabyte")
                .because("one order number a line is expected");
        }
        std::array<char, 4096> buffer{};
        const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (count > 0) {
            pending_.append(buffer.data(), static_cast<std::size_t>(count));
        } else if (count == 0 || errno != EINTR) {
            ended_ = true;
        }
    }
}

bool ProcessStreams::in_is_terminal() const {
    return ::isatty(STDIN_FILENO) == 1;
}

ProcessStreams::ProcessStreams() : out_is_terminal_(::isatty(STDOUT_FILENO) == 1) {}

bool ProcessStreams::out_is_terminal() const {
    return out_is_terminal_;
}

bool ProcessStreams::err_is_terminal() const {
    return ::isatty(STDERR_FILENO) == 1;
}

bool ProcessStreams::terminal_knows_colors() const {
    const char* terminal = std::getenv("TERM");
    return terminal == nullptr || std::string_view(terminal) != "dumb";
}

int ProcessStreams::width() const {
    if (const char* columns = std::getenv("COLUMNS"); columns != nullptr) { // as POSIX asks
        int value = 0;
        std::from_chars(columns, columns + std::strlen(columns), value);
        if (value > 0) {
            return value;
        }
    }
    winsize size{};
    for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO}) {
        if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
            return size.ws_col;
        }
    }
    return kUsualWidth;
}

} // namespace etsyorder::frame
