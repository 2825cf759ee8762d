// SPDX-License-Identifier: MIT
#include "imports/join_rows.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "csv/encoding.hpp"
#include "csv/writer.hpp"
#include "imports/cells.hpp"
#include "imports/header.hpp"
#include "imports/variations.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace etsyorder::imports {
namespace {

using orders::Answer;
using orders::AnswerKind;

// Of a line that csv::append_row wrote.
std::vector<std::string> cells_of(std::string_view line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char c = line[at];
        if (c == '"' && quoted && line.substr(at + 1).starts_with('"')) {
            cells.back() += c;
            ++at;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else if (c != '\n' || quoted) {
            cells.back() += c;
        }
    }
    return cells;
}

// A row whose cells are found by what their columns mean, else by their names.
struct Table {
    const std::vector<std::string>& names;
    const std::vector<std::optional<Field>>& fields;
    std::vector<std::string> cells;

    Table(const RowColumns& columns, const std::string& content)
        : names(columns.names), fields(columns.fields), cells(cells_of(content)) {
        cells.resize(names.size());
    }

    [[nodiscard]] std::size_t find(const std::string& name, std::optional<Field> field) const {
        for (std::size_t at = 0; at < names.size(); ++at) {
            if (field ? fields[at] == field : !fields[at] && names[at] == name) {
                return at;
            }
        }
        return names.size();
    }
    [[nodiscard]] std::string_view cell(Field field) const {
        const auto at = find("", field);
        return at < cells.size() ? std::string_view(cells[at]) : std::string_view();
    }
};

bool says_nothing(std::string_view cell) {
    const auto words = trimmed(cell);
    return words.empty() || words == "--";
}

bool is_day(std::optional<Field> field) {
    return field == Field::sale_date || field == Field::date_paid || field == Field::date_shipped;
}

constexpr Field kAddress[] = {
    Field::street_1, Field::street_2, Field::city, Field::state, Field::zip, Field::country};

bool is_of_address(std::optional<Field> field) {
    return field && std::ranges::find(kAddress, *field) != std::end(kAddress);
}

std::string plain_part(Field field, std::string_view cell) {
    return base::ascii_lower(field == Field::country ? country_code(cell)
                                                     : std::string(trimmed(cell)));
}

// Some part is said by both, and not the same.
bool other_address(const Table& one, const Table& two) {
    return std::ranges::any_of(kAddress, [&](Field field) {
        const auto mine = one.cell(field), theirs = two.cell(field);
        return !says_nothing(mine) && !says_nothing(theirs) &&
               plain_part(field, mine) != plain_part(field, theirs) && !is_garbled(mine, theirs) &&
               !is_garbled(theirs, mine);
    });
}

// Dates with the year first are read the same in every file.
void write_years_first(Table& table, bool day_first) {
    const auto order = day_first ? DateOrder::day_first : DateOrder::month_first;
    for (std::size_t at = 0; at < table.cells.size(); ++at) {
        if (is_day(table.fields[at])) {
            const auto date = parse_date(table.cells[at], order);
            table.cells[at] = date ? base::format_date(*date) : table.cells[at];
        }
    }
}

bool is_words(const Answer& answer) {
    return answer.kind != AnswerKind::option && answer.kind != AnswerKind::not_asked &&
           !says_nothing(answer.text);
}

// Where `other` is the answer to the same question.
bool says_less(const Answer& answer, const Answer& other) {
    return (answer.kind == AnswerKind::not_asked && is_words(other)) ||
           (says_nothing(answer.text) && !says_nothing(other.text)) ||
           is_garbled(answer.text, other.text);
}

bool same_words(const std::vector<Answer>& some, const std::vector<Answer>& others) {
    return std::ranges::equal(some, others, [](const Answer& one, const Answer& two) {
        return one.kind == two.kind && one.question == two.question && one.text == two.text;
    });
}

std::string as_cell(const std::vector<Answer>& answers) {
    std::string cell;
    for (const auto& answer : answers) {
        cell += cell.empty() ? "" : ",";
        cell += answer.question.empty() ? "" : answer.question + ":";
        cell += answer.verbatim.value_or(answer.text);
    }
    return cell;
}

// Those of `first`, with better ones of `second` in their place, and what only `second` has.
std::vector<Answer> all_answers(const std::vector<Answer>& first,
                                const std::vector<Answer>& second) {
    auto all = first;
    for (const auto& other : second) {
        const auto same = std::ranges::find_if(first, [&](const Answer& answer) {
            return base::same_but_for_case(answer.question, other.question) ||
                   is_garbled(answer.text, other.text);
        });
        if (same != first.end()) {
            auto& mine = all[static_cast<std::size_t>(same - first.begin())];
            mine = says_less(*same, other) ? other : mine;
            continue;
        }
        // A label in another language has the same text behind it.
        const bool known = std::ranges::any_of(first, [&](const Answer& answer) {
            return answer.text == other.text ||
                   (other.kind == AnswerKind::not_asked && is_words(answer));
        });
        if (!known) {
            all.push_back(other);
        }
    }
    if (!same_words(all, first)) { // words go to the end: there they may have commas and colons
        std::stable_partition(all.begin(), all.end(), [](const Answer& answer) {
            return answer.kind == AnswerKind::option;
        });
    }
    return all;
}

} // namespace

