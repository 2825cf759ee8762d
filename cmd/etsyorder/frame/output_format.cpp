// SPDX-License-Identifier: MIT
// What Output does with --format.
#include "base/error.hpp"
#include "frame/format.hpp"
#include "frame/output.hpp"

namespace etsyorder::frame {
namespace {

constexpr std::size_t kAtOnce = 64 * 1024; // bytes that are printed together

FormatRow row_of(const Value& value, std::string_view noun, const RowFacts& facts) {
    FormatRow row{noun, {}, &facts};
    if (const auto* members = value.as_object()) {
        for (const Member& member : *members) {
            row.fields.push_back({member.name, &member.value});
        }
    }
    return row;
}

// Lines and tabs stay, everything else that a terminal would obey is written out.
std::string harmless(std::string_view text) {
    std::string out;
    for (;;) {
        const auto end = text.find_first_of("\n\t");
        out += for_terminal(text.substr(0, end));
        if (end == std::string_view::npos) {
            return out;
        }
        out += text[end];
        text.remove_prefix(end + 1);
    }
}

} // namespace

void Output::surround_format(FormatSurroundings surroundings) {
    surroundings_ = std::move(surroundings);
}

void Output::refuse_format() const {
    if (formats()) {
        throw base::Error(base::ErrorKind::usage, "--format cannot be used here")
            .because("what is printed is a text as it was kept, and no row with fields")
            .hint("choose of it with --jq, or leave --raw out");
    }
}

const Format* Output::format() {
    if (formats() && !format_knows_them_) {
        require_filter();
        if (surroundings_.surroundings) {
            format_->know(surroundings_.surroundings());
        }
        format_knows_them_ = true;
    }
    return format_.get();
}

void Output::require_names(const std::string& list, const std::vector<std::string>& fields) {
    if (const auto* const format = this->format()) {
        format->require_names(name_of_one(list), fields);
    }
}

void Output::format_page(std::string_view name, const Value& value, const ListFacts& facts) {
    const auto* const format = this->format();
    std::string text;
    const auto append = [&](const Value& one, std::string_view noun, std::size_t row) {
        const RowFacts of_row = facts ? RowFacts([&facts, row] { return facts(row); }) : RowFacts();
        format->append(text, row_of(one, noun, of_row));
        if (text.size() >= kAtOnce) { // what one row may take counts from the beginning of `text`
            write_formatted(text);
            text.clear();
        }
    };
    if (const auto* list = value.as_list()) {
        const auto noun = name_of_one(name);
        for (std::size_t i = 0; i < list->size(); ++i) {
            append((*list)[i], noun, i);
        }
    } else {
        append(value, name, 0);
    }
    write_formatted(text);
}

void Output::write_formatted(std::string_view text) {
    if (streams_.out_is_terminal()) {
        streams_.out(harmless(text));
    } else {
        streams_.out(text);
    }
}

} // namespace etsyorder::frame
