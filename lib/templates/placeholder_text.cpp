// SPDX-License-Identifier: MIT
#include "templates/placeholder_text.hpp"

#include "base/ascii.hpp"
#include "templates/fact_roots.hpp"
#include "templates/placeholders.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

namespace etsyorder::templates {
namespace {

constexpr std::size_t kLongest = 80; // bytes between the brackets

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text) {
    return base::trimmed(text, " \t");
}

// Words as somebody names a thing: letters first, on one line.
bool reads_as_name(std::string_view text) {
    return !text.empty() && text.size() <= kLongest && is_letter(text.front()) &&
           std::ranges::all_of(text, [](char c) {
               return is_letter(c) || is_digit(c) ||
                      std::string_view(" _-./'#").find(c) != std::string_view::npos;
           });
}

bool has_blank(std::string_view text) {
    return text.find(' ') != std::string_view::npos;
}

enum class Brackets { double_curly, percent_tag, curly, percent, square, pointed };

struct Pair {
    std::string_view open;
    std::string_view close;
    Brackets kind;
};
// Longer ones first.
constexpr Pair kPairs[] = {
    {"{{{", "}}}", Brackets::double_curly},
    {"{{", "}}", Brackets::double_curly},
    {"{%", "%}", Brackets::percent_tag},
    {"${", "}", Brackets::curly},
    {"{", "}", Brackets::curly},
    {"[[", "]]", Brackets::square},
    {"[", "]", Brackets::square},
    {"<<", ">>", Brackets::pointed},
    {"%%", "%%", Brackets::percent},
    {"%", "%", Brackets::percent},
};

constexpr std::string_view kBegins = "{$[<%"; // of what opens one

// "'friend'" of `default: 'friend'` and `fallback=friend`, without quotes.
std::string fallback_in(std::string_view rest) {
    for (const std::string_view key : {"fallback=", "default:", "default="}) {
        const auto at = rest.find(key);
        if (at == std::string_view::npos) {
            continue;
        }
        auto value = trimmed(rest.substr(at + key.size()));
        if (!value.empty() && (value.front() == '"' || value.front() == '\'')) {
            value = value.substr(1, value.find(value.front(), 1) - 1);
        } else {
            value = trimmed(value.substr(0, value.find('|')));
        }
        const bool plain = value.find_first_of("\"'{}%|\n") == std::string_view::npos;
        return plain ? std::string(value) : std::string();
    }
    return {};
}

bool is_one_filter(std::string_view filters) {
    char quote = 0;
    for (const char c : filters) {
        if (quote != 0) {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '|') {
            return false;
        }
    }
    return filters.starts_with("default") || filters.starts_with("fallback");
}

// The brackets that begin here and look as if another tool meant something by them: "{% if x %}",
// "{$amount}", "{name:first}". Not "{ ... }" in prose, nor "{1}". Empty: there are none.
std::string_view brackets_at(std::string_view rest) {
    for (const auto& pair : kPairs) {
        const bool curly = pair.kind == Brackets::double_curly ||
                           pair.kind == Brackets::percent_tag || pair.kind == Brackets::curly;
        if (!curly || !rest.starts_with(pair.open)) {
            continue;
        }
        const auto end = rest.substr(0, 4 * kLongest).find(pair.close, pair.open.size());
        if (end == std::string_view::npos) {
            continue;
        }
        const auto inside = rest.substr(pair.open.size(), end - pair.open.size());
        const bool means =
            pair.open != "{" ||
            (!inside.empty() && (is_letter(inside.front()) || inside.front() == '$'));
        if (means && inside.find('\n') == std::string_view::npos &&
            std::ranges::any_of(inside, [](char c) { return is_letter(c) || is_digit(c); })) {
            return rest.substr(0, end + pair.close.size());
        }
    }
    return {};
}

// Does what stands in these brackets count as a placeholder? In prose most do something else.
// `known`: it means something.
bool counts(Brackets kind, std::string_view inside, std::string_view behind, bool known) {
    switch (kind) {
    case Brackets::double_curly:
        return true;
    case Brackets::percent_tag: // not the tags of Liquid: {% if x %}
        return known || inside.find('.') != std::string_view::npos;
    case Brackets::percent: // "50% off, 20% more"
        return known || (!has_blank(inside) && inside.find('_') != std::string_view::npos);
    case Brackets::square: // "[the shop](https://...)" is a link
        return !behind.starts_with('(');
    case Brackets::curly:
    case Brackets::pointed:
        return true;
    }
    return false;
}

// Text in which nothing is taken for Liquid.
class Out {
public:
    void text(char c) {
        // A brace waits until it is known what follows it.
        if (c == '{' || (c == '%' && !braces_.empty())) {
            braces_ += c;
            return;
        }
        end_braces(false);
        text_ += c;
    }
    void words(std::string_view some) { // without what may begin a placeholder
        end_braces(false);
        text_ += some;
    }
    void liquid(std::string_view some) {
        end_braces(true);
        text_ += some;
    }
    std::string end() {
        end_braces(false);
        return std::move(text_);
    }

private:
    void end_braces(bool before_liquid) {
        if (braces_.size() > 1 || (before_liquid && !braces_.empty())) {
            text_ += "{% raw %}" + braces_ + "{% endraw %}";
        } else {
            text_ += braces_;
        }
        braces_.clear();
    }
    std::string text_;
    std::string braces_; // one {, and what of { and % follows
};

} // namespace

