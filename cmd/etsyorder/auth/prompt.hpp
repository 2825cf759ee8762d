// SPDX-License-Identifier: MIT
// Prompt: lines from standard input, typed or piped, that can be waited for without getting stuck:
// a signal ends the wait, and the terminal shows again what is typed.
#pragma once

#include "base/stop.hpp"
#include "frame/streams.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace etsyorder {

// Reads ahead; use one for all of standard input.
class Prompt {
public:
    enum class Echo { shown, hidden };

    // Both must outlive this.
    Prompt(frame::Streams& streams, const base::StopSignal& stop)
        : streams_(streams), stop_(stop) {}

    // Asks on standard error when somebody sits there; a piped line is taken without a word. Blanks
    // around the answer are cut off. Empty: the input has ended. Throws Error of kind interrupted.
    [[nodiscard]] std::optional<std::string> ask(std::string_view question, Echo echo);

    // Would ask() have to wait, for a person or for the other end of a pipe?
    [[nodiscard]] bool would_wait() const;

private:
    [[nodiscard]] std::optional<std::string> line();

    frame::Streams& streams_;
    const base::StopSignal& stop_;
    std::string pending_;
    bool ended_ = false;
};

} // namespace etsyorder
