// SPDX-License-Identifier: MIT
#include "status/board_page.hpp"

#include "frame/relative.hpp"
#include "frame/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder {
namespace {

using frame::Tone;

constexpr int kGap = 2;       // between two columns
constexpr int kReadable = 22; // a column is not made narrower than this
constexpr int kWidest = 40;

std::string cell(const std::string& text, int width) {
    auto shown = frame::fitted(frame::for_terminal(text), width);
    const int missing = width - frame::display_width(shown);
    return shown + std::string(static_cast<std::size_t>(std::max(0, missing)), ' ');
}

std::vector<std::string> lines_of(const BoardStrip& strip) {
    std::vector<std::string> lines;
    for (const auto& card : strip.cards) {
        std::string due;
        if (card.days_left) {
            due = frame::days_left_in_words(*card.days_left);
        }
        const bool late = card.days_left && *card.days_left < 0;
        lines.push_back(fmt::format("{}{}{}",
                                    late        ? "! "
                                    : card.held ? "= "
                                                : "",
                                    card.item,
                                    due.empty() ? "" : "  " + due));
        lines.push_back(fmt::format("  {}{}",
                                    card.quantity != card.of
                                        ? fmt::format("{} of {}x ", card.quantity, card.of)
                                    : card.of > 1 ? fmt::format("{}x ", card.of)
                                                  : "",
                                    card.title));
        if (!card.buyer.empty()) {
            lines.push_back("  " + card.buyer);
        }
    }
    const auto shown = static_cast<std::int64_t>(strip.cards.size());
    if (strip.column.items > shown) {
        lines.push_back(fmt::format("  + {} more", strip.column.items - shown));
    }
    return lines;
}

// Some stages beside each other.
void add_band(frame::Page& page, const std::vector<const BoardStrip*>& band, int width) {
    const int room =
        (width - kGap * static_cast<int>(band.size() - 1)) / static_cast<int>(band.size());
    const int each = std::min(kWidest, std::max(1, room));
    std::string heads;
    std::string rules;
    std::vector<std::vector<std::string>> columns;
    std::size_t height = 0;
    for (const auto* strip : band) {
        const auto& column = strip->column;
        const auto gap = columns.empty() ? std::string() : std::string(kGap, ' ');
        heads += gap + cell(fmt::format("{} {}{}",
                                        column.stage,
                                        column.items,
                                        column.is_known ? "" : " (no longer there)"),
                            each);
        rules += gap + std::string(static_cast<std::size_t>(each), '-');
        columns.push_back(lines_of(*strip));
        height = std::max(height, columns.back().size());
    }
    page.line(heads, Tone::strong);
    page.line(rules, Tone::faint);
    for (std::size_t row = 0; row < height; ++row) {
        std::string line;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            line += (i == 0 ? "" : std::string(kGap, ' ')) +
                    cell(row < columns[i].size() ? columns[i][row] : "", each);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        page.line(line);
    }
}

} // namespace

void add_board(frame::Page& page, const std::vector<BoardStrip>& board, int width) {
    std::vector<std::string> pipelines;
    const bool any = std::any_of(
        board.begin(), board.end(), [](const auto& strip) { return strip.column.items > 0; });
    for (const auto& strip : board) {
        const auto& pipeline = strip.column.pipeline;
        const bool shown = !any || std::any_of(board.begin(), board.end(), [&](const auto& one) {
            return one.column.pipeline == pipeline && one.column.items > 0;
        });
        if (shown && std::find(pipelines.begin(), pipelines.end(), pipeline) == pipelines.end()) {
            pipelines.push_back(pipeline);
        }
    }
    const auto beside = static_cast<std::size_t>(std::max(1, (width + kGap) / (kReadable + kGap)));
    for (const auto& pipeline : pipelines) {
        std::vector<const BoardStrip*> columns;
        for (const auto& strip : board) {
            if (strip.column.pipeline == pipeline) {
                columns.push_back(&strip);
            }
        }
        if (pipelines.size() > 1) {
            page.heading(frame::fitted(frame::for_terminal(pipeline), width));
        }
        // Bands of about the same number of stages.
        const auto bands = (columns.size() + beside - 1) / beside;
        const auto of_band = (columns.size() + bands - 1) / bands;
        for (std::size_t first = 0; first < columns.size(); first += of_band) {
            const auto end = std::min(first + of_band, columns.size());
            add_band(page,
                     {columns.begin() + static_cast<std::ptrdiff_t>(first),
                      columns.begin() + static_cast<std::ptrdiff_t>(end)},
                     width);
            page.blank();
        }
    }
}

} // namespace etsyorder
