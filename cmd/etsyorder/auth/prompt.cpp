// SPDX-License-Identifier: MIT
#include "auth/prompt.hpp"

#include "auth/sign_in_text.hpp"
#include "base/ascii.hpp"
#include "base/error.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace etsyorder {
namespace {

constexpr std::size_t kLongestLine = 1U << 16U;

struct TooLate {};

// For poll(): -1 waits without end.
int milliseconds_until(const std::optional<std::chrono::steady_clock::time_point>& deadline) {
    if (!deadline) {
        return -1;
    }
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(*deadline - std::chrono::steady_clock::now());
    constexpr std::chrono::milliseconds::rep kHour = 3'600'000;
    return static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(left.count(), 0, kHour));
}

class EchoOff {
public:
    EchoOff() {
        if (::tcgetattr(STDIN_FILENO, &before_) == 0) {
            auto quiet = before_;
            quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
            off_ = ::tcsetattr(STDIN_FILENO, TCSADRAIN, &quiet) == 0;
        }
    }
    EchoOff(const EchoOff&) = delete;
    EchoOff& operator=(const EchoOff&) = delete;
    ~EchoOff() {
        if (off_) {
            ::tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
        }
    }

private:
    termios before_{};
    bool off_ = false;
};

std::string trimmed(std::string_view text) {
    return std::string(base::trimmed(text, " \t\r"));
}

} // namespace

std::optional<std::string>
Prompt::ask(std::string_view question, Echo echo, const Patience& patience) {
    const bool typed = streams_.in_is_terminal();
    std::optional<std::string> answer;
    {
        std::optional<EchoOff> off; // before the question: whoever sees it may start to type
        if (typed && echo == Echo::hidden) {
            off.emplace();
        }
        if (typed) {
            streams_.err(question);
            streams_.err(" ");
        }
        const auto now = std::chrono::steady_clock::now();
        try {
            answer = line(typed ? Deadline() : now + patience.span);
        } catch (const TooLate&) {
            throw base::Error(base::ErrorKind::usage, "nothing came in on standard input")
                .because(
                    fmt::format("it stayed open for {} without a line", spoken_span(patience.span)))
                .hint(patience.hint);
        }
    }
    if (typed && echo == Echo::hidden) {
        streams_.err("\n"); // the one that was typed did not show
    }
    return answer ? std::optional(trimmed(*answer)) : std::nullopt;
}

bool Prompt::would_wait() const {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    return pending_.empty() && !ended_ && ::poll(&input, 1, 0) == 0;
}

std::optional<std::string> Prompt::line(const Deadline& deadline) {
    for (;;) {
        if (const auto newline = pending_.find('\n'); newline != std::string::npos) {
            auto found = pending_.substr(0, newline);
            pending_.erase(0, newline + 1);
            return found;
        }
        if (ended_) {
            return pending_.empty() ? std::nullopt : std::optional(std::exchange(pending_, {}));
        }
        if (pending_.size() > kLongestLine) {
            throw base::Error(base::ErrorKind::usage, "the line on standard input is too long");
        }
        std::array<pollfd, 2> both{{{STDIN_FILENO, POLLIN, 0}, {stop_.descriptor(), POLLIN, 0}}};
        const int ready = ::poll(both.data(), both.size(), milliseconds_until(deadline));
        if (stop_.requested()) {
            throw base::Error(base::ErrorKind::interrupted, "interrupted")
                .because("stopped while waiting for input");
        }
        if (ready > 0) {
            read_more();
        } else if (deadline && std::chrono::steady_clock::now() >= *deadline) {
            throw TooLate{};
        }
    }
}

void Prompt::read_more() {
    std::array<char, 4096> buffer{};
    const auto count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count > 0) {
        pending_.append(buffer.data(), static_cast<std::size_t>(count));
    } else if (count == 0 || errno != EINTR) {
        ended_ = true;
    }
}

} // namespace etsyorder
