// SPDX-License-Identifier: MIT
#include "frame/error_text.hpp"

#include "frame/output.hpp"
#include "frame/text.hpp"
#include "frame/value.hpp"

namespace etsyorder::frame {
namespace {

std::string as_json(const base::Error& error) {
    Value::List notes;
    for (const std::string& note : error.notes()) {
        notes.emplace_back(note);
    }
    Value::List context;
    for (const std::string& doing : error.context()) {
        context.emplace_back(doing);
    }
    const auto or_null = [](const std::string& text) {
        return text.empty() ? Value() : Value(text);
    };
    const Value value =
        Value::object({{"kind", base::to_string(error.kind())},
                       {"summary", error.summary()},
                       {"reason", or_null(error.reason())},
                       {"notes", Value::list(std::move(notes))},
                       {"hint", or_null(error.remedy())},
                       {"position", error.position() == 0 ? Value() : Value(error.position())},
                       {"context", Value::list(std::move(context))},
                       {"retryable", error.retryable()},
                       {"exit_code", base::exit_code(error.kind())}});
    return Value::object({{"schema", kJsonSchema}, {"error", value}}).json() + '\n';
}

// Every line of a many-line text, each safe for a terminal.
void add(std::string& out, std::string_view label, std::string_view text) {
    while (!text.empty()) {
        const auto newline = text.find('\n');
        out += std::string(label) + for_terminal(text.substr(0, newline)) + '\n';
        text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
    }
}

} // namespace

std::string error_text(const base::Error& error, ErrorForm form) {
    if (form == ErrorForm::json) {
        return as_json(error);
    }
    const bool color = form == ErrorForm::colored_text;
    std::string summary = error.summary();
    for (const std::string& doing : error.context()) {
        summary = doing + ": " + summary;
    }
    std::string out = color ? painted("error:", Tone::bad) : "error:";
    out += ' ' + for_terminal(summary) + '\n';
    add(out, "  ", error.reason());
    for (const std::string& note : error.notes()) {
        add(out, "  ", note);
    }
    add(out, color ? painted("  hint: ", Tone::good) : "  hint: ", error.remedy());
    return out;
}

base::Error bug_report(const std::string& what) {
    return base::Error(base::ErrorKind::bug, "this is a bug in etsyorder: " + what)
        .because("nothing you typed should lead here; what was stored before is safe")
        .hint("report it with the command line and this message");
}

} // namespace etsyorder::frame
