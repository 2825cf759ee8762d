// SPDX-License-Identifier: MIT
#include "frame/output.hpp"

#include "base/error.hpp"
#include "base/nearest.hpp"
#include "frame/format.hpp"
#include "frame/jq.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace etsyorder::frame {
namespace {

Value chosen(const Value& value, const std::vector<std::string>& fields) {
    if (fields.empty()) {
        return value;
    }
    if (const auto* list = value.as_list()) {
        Value::List result;
        for (const Value& one : *list) {
            result.push_back(chosen(one, fields));
        }
        return Value::list(std::move(result));
    }
    const auto* members = value.as_object();
    if (members == nullptr) {
        return value;
    }
    Value::Object result;
    for (const std::string& field : fields) {
        const auto found = std::ranges::find(*members, field, &Member::name);
        if (found != members->end()) {
            result.push_back(*found);
        }
    }
    return Value::object(std::move(result));
}

// `fields`: those that were asked for; empty: all but those on demand.
Value row_value(const Table& table,
                const std::vector<Cell>& row,
                const std::vector<std::string>& fields) {
    Value::Object members;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (!fields.empty() || !table.columns[i].on_demand) {
            members.push_back({table.columns[i].field, row[i].value});
        }
    }
    return chosen(Value::object(std::move(members)), fields);
}

FormatRow as_format_row(const Table& table,
                        const std::vector<Cell>& row,
                        std::string_view noun,
                        const RowFacts& facts) {
    FormatRow result{noun, {}, &facts};
    result.fields.reserve(table.columns.size());
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (!table.columns[i].on_demand) {
            result.fields.push_back({table.columns[i].field, &row[i].value});
        }
    }
    return result;
}

} // namespace

std::vector<std::string> member_names(const Value& value) {
    std::vector<std::string> names;
    if (const auto* list = value.as_list(); list != nullptr && !list->empty()) {
        return member_names(list->front());
    }
    if (const auto* members = value.as_object()) {
        for (const Member& member : *members) {
            names.push_back(member.name);
        }
    }
    return names;
}

Output::Output(Streams& streams,
               const GlobalFlags& flags,
               std::function<std::string()> color_setting)
    : streams_(streams), flags_(flags), color_setting_(std::move(color_setting)) {}

Output::~Output() = default;

bool Output::color() const {
    const std::string setting = color_setting_();
    return setting == "always" ||
           (setting != "never" && streams_.out_is_terminal() && streams_.terminal_knows_colors());
}

void Output::require_fields(const std::vector<std::string>& known, std::string_view name) {
    const std::string list = fmt::format("the fields are: {}", fmt::join(known, ", "));
    if (flags_.asks_for_fields) {
        throw base::Error(base::ErrorKind::usage, "--json= needs the names of fields")
            .because(list);
    }
    if (known.empty()) {
        return;
    }
    for (const std::string& field : flags_.fields) {
        if (std::ranges::find(known, field) == known.end()) {
            auto error =
                base::Error(base::ErrorKind::usage, fmt::format("there is no field \"{}\"", field));
            const auto meant = base::nearest(field, known);
            throw std::move(error).because(list).hint(
                meant ? fmt::format("did you mean \"{}\"?", *meant) : "");
        }
    }
    if (!name.empty()) {
        require_names(std::string(name), known);
    }
}

void Output::require_filter() {
    if (!flags_.jq.empty() && filter_ == nullptr) {
        filter_ = std::make_unique<JqFilter>(flags_.jq);
    }
    if (formats() && format_ == nullptr) {
        format_ = std::make_unique<Format>(
            flags_.format,
            flags_.lax ? Format::Unknown::nothing : Format::Unknown::refused,
            surroundings_.filters ? surroundings_.filters() : nullptr);
    }
}

Output::Rows::Rows(Output& output, Table head)
    : output_(output), format_(output.format()), noun_(name_of_one(head.name)),
      collected_(format_ == nullptr && (output.flags_.json ? output.filter_ != nullptr
                                                           : output.streams_.out_is_terminal())),
      table_(std::move(head)) {
    if (collected_ || format_ != nullptr) {
        return;
    }
    if (output_.flags_.json) {
        pending_ = fmt::format(R"({{"schema":{},{}:[)", kJsonSchema, Value(table_.name).json());
    } else {
        pending_ = pipe_table(table_, output_.flags_.header);
    }
}

void Output::Rows::add(std::vector<Cell> row, const RowFacts& facts) {
    constexpr std::size_t kAtOnce = 64 * 1024;
    if (collected_) {
        table_.rows.push_back(std::move(row));
        return;
    }
    if (format_ != nullptr) {
        format_->append(pending_, as_format_row(table_, row, noun_, facts));
    } else if (output_.flags_.json) {
        pending_ += any_ ? "," : "";
        row_value(table_, row, output_.flags_.fields).append_json(pending_);
    } else {
        append_to_pipe(table_, row, pending_);
    }
    any_ = true;
    if (pending_.size() >= kAtOnce) {
        flush();
    }
}

