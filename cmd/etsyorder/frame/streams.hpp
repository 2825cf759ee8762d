// SPDX-License-Identifier: MIT
// Streams: standard input, output and error of the process, and what is known about them. A test
// passes its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::frame {

// Whoever read our output has stopped reading (`| head`): end quietly, nothing is wrong.
class OutputClosed {};

// Used from one thread.
class Streams {
public:
    Streams() = default;
    Streams(const Streams&) = delete;
    Streams& operator=(const Streams&) = delete;
    virtual ~Streams() = default;

    // Results only. Throws OutputClosed, or Error of kind failed when the disk refuses.
    virtual void out(std::string_view text) = 0;
    // Everything that is no result. Never throws: there is nowhere left to complain.
    virtual void err(std::string_view text) = 0;
    // Whoever read our output has stopped, as out() would throw: for those who wait long before
    // they write. False where that cannot be known.
    [[nodiscard]] virtual bool out_is_closed() const = 0;
    // One line of standard input without its newline; empty: no more.
    [[nodiscard]] virtual std::optional<std::string> read_line() = 0;

    [[nodiscard]] virtual bool in_is_terminal() const = 0;
    [[nodiscard]] virtual bool out_is_terminal() const = 0;
    [[nodiscard]] virtual bool err_is_terminal() const = 0;
    [[nodiscard]] virtual bool terminal_knows_colors() const = 0; // false with TERM=dumb
    // Columns of the terminal, 1 and more; 80 when it does not say.
    [[nodiscard]] virtual int width() const = 0;
};

class ProcessStreams final : public Streams {
public:
    ProcessStreams();
    void out(std::string_view text) override;
    void err(std::string_view text) override;
    [[nodiscard]] bool out_is_closed() const override;
    [[nodiscard]] std::optional<std::string> read_line() override;
    [[nodiscard]] bool in_is_terminal() const override;
    [[nodiscard]] bool out_is_terminal() const override;
    [[nodiscard]] bool err_is_terminal() const override;
    [[nodiscard]] bool terminal_knows_colors() const override;
    [[nodiscard]] int width() const override;

private:
    std::string pending_; // read from standard input, not handed out yet
    bool ended_ = false;
    bool out_is_terminal_; // asked for once: long work asks for each line
};

} // namespace etsyorder::frame
