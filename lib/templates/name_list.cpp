// SPDX-License-Identifier: MIT
#include "templates/name_list.hpp"

#include "liquid/characters.hpp"
#include "liquid/printing.hpp"
#include "templates/word_lists.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace etsyorder::templates {
namespace {

using liquid::Value;
using Kind = Value::Kind;

constexpr std::size_t kMostBytes = 1 << 20; // one long text may stand in an array a million times

base::Unexpected<std::string> refused(std::string what) {
    return base::Unexpected<std::string>("names: " + std::move(what));
}

bool has_words(const Value& value) {
    return value.is_text() && !liquid::strip(value.text()).empty();
}

// A text, or nil; empty: neither.
std::optional<Value> plain_text(const Value& value) {
    switch (value.kind()) {
    case Kind::nil:
        return Value();
    case Kind::text:
        return has_words(value) ? value : Value();
    case Kind::integer:
    case Kind::number:
        return Value(liquid::to_text(value));
    default:
        return std::nullopt;
    }
}

std::optional<Value> member(const Value& whole, std::string_view name) {
    if (whole.is(Kind::lazy)) {
        return whole.ask(name);
    }
    const auto* const found = whole.find(name);
    return found == nullptr ? std::nullopt : std::optional(*found);
}

// The text of one of the list; nil: it has none.
base::Result<Value, std::string> text_of_one(const Value& value) {
    if (!value.is(Kind::object) && !value.is(Kind::lazy)) {
        const auto text = plain_text(value);
        return text ? base::Result<Value, std::string>(*text)
                    : refused("only texts, and objects with a name or a title, make a list");
    }
    bool known = false;
    for (const std::string_view name : {"name", "title"}) {
        const auto found = member(value, name);
        known = known || found;
        const auto text = found ? plain_text(*found) : std::nullopt;
        if (text && !text->is_nil()) {
            return *text;
        }
    }
    return known ? base::Result<Value, std::string>(Value())
                 : refused("an object of the list has neither a name nor a title");
}

base::Result<std::vector<Value>, std::string> texts_of(const Value& list) {
    std::vector<Value> texts;
    const std::vector<Value> alone{list};
    for (const auto& value : list.is(Kind::array) ? list.items() : alone) {
        auto text = text_of_one(value);
        if (!text) {
            return base::Unexpected<std::string>(std::move(text.error()));
        }
        if (!text->is_nil()) {
            texts.push_back(std::move(*text));
        }
    }
    return texts;
}

} // namespace

base::Result<Value, std::string>
name_list(const Value& list, const Value& joint, const liquid::Surroundings& surroundings) {
    if (list.is_nil()) {
        return Value();
    }
    if (!joint.is_nil() && !joint.is_text()) {
        return refused("the joining word is no text");
    }
    const auto texts = texts_of(list);
    if (!texts) {
        return base::Unexpected<std::string>(texts.error());
    }
    if (texts->empty()) {
        return Value("");
    }
    const auto word =
        has_words(joint)
            ? joint
            : Value(std::string(and_word(surroundings.language, texts->back().text())));
    bool marked = word.safe();
    std::size_t bytes = word.text().size();
    for (const auto& text : *texts) {
        marked = marked || text.safe();
        bytes += text.text().size() + 2;
        if (bytes > kMostBytes) {
            return refused("the list is longer than a letter may be");
        }
    }
    marked = marked && surroundings.html;
    std::string out;
    const auto add = [&out, marked](const Value& text) {
        if (marked && !text.safe()) {
            liquid::append_escaped(out, text.text());
        } else {
            out += text.text();
        }
    };
    for (std::size_t at = 0; at < texts->size(); ++at) {
        if (at > 0 && at + 1 == texts->size()) {
            out += ' ';
            add(word);
            out += ' ';
        } else if (at > 0) {
            out += ", ";
        }
        add((*texts)[at]);
    }
    Value made(std::move(out));
    return marked ? made.marked_safe() : made;
}

} // namespace etsyorder::templates