void Output::Rows::flush() {
    if (format_ != nullptr) {
        output_.write_formatted(pending_);
    } else {
        output_.streams_.out(pending_);
    }
    pending_.clear();
}

void Output::Rows::end(std::optional<bool> more) {
    if (collected_) {
        table_.more = more;
        output_.terminal_or_jq(table_);
        return;
    }
    if (output_.flags_.json) {
        pending_ += more ? fmt::format(R"(],"more":{}}})", *more) : "]}";
        pending_ += '\n';
    }
    flush();
    if (format_ != nullptr && !any_ && output_.streams_.out_is_terminal()) {
        output_.note(table_.when_empty);
    }
}

Output::Rows Output::rows(Table head) {
    if (json()) {
        const auto fields = field_names(head);
        require_fields(fields, head.name);
        require_filter();
    }
    return {*this, std::move(head)};
}

Output::Lines Output::lines(Table head) {
    if (json()) {
        const auto fields = field_names(head);
        require_fields(fields, head.name);
        require_filter();
    }
    return {*this, std::move(head)};
}

Output::Lines::Lines(Output& output, Table head)
    : output_(output), format_(output.format()), head_(std::move(head)) {
    head_.rows.clear();
    if (!output_.json() && !output_.streams_.out_is_terminal() && output_.flags_.header) {
        output_.streams_.out(pipe_table(head_, true));
    }
}

void Output::Lines::add(const std::vector<Cell>& row) {
    const auto text = text_of(row);
    if (format_ != nullptr) {
        output_.write_formatted(text);
    } else {
        output_.streams_.out(text);
    }
}

std::string Output::Lines::text_of(const std::vector<Cell>& row) {
    std::string text;
    if (format_ != nullptr) {
        const auto noun = name_of_one(head_.name);
        const RowFacts none;
        format_->append(text, as_format_row(head_, row, noun, none));
    } else if (output_.flags_.json) {
        text = row_value(head_, row, output_.flags_.fields).json();
        text = output_.filter_ == nullptr ? text + '\n' : output_.filter_->run(text);
    } else if (output_.streams_.out_is_terminal()) {
        text = terminal_line(head_, row, widths_, output_.streams_.width(), output_.color());
    } else {
        append_to_pipe(head_, row, text);
    }
    return text;
}

void Output::table(Table table) {
    auto given = std::move(table.rows);
    const auto more = table.more;
    const auto facts = std::move(table.facts);
    table.rows.clear();
    Rows out = rows(std::move(table));
    for (std::size_t i = 0; i < given.size(); ++i) {
        out.add(std::move(given[i]),
                facts ? RowFacts([&facts, i] { return facts(i); }) : RowFacts());
    }
    out.end(more);
}

void Output::terminal_or_jq(const Table& table) {
    if (flags_.json) {
        Value::List list;
        list.reserve(table.rows.size());
        for (const auto& row : table.rows) {
            list.push_back(row_value(table, row, flags_.fields));
        }
        Value::Object document{{table.name, Value::list(std::move(list))}};
        if (table.more) {
            document.push_back({"more", *table.more});
        }
        write_json(std::move(document), field_names(table));
        return;
    }
    if (table.rows.empty()) {
        note(table.when_empty);
        return;
    }
    const auto shown = terminal_table(table, streams_.width(), color());
    streams_.out(shown.text);
    if (!shown.left_out.empty()) {
        note(fmt::format("the terminal is too narrow for: {} (--json has them)",
                         fmt::join(shown.left_out, ", ")));
    }
}

void Output::page(std::string_view name,
                  const Value& value,
                  const Page& page,
                  const ListFacts& facts) {
    if (formats()) {
        format_page(name, value, facts);
    } else if (flags_.json) {
        write_json({{std::string(name), value}}, member_names(value));
    } else {
        streams_.out(page.text(color()));
    }
}

void Output::document(std::string_view name, const Value& value, std::string_view text) {
    Page page;
    while (!text.empty()) {
        const auto newline = text.find('\n');
        page.line(text.substr(0, newline));
        text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
    }
    this->page(name, value, page);
}

void Output::kept_json(const std::string& text) {
    refuse_format();
    require_filter();
    if (filter_ != nullptr) {
        streams_.out(filter_->run(text));
    } else {
        streams_.out((streams_.out_is_terminal() ? for_terminal(text) : text) + '\n');
    }
}

void Output::note(std::string_view text) {
    if (!flags_.json) {
        warn(text);
    }
}

void Output::warn(std::string_view text) {
    if (!text.empty()) {
        streams_.err(for_terminal(text) + "\n");
    }
}

// The first member is the result, of which --json FIELDS chooses.
void Output::write_json(Value::Object members, const std::vector<std::string>& known) {
    require_fields(known);
    require_filter();
    members.front().value = chosen(members.front().value, flags_.fields);
    members.insert(members.begin(), {"schema", kJsonSchema});
    const Value document = Value::object(std::move(members));
    const std::string text = document.json();
    streams_.out(filter_ == nullptr ? text + '\n' : filter_->run(text));
}

} // namespace etsyorder::frame
