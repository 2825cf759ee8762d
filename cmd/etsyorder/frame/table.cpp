// SPDX-License-Identifier: MIT
#include "frame/table.hpp"

#include <algorithm>
#include <numeric>

namespace etsyorder::frame {
namespace {

constexpr int kGap = 2;       // columns between two columns
constexpr int kNarrowest = 8; // a flexible column is not made narrower than this

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

// Takes columns from the widest flexible one until the line fits.
void shrink(std::vector<int>& widths, const std::vector<bool>& flexible, int room) {
    int total = std::accumulate(widths.begin(), widths.end(), 0);
    while (total > room) {
        std::size_t widest = widths.size();
        for (std::size_t i = 0; i < widths.size(); ++i) {
            if (flexible[i] && widths[i] > kNarrowest &&
                (widest == widths.size() || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        if (widest == widths.size()) {
            return; // the rest is fixed: better a wrapped line than a wrong number
        }
        --widths[widest];
        --total;
    }
}

std::string padded(const Shown& cell, int width, bool right, bool last, bool color) {
    const std::string text = cell.width > width ? fitted(cell.text, width) : cell.text;
    const int missing = width - (cell.width > width ? display_width(text) : cell.width);
    const std::string space(static_cast<std::size_t>(std::max(0, missing)), ' ');
    const std::string body = color && !text.empty() ? painted(text, cell.tone) : text;
    return right ? space + body : (last ? body : body + space);
}

} // namespace

std::vector<std::string> field_names(const Table& table) {
    std::vector<std::string> names;
    for (const Column& column : table.columns) {
        names.push_back(column.field);
    }
    return names;
}

std::string terminal_table(const Table& table, int width, bool color) {
    const auto visible = without_empty_columns(table, visible_columns(table, Place::terminal));
    std::vector<std::vector<Shown>> lines(1);
    std::vector<int> widths;
    std::vector<bool> flexible;
    for (const std::size_t column : visible) {
        lines[0].push_back({table.columns[column].heading,
                            Tone::faint,
                            display_width(table.columns[column].heading)});
        widths.push_back(lines[0].back().width);
        flexible.push_back(table.columns[column].flexible);
    }
    for (const auto& row : table.rows) {
        auto& line = lines.emplace_back();
        for (std::size_t i = 0; i < visible.size(); ++i) {
            line.push_back(shown(row[visible[i]]));
            widths[i] = std::max(widths[i], line.back().width);
        }
    }
    const int gaps = kGap * (static_cast<int>(visible.size()) - 1);
    shrink(widths, flexible, width - gaps);
    std::string out;
    for (const auto& line : lines) {
        std::string text;
        for (std::size_t i = 0; i < line.size(); ++i) {
            const bool last = i + 1 == line.size();
            text += padded(line[i], widths[i], table.columns[visible[i]].right, last, color);
            text += last ? "" : "  ";
        }
        const auto end = text.find_last_not_of(' ');
        out += text.substr(0, end == std::string::npos ? 0 : end + 1) + '\n';
    }
    return out;
}

std::string pipe_table(const Table& table, bool header) {
    const auto visible = visible_columns(table, Place::pipe);
    std::string out;
    if (header) {
        for (const std::size_t column : visible) {
            out += for_pipe(table.columns[column].field) + (column == visible.back() ? '\n' : '\t');
        }
    }
    for (const auto& row : table.rows) {
        for (const std::size_t column : visible) {
            const Cell& cell = row[column];
            out += for_pipe(cell.piped.empty() ? cell.value.plain() : cell.piped);
            out += column == visible.back() ? '\n' : '\t';
        }
    }
    return out;
}

} // namespace etsyorder::frame
