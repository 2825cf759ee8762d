// SPDX-License-Identifier: MIT
#include "query/parse.hpp"

#include "base/ascii.hpp"
#include "base/nearest.hpp"
#include "query/cursor.hpp"
#include "query/values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace etsyorder::query {
namespace {

constexpr std::size_t kLongestName = 40;
constexpr std::string_view kSavedField = "query";

// "A-1042" and "2026/7", and not "42", ">42" or "-42".
bool is_name_with_digit(std::string_view text) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto is_of_name = [](char c) {
        return is_letter(c) || c == '/' || static_cast<unsigned char>(c) >= 0x80;
    };
    return !text.empty() &&
           std::string_view("<>=.-").find(text.front()) == std::string_view::npos &&
           text.find("..") == std::string_view::npos && text.find('*') == std::string_view::npos &&
           std::ranges::any_of(text, is_digit) && std::ranges::any_of(text, is_of_name);
}

// What all parsers of one query share, those of its saved queries too.
struct Common {
    const Vocabulary& vocabulary;
    const SavedQueries& saved;
    int terms = 0;
    int depth = 0;
    std::vector<std::string> open_names = {}; // of the saved queries that are being read
};

class Deeper {
public:
    explicit Deeper(int& depth) : depth_(depth) { ++depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
    ~Deeper() { --depth_; }

private:
    int& depth_;
};

// One text. Throws Problem, which does not leave this file.
class Parser : private Cursor {
public:
    Parser(std::string_view text, std::string saved, Common& common)
        : Cursor(text, std::move(saved)), common_(common) {}

    Node whole() {
        check_text();
        skip_blanks();
        if (at_end()) {
            fail({0, text_.size()}, "the query is empty", "due:<3d tag:wedding");
        }
        Node node = any();
        if (!at_end()) { // only a bracket ends the loop before the text does
            fail({at_, 1}, "\")\" closes no bracket", "put quotes around it to look for it");
        }
        return node;
    }

private:
    Node any() { // a or b or c
        std::vector<Node> parts;
        parts.push_back(all());
        while (next_is("or")) {
            const Span word{at_, 2};
            take(2);
            if (at_end() || here() == ')' || next_is("or") || next_is("and")) {
                fail(
                    word, "nothing stands behind \"or\"", "\"or\" in quotes is a word to look for");
            }
            parts.push_back(all());
        }
        return joined(Node::Kind::any, std::move(parts));
    }

    Node all() { // a b c
        std::vector<Node> parts;
        bool after_and = false;
        Span word{};
        while (!at_end() && here() != ')' && !next_is("or")) {
            if (next_is("and")) {
                word = {at_, 3};
                take(3);
                if (parts.empty() || after_and) {
                    fail(word, "\"and\" joins nothing", "\"and\" in quotes is a word to look for");
                }
                after_and = true;
                continue;
            }
            after_and = false;
            parts.push_back(negated());
            skip_blanks();
        }
        if (after_and) {
            fail(word, "nothing stands behind \"and\"", "\"and\" in quotes is a word to look for");
        }
        if (parts.empty()) {
            const bool is_or = next_is("or");
            fail({at_, is_or ? 2U : 1U},
                 is_or ? "nothing stands before \"or\"" : "there is nothing in the brackets");
        }
        return joined(Node::Kind::all, std::move(parts));
    }

    static Node joined(Node::Kind kind, std::vector<Node> parts) {
        if (parts.size() == 1) {
            return std::move(parts.front());
        }
        Node node;
        node.kind = kind;
        node.parts = std::move(parts);
        return node;
    }

    Node negated() {
        const bool sign = here() == '-';
        if (!sign && !next_is("not")) {
            return single();
        }
        const Deeper deeper(common_.depth);
        const Span span{at_, sign ? 1U : 3U};
        check_depth(span);
        at_ += span.length;
        if (!sign) {
            skip_blanks();
        }
        if (at_end() || blank_here() || here() == ')' || next_is("or") || next_is("and")) {
            fail(span, fmt::format("nothing stands behind \"{}\"", sign ? "-" : "not"), "-is:gift");
        }
        Node node;
        node.kind = Node::Kind::negation;
        node.parts.push_back(negated());
        return node;
    }