bool is_garbled(std::string_view text, std::string_view sound) {
    const bool plain =
        std::ranges::all_of(sound, [](char c) { return static_cast<signed char>(c) >= 0; });
    if (plain || text.size() <= sound.size()) {
        return false;
    }
    if (text == csv::from_windows_1252(sound)) {
        return true;
    }
    std::string latin;
    for (const char c : sound) {
        base::append_utf8(latin, static_cast<unsigned char>(c));
    }
    return text == latin;
}

std::string join_variations(std::string_view first, std::string_view second) {
    if (says_nothing(first) || is_garbled(first, second)) {
        return std::string(second);
    }
    const auto ours = parse_variations(first), theirs = parse_variations(second);
    const auto all = all_answers(ours, theirs);
    if (same_words(all, ours)) {
        return std::string(first);
    }
    auto cell = as_cell(all);
    if (same_words(parse_variations(cell), all)) {
        return cell;
    }
    // A cell does not mark where a value ends: not all can be said in one. Words come first.
    return std::string(std::ranges::any_of(ours, is_words) ? first : second);
}

const RowColumns& RowJoiner::columns(const std::string& line) {
    const auto [found, is_new] = columns_.try_emplace(line);
    auto& columns = found->second;
    if (is_new) {
        columns.names = cells_of(line);
        std::vector<Field> taken; // of two columns of one meaning the first counts
        for (const auto& name : columns.names) {
            auto field = field_of_column(name);
            if (field && std::ranges::find(taken, *field) != taken.end()) {
                field.reset();
            }
            if (field) {
                taken.push_back(*field);
            }
            columns.fields.push_back(field);
        }
    }
    return columns;
}

RowText RowJoiner::join(const RowText& known, const RowText& added, Prevails prevails) {
    Table before(columns(known.header.columns), known.content);
    Table after(columns(added.header.columns), added.content);
    if (known.header.day_first != added.header.day_first) {
        write_years_first(before, known.header.day_first);
        write_years_first(after, added.header.day_first);
    }
    const bool known_prevails = prevails == Prevails::known;
    const bool moved = other_address(before, after);
    std::vector<std::string> names, cells;
    const auto take = [&](const std::string& name, std::size_t old_at, std::size_t new_at) {
        const auto old_cell =
            old_at < before.cells.size() ? std::string_view(before.cells[old_at]) : "";
        const auto new_cell =
            new_at < after.cells.size() ? std::string_view(after.cells[new_at]) : "";
        const auto field =
            old_at < before.fields.size() ? before.fields[old_at] : after.fields[new_at];
        const auto first = known_prevails ? old_cell : new_cell;
        const auto second = known_prevails ? new_cell : old_cell;
        names.push_back(name);
        if (field == Field::variations) {
            cells.push_back(join_variations(first, second));
        } else if (moved && is_of_address(field)) {
            cells.emplace_back(first);
        } else {
            cells.emplace_back(says_nothing(first) || is_garbled(first, second) ? second : first);
        }
    };
    for (std::size_t at = 0; at < before.names.size(); ++at) {
        take(before.names[at], at, after.find(before.names[at], before.fields[at]));
    }
    for (std::size_t at = 0; at < after.names.size(); ++at) {
        if (before.find(after.names[at], after.fields[at]) == before.names.size()) {
            take(after.names[at], before.names.size(), at);
        }
    }
    RowText joined;
    joined.header.day_first = known.header.day_first;
    const auto append = [](std::string& line, const std::vector<std::string>& fields) {
        csv::append_row(line, std::vector<std::string_view>(fields.begin(), fields.end()));
    };
    append(joined.header.columns, names);
    append(joined.content, cells);
    return joined;
}

RowText join_rows(const RowText& known, const RowText& added, Prevails prevails) {
    return RowJoiner().join(known, added, prevails);
}

} // namespace etsyorder::imports
