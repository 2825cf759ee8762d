// SPDX-License-Identifier: MIT
// Prompt: lines from standard input, typed or piped, that can be waited for without getting stuck:
// a signal ends the wait, and the terminal shows again what is typed.
#pragma once

#include "base/stop.hpp"
#include "frame/streams.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace etsyorder {

// Reads ahead; use one for all of standard input.
class Prompt {
public:
    enum class Echo { shown, hidden };
    struct Patience {
        std::chrono::seconds span; // how long a pipe may say nothing; a person may take their time
        std::string hint;          // what to do when it does
    };

    // Both must outlive this.
    Prompt(frame::Streams& streams, const base::StopSignal& stop)
        : streams_(streams), stop_(stop) {}

    // Asks on standard error when somebody sits there; a piped line is taken without a word. Blanks
    // around the answer are cut off. Empty: the input has ended. Throws Error of kind interrupted,
    // and of kind usage when a pipe has no line in time.
    [[nodiscard]] std::optional<std::string>
    ask(std::string_view question, Echo echo, const Patience& patience);

    // Would ask() have to wait, for a person or for the other end of a pipe?
    [[nodiscard]] bool would_wait() const;

private:
    using Deadline = std::optional<std::chrono::steady_clock::time_point>; // empty: never

    [[nodiscard]] std::optional<std::string> line(const Deadline& deadline);
    void read_more(); // what is there now

    frame::Streams& streams_;
    const base::StopSignal& stop_;
    std::string pending_;
    bool ended_ = false;
};

} // namespace etsyorder