struct PlaceholderText::Found {
    std::string_view written; // empty: there is none
    std::string_view inside;
    std::string fallback;
    std::string_view filters = {}; // what of them is not carried over; empty: nothing
};

PlaceholderText::Found PlaceholderText::placeholder_at(std::string_view rest) {
    for (const auto& pair : kPairs) {
        if (!rest.starts_with(pair.open)) {
            continue;
        }
        const auto end = rest.substr(0, 4 * kLongest).find(pair.close, pair.open.size());
        if (end == std::string_view::npos) {
            continue;
        }
        const auto all = rest.substr(pair.open.size(), end - pair.open.size());
        const auto cut = all.find_first_of("|,");
        const bool may_have_more =
            pair.kind == Brackets::double_curly || pair.kind == Brackets::percent_tag;
        const auto inside = trimmed(may_have_more ? all.substr(0, cut) : all);
        const bool touches = inside.size() == all.size() || pair.kind != Brackets::percent;
        const auto length = end + pair.close.size();
        if (reads_as_name(inside) && touches &&
            counts(pair.kind, inside, rest.substr(length), meaning(inside) != nullptr)) {
            const bool more = may_have_more && cut != std::string_view::npos;
            const auto filters = more ? trimmed(all.substr(cut + 1)) : std::string_view();
            auto fallback = more ? fallback_in(all.substr(cut)) : std::string();
            const bool whole = !fallback.empty() && is_one_filter(filters);
            return {rest.substr(0, length),
                    inside,
                    std::move(fallback),
                    whole ? std::string_view() : filters};
        }
    }
    return {};
}

// A reply may have very many of one name: what it means is looked for once.
const Placeholder* PlaceholderText::meaning(std::string_view inside) {
    const auto known = meanings_.find(inside);
    return known != meanings_.end()
               ? known->second
               : meanings_.emplace(std::string(inside), meaning_of(inside)).first->second;
}

void PlaceholderText::note(const Found& found, std::string became, bool asked) {
    if (written_.emplace(found.written).second) {
        uses_.push_back({std::string(found.written), std::move(became), asked});
    }
}

void PlaceholderText::note_lost(std::string what) {
    if (told_.insert(what).second) {
        lost_.push_back(std::move(what));
    }
}

std::size_t PlaceholderText::note_brackets(std::string_view rest) {
    const auto brackets = brackets_at(rest);
    if (!brackets.empty()) {
        note_lost(fmt::format("{} is not known and stays text", brackets));
    }
    return brackets.size();
}

