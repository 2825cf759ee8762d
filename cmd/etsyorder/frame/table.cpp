// SPDX-License-Identifier: MIT
#include "frame/table.hpp"

#include <algorithm>
#include <numeric>

namespace etsyorder::frame {
namespace {

constexpr int kGap = 2;       // columns between two columns
constexpr int kReadable = 12; // rather than narrower flexible columns, expendable ones go
constexpr int kNarrowest = 6; // a flexible column is not made narrower than this

struct Shown {
    std::string text;
    Tone tone = Tone::plain;
    int width = 0;
};

Shown shown(const Cell& cell) {
    Shown result{for_terminal(cell.shown.empty() ? cell.value.plain() : cell.shown), cell.tone, 0};
    result.width = display_width(result.text);
    return result;
}

enum class Place { terminal, pipe };

std::vector<std::size_t> visible_columns(const Table& table, Place place) {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Column& column = table.columns[i];
        if (!column.heading.empty() || (column.piped && place == Place::pipe)) {
            result.push_back(i);
        }
    }
    return result;
}

// A column in which no row says anything only takes width from the others.
std::vector<std::size_t> without_empty_columns(const Table& table,
                                               std::vector<std::size_t> columns) {
    std::erase_if(columns, [&](std::size_t column) {
        return std::ranges::all_of(table.rows, [&](const std::vector<Cell>& row) {
            const Cell& cell = row[column];
            const std::string text = cell.shown.empty() ? cell.value.plain() : cell.shown;
            return text.find_first_not_of(' ') == std::string::npos;
        });
    });
    return columns;
}

std::string padded(const Shown& cell, int width, bool right, bool last, bool color) {
    const std::string text = cell.width > width ? fitted(cell.text, width) : cell.text;
    const int missing = width - (cell.width > width ? display_width(text) : cell.width);
    const std::string space(static_cast<std::size_t>(std::max(0, missing)), ' ');
    const std::string body = color && !text.empty() ? painted(text, cell.tone) : text;
    return right ? space + body : (last ? body : body + space);
}

// The cells as they are shown, a line of headings first.
class Grid {
public:
    Grid(const Table& table, std::vector<std::size_t> visible)
        : table_(table), visible_(std::move(visible)), lines_(1) {
        for (const std::size_t column : visible_) {
            const std::string& heading = table.columns[column].heading;
            lines_[0].push_back({heading, Tone::faint, display_width(heading)});
            widths_.push_back(lines_[0].back().width);
        }
        for (const auto& row : table.rows) {
            auto& line = lines_.emplace_back();
            for (std::size_t i = 0; i < visible_.size(); ++i) {
                line.push_back(shown(row[visible_[i]]));
                widths_[i] = std::max(widths_[i], line.back().width);
            }
        }
    }

    // Columns of a terminal that all of it needs to be readable.
    [[nodiscard]] int readable() const {
        int total = gaps();
        for (std::size_t i = 0; i < visible_.size(); ++i) {
            total += column(i).flexible ? std::min(widths_[i], kReadable) : widths_[i];
        }
        return total;
    }

    // False: there is none that may be left out.
    bool leave_one_out(std::vector<std::string>& headings) {
        for (std::size_t i = visible_.size(); i-- > 0;) {
            if (column(i).expendable) {
                headings.insert(headings.begin(), column(i).heading);
                const auto at = static_cast<std::ptrdiff_t>(i);
                visible_.erase(visible_.begin() + at);
                widths_.erase(widths_.begin() + at);
                for (auto& line : lines_) {
                    line.erase(line.begin() + at);
                }
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] std::string text(int width, bool color) {
        shrink(width - gaps());
        std::string out;
        for (const auto& line : lines_) {
            std::string text;
            for (std::size_t i = 0; i < line.size(); ++i) {
                const bool last = i + 1 == line.size();
                text += padded(line[i], widths_[i], column(i).right, last, color);
                text += last ? "" : "  ";
            }
            const auto end = text.find_last_not_of(' ');
            out += text.substr(0, end == std::string::npos ? 0 : end + 1) + '\n';
        }
        return out;
    }

private:
    [[nodiscard]] const Column& column(std::size_t i) const { return table_.columns[visible_[i]]; }
    [[nodiscard]] int gaps() const { return kGap * (static_cast<int>(visible_.size()) - 1); }

    // Takes columns from the widest flexible one until the line fits.
    void shrink(int room) {
        int total = std::accumulate(widths_.begin(), widths_.end(), 0);
        while (total > room) {
            std::size_t widest = widths_.size();
            for (std::size_t i = 0; i < widths_.size(); ++i) {
                if (column(i).flexible && widths_[i] > kNarrowest &&
                    (widest == widths_.size() || widths_[i] > widths_[widest])) {
                    widest = i;
                }
            }
            if (widest == widths_.size()) {
                return; // the rest is fixed: better a wrapped line than a wrong number
            }
            --widths_[widest];
            --total;
        }
    }

    const Table& table_;
    std::vector<std::size_t> visible_; // columns of the table
    std::vector<std::vector<Shown>> lines_;
    std::vector<int> widths_;
};

} // namespace

std::vector<std::string> field_names(const Table& table) {
    std::vector<std::string> names;
    for (const Column& column : table.columns) {
        names.push_back(column.field);
    }
    return names;
}

TerminalTable terminal_table(const Table& table, int width, bool color) {
    TerminalTable result;
    Grid grid(table, without_empty_columns(table, visible_columns(table, Place::terminal)));
    while (grid.readable() > width && grid.leave_one_out(result.left_out)) {
    }
    result.text = grid.text(width, color);
    return result;
}

std::string terminal_line(const Table& head,
                          const std::vector<Cell>& row,
                          std::vector<int>& widths,
                          int width,
                          bool color) {
    const auto visible = visible_columns(head, Place::terminal);
    widths.resize(visible.size());
    std::string line;
    int left = width;
    for (std::size_t i = 0; i < visible.size() && left > 0; ++i) {
        const auto cell = shown(row[visible[i]]);
        widths[i] = std::max(widths[i], cell.width);
        const bool last = i + 1 == visible.size();
        const int room = std::min(left, last ? cell.width : widths[i]);
        line += padded(cell, room, head.columns[visible[i]].right, last, color);
        left -= room + kGap;
        line += last ? "" : std::string(kGap, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line + '\n';
}

void append_to_pipe(const Table& table, const std::vector<Cell>& row, std::string& out) {
    const char* before = "";
    for (const std::size_t column : visible_columns(table, Place::pipe)) {
        const Cell& cell = row[column];
        out += before + for_pipe(cell.piped.empty() ? cell.value.plain() : cell.piped);
        before = "\t";
    }
    out += '\n';
}

std::string pipe_table(const Table& table, bool header) {
    std::string out;
    if (header) {
        const char* before = "";
        for (const std::size_t column : visible_columns(table, Place::pipe)) {
            out += before + for_pipe(table.columns[column].field);
            before = "\t";
        }
        out += '\n';
    }
    for (const auto& row : table.rows) {
        append_to_pipe(table, row, out);
    }
    return out;
}

} // namespace etsyorder::frame