    void check_depth(Span span) const {
        if (common_.depth > kDeepest) {
            fail(span, fmt::format("more than {} brackets within one another", kDeepest));
        }
    }

    Node single() {
        refuse_sign_of_others();
        if (here() == '(') {
            return brackets();
        }
        if (here() == '"' || group_field_) {
            return group_field_ ? value_of(*group_field_, at_) : bare();
        }
        std::size_t end = at_;
        while (end < text_.size() &&
               (is_letter(text_[end]) || text_[end] == '-' || text_[end] == '_')) {
            ++end;
        }
        if (end > at_ && end < text_.size() && text_[end] == ':') {
            return with_field(end);
        }
        return bare();
    }

    Node brackets() {
        const Deeper deeper(common_.depth);
        const Span open{at_, 1};
        check_depth(open);
        take(1);
        if (at_end()) {
            fail(open, "this bracket is never closed");
        }
        Node node = any();
        if (here() != ')') {
            fail(open, "this bracket is never closed");
        }
        take(1);
        return node;
    }

    void count_term(Span span) {
        if (++common_.terms > kMostTerms) {
            fail(span, fmt::format("a query has at most {} terms", kMostTerms));
        }
    }

    Node with_field(std::size_t colon) {
        const std::size_t start = at_;
        const auto name = base::ascii_lower(std::string(text_.substr(start, colon - start)));
        const Span span{start, colon - start};
        if (name == kSavedField) {
            at_ = colon + 1;
            return saved_query(start);
        }
        const auto field = field_named(name);
        if (!field) {
            const auto meant = base::nearest(name, field_names());
            fail(span,
                 fmt::format("there is no field \"{}\"", name),
                 meant ? fmt::format("did you mean \"{}:\"?", *meant)
                       : fmt::format("fields are {}; put quotes around it to look for the words",
                                     fmt::join(main_names(), ", ")));
        }
        at_ = colon + 1;
        if (here() == '(') { // tag:(wedding or gift)
            const auto outer = std::exchange(group_field_, field);
            Node node = brackets();
            group_field_ = outer;
            return node;
        }
        return value_of(*field, start);
    }

    [[nodiscard]] std::optional<std::size_t> field_named(const std::string& name) const {
        const auto is_it = [&](const Field& field) {
            return field.name == name ||
                   std::ranges::find(field.aliases, name) != field.aliases.end();
        };
        const auto found = std::ranges::find_if(common_.vocabulary, is_it);
        return found == common_.vocabulary.end()
                   ? std::nullopt
                   : std::optional(static_cast<std::size_t>(found - common_.vocabulary.begin()));
    }

    [[nodiscard]] std::vector<std::string> main_names() const {
        std::vector<std::string> names;
        for (const Field& field : common_.vocabulary) {
            names.push_back(field.name);
        }
        names.emplace_back(kSavedField);
        return names;
    }

    [[nodiscard]] std::vector<std::string> field_names() const {
        auto names = main_names();
        for (const Field& field : common_.vocabulary) {
            names.insert(names.end(), field.aliases.begin(), field.aliases.end());
        }
        return names;
    }

    Node bare() {
        Node node;
        const std::size_t start = at_;
        node.kind = Node::Kind::term;
        auto value = written();
        count_term({start, at_ - start});
        node.value = as_text(std::move(value));
        return node;
    }

    Node value_of(std::size_t index, std::size_t start) {
        const Field& field = common_.vocabulary[index];
        const std::size_t value_start = at_;
        auto value = written();
        Node node;
        node.kind = Node::Kind::term;
        node.field = index;
        const Span span{start, at_ - start};
        count_term(span);
        if (value.text.empty()) {
            fail(span, fmt::format("\"{}:\" has no value", field.name), example_of(field));
        }
        if (field.kind == Kind::text ||
            (field.kind == Kind::number_or_name && is_name_with_digit(value.text))) {
            node.value = as_text(std::move(value));
        } else if (field.kind == Kind::country) {
            node.value = country_of(field, std::move(value));
        } else if (field.kind == Kind::word) {
            node.value = Word{word_of(field, value, value_start)};
        } else {
            auto parsed = parse_value(field.kind, value.text);
            if (!parsed) {
                const auto& problem = parsed.error();
                fail({value.at + problem.span.at, std::max<std::size_t>(1, problem.span.length)},
                     fmt::format("{}: {}", field.name, problem.what),
                     problem.hint.empty() || problem.hint.ends_with('?')
                         ? problem.hint // nothing, or "did you mean ...?"
                         : fmt::format("such as {}", problem.hint));
            }
            node.value = *std::move(parsed);
        }
        return node;
    }

