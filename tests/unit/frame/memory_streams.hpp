// SPDX-License-Identifier: MIT
// Streams that keep what is written and hand out what was put in.
#pragma once

#include "frame/streams.hpp"

#include <deque>
#include <string>

namespace etsyorder::frame {

class MemoryStreams final : public Streams {
public:
    void out(std::string_view text) override { written += text; }
    void err(std::string_view text) override { told += text; }
    [[nodiscard]] bool out_is_closed() const override { return false; }
    [[nodiscard]] std::optional<std::string> read_line() override {
        if (lines.empty()) {
            return std::nullopt;
        }
        std::string line = lines.front();
        lines.pop_front();
        return line;
    }
    [[nodiscard]] bool in_is_terminal() const override { return terminal; }
    [[nodiscard]] bool out_is_terminal() const override { return terminal; }
    [[nodiscard]] bool err_is_terminal() const override { return terminal; }
    [[nodiscard]] bool terminal_knows_colors() const override { return colors; }
    [[nodiscard]] int width() const override { return columns; }

    std::string written; // standard output
    std::string told;    // standard error
    std::deque<std::string> lines;
    bool terminal = false;
    bool colors = true;
    int columns = 80;
};

} // namespace etsyorder::frame