// A reply may have very many of one name: each number is looked at once.
std::string PlaceholderText::free_name(std::string name) {
    auto [number, is_new] = names_.emplace(name, 2);
    while (!is_new) {
        auto free = fmt::format("{}_{}", name, number->second++);
        if (names_.emplace(free, 2).second) {
            return free;
        }
    }
    return name;
}

const Asked& PlaceholderText::asked_for(const Found& found) {
    static constexpr std::string_view kTaken[] = {
        "true", "false", "nil", "null", "empty", "blank", "and", "or", "contains", "forloop"};
    auto words = placeholder_words(found.inside);
    auto question = fmt::format("{}", fmt::join(words, " "));
    const auto [same, is_new] = by_question_.emplace(question, asked_.size());
    if (!is_new) {
        return asked_[same->second];
    }
    std::string name;
    for (const auto& word : words) {
        if (std::ranges::all_of(word,
                                [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
            name += (name.empty() ? "" : "_") + word;
        }
    }
    if (name.empty() || is_digit(name.front()) || is_fact_root(name) ||
        std::ranges::find(kTaken, name) != std::end(kTaken)) {
        name = name.empty() ? "value" : "the_" + name;
    }
    const bool date = std::ranges::any_of(
        words, [](const auto& word) { return word == "date" || word.ends_with("datum"); });
    asked_.push_back({.name = free_name(std::move(name)),
                      .question = std::move(question),
                      .type = date ? AskedType::date : AskedType::text,
                      .example = {}});
    return asked_.back();
}

std::string PlaceholderText::liquid_for(const Found& found) {
    const auto date = [this](std::string_view path) {
        return fmt::format(
            "{{{{ {} | date: \"{}\" }}}}", path, german_ ? "%-d. %B %Y" : "%-d %B %Y");
    };
    const auto* const meaning = this->meaning(found.inside);
    const bool takes_fallback = meaning != nullptr && (meaning->kind == Placeholder::Kind::name ||
                                                       meaning->kind == Placeholder::Kind::plain);
    if (!found.filters.empty()) {
        note_lost(fmt::format("of {} \"{}\" is left out", found.written, found.filters));
    } else if (!found.fallback.empty() && !takes_fallback) {
        note_lost(fmt::format("of {} \"{}\" is left out", found.written, found.fallback));
    }
    if (meaning == nullptr) {
        const auto& asked = asked_for(found);
        note(found, asked.name, true);
        return asked.type == AskedType::date ? date(asked.name)
                                             : fmt::format("{{{{ {} }}}}", asked.name);
    }
    note(found, std::string(meaning->fact), false);
    switch (meaning->kind) {
    case Placeholder::Kind::date:
        return date(meaning->fact);
    case Placeholder::Kind::money:
        return fmt::format("{{{{ {} | money }}}}", meaning->fact);
    case Placeholder::Kind::list:
        return fmt::format("{{{{ {} | names }}}}", meaning->fact);
    case Placeholder::Kind::name:
    case Placeholder::Kind::plain:
        break;
    }
    // German has no word that stands for a name: there a letter without one is refused.
    const bool name = meaning->kind == Placeholder::Kind::name;
    const auto other = !found.fallback.empty() ? found.fallback
                       : name && !german_      ? std::string("there")
                                               : std::string();
    return other.empty() ? fmt::format("{{{{ {} }}}}", meaning->fact)
                         : fmt::format("{{{{ {} | default: \"{}\" }}}}", meaning->fact, other);
}

std::string PlaceholderText::convert(std::string_view text) {
    Out out;
    auto quiet = text.size(); // what stands before this end was told of: "{% if x %}" once
    while (!text.empty()) {
        if (const auto words = std::min(text.find_first_of(kBegins), text.size()); words > 0) {
            out.words(text.substr(0, words));
            text.remove_prefix(words);
            continue;
        }
        const auto found = placeholder_at(text);
        if (found.written.empty()) {
            if (text.size() <= quiet) {
                quiet = text.size() - note_brackets(text);
            }
            out.text(text.front());
            text.remove_prefix(1);
        } else {
            out.liquid(liquid_for(found));
            text.remove_prefix(found.written.size());
        }
    }
    return out.end();
}

} // namespace etsyorder::templates