    static std::string example_of(const Field& field) {
        switch (field.kind) {
        case Kind::word:
            return fmt::format("{}:{}", field.name, field.words.front());
        case Kind::number:
        case Kind::number_or_name:
            return fmt::format("{}:>2", field.name);
        case Kind::money:
            return fmt::format("{}:>50eur", field.name);
        case Kind::day_ahead:
            return fmt::format("{}:<3d", field.name);
        case Kind::day_past:
            return fmt::format("{}:2026-10..", field.name);
        case Kind::country:
            return fmt::format("{}:de", field.name);
        case Kind::text:
            break;
        }
        return fmt::format("{}:\"two words\", or leave it out", field.name);
    }

    [[nodiscard]] Text country_of(const Field& field, Written value) const {
        if (value.text.size() != 2 || !std::ranges::all_of(value.text, is_letter)) {
            fail({value.at, std::max<std::size_t>(1, value.text.size())},
                 fmt::format("{}: \"{}\" is no country code", field.name, value.text),
                 fmt::format("it has two letters, such as {}", example_of(field)));
        }
        return as_text(std::move(value));
    }

    [[nodiscard]] std::string
    word_of(const Field& field, const Written& value, std::size_t start) const {
        const auto asked = base::ascii_lower(value.text);
        std::vector<std::string> known;
        for (const std::string& row : field.words) {
            const auto equals = row.find('=');
            known.push_back(row.substr(0, equals));
            if (known.back() == asked) {
                return equals == std::string::npos ? row : row.substr(equals + 1);
            }
        }
        const auto meant = base::nearest(asked, known);
        fail({value.at, std::max<std::size_t>(1, value.text.size())},
             fmt::format("{}: there is no \"{}\"", field.name, text_.substr(start, at_ - start)),
             meant ? fmt::format("did you mean \"{}:{}\"?", field.name, *meant)
                   : fmt::format("{}: takes {}", field.name, fmt::join(known, ", ")));
    }

    Node saved_query(std::size_t start) {
        const auto name = written().text;
        const Span span{start, at_ - start};
        if (!is_name(name)) {
            fail(span, "\"query:\" takes the name of a saved query", "query:rush");
        }
        const auto text = common_.saved.find ? common_.saved.find(name) : std::nullopt;
        if (!text) {
            const auto meant = base::nearest(
                name, common_.saved.names ? common_.saved.names() : std::vector<std::string>());
            fail(span,
                 fmt::format("no query is saved as \"{}\"", name),
                 meant ? fmt::format("did you mean \"query:{}\"?", *meant) : "");
        }
        if (std::ranges::find(common_.open_names, name) != common_.open_names.end()) {
            fail(span, fmt::format("the saved query \"{}\" asks for itself", name));
        }
        const Deeper deeper(common_.depth);
        check_depth(span);
        count_term(span);
        common_.open_names.push_back(name);
        Node node = Parser(*text, name, common_).whole();
        common_.open_names.pop_back();
        return node;
    }

    Common& common_;
    std::optional<std::size_t> group_field_; // of the brackets around: tag:(...)
};

} // namespace

base::Result<Node, Problem>
parse(std::string_view text, const Vocabulary& vocabulary, const SavedQueries& saved) {
    Common common{vocabulary, saved};
    try {
        return Parser(text, "", common).whole();
    } catch (const Problem& problem) {
        return base::Unexpected<Problem>(problem);
    }
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= kLongestName && std::ranges::all_of(text, [](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

} // namespace etsyorder::query
