// SPDX-License-Identifier: MIT
#include "query/parse.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>

using namespace etsyorder;
using query::Kind;
using query::Node;

namespace {

const query::Vocabulary kFields = {{"order", {"receipt"}, Kind::number, {}},
                                   {"from", {"buyer"}, Kind::text, {}},
                                   {"tag", {}, Kind::text, {}},
                                   {"due", {}, Kind::day_ahead, {}},
                                   {"placed", {}, Kind::day_past, {}},
                                   {"total", {}, Kind::money, {}},
                                   {"number", {}, Kind::number_or_name, {}},
                                   {"country", {}, Kind::country, {}},
                                   {"is", {}, Kind::word, {"gift", "late", "overdue=late"}}};

std::string day(const std::optional<query::Day>& day) {
    return !day ? "" : day->date ? base::format_date(*day->date) : fmt::format("{:+}d", day->days);
}

template <class T>
std::string end(const std::optional<T>& number) {
    return number ? std::to_string(*number) : "";
}

struct Shown {
    std::string operator()(const query::Text& text) const {
        return fmt::format("{}{}{}", text.phrase ? "'" : "", text.text, text.prefix ? "*" : "");
    }
    std::string operator()(const query::NumberRange& range) const {
        return end(range.least) + ".." + end(range.most);
    }
    std::string operator()(const query::MoneyRange& range) const {
        return fmt::format("{}{}..{}{}{}",
                           end(range.least_thousandths),
                           range.least_counts ? "" : "<",
                           range.most_counts ? "" : "<",
                           end(range.most_thousandths),
                           range.currency);
    }
    std::string operator()(const query::DayRange& range) const {
        return day(range.first) + ".." + day(range.last);
    }
    std::string operator()(const query::Word& word) const { return word.word; }
};

// "(all tag=wedding (not is=gift))"
std::string shown(const Node& node) {
    if (node.kind == Node::Kind::term) {
        return (node.field ? kFields[*node.field].name + "=" : "") +
               std::visit(Shown{}, node.value);
    }
    std::string text = node.kind == Node::Kind::all   ? "(all"
                       : node.kind == Node::Kind::any ? "(any"
                                                      : "(not";
    for (const Node& part : node.parts) {
        text += " " + shown(part);
    }
    return text + ")";
}

struct Saved : std::map<std::string, std::string> {
    using map::map;
    [[nodiscard]] query::SavedQueries queries() const {
        return {[this](const std::string& name) {
                    const auto found = find(name);
                    return found == end() ? std::nullopt : std::optional(found->second);
                },
                [this] {
                    std::vector<std::string> names;
                    for (const auto& row : *this) {
                        names.push_back(row.first);
                    }
                    return names;
                }};
    }
};

std::string tree(const std::string& text, const Saved& saved = {}) {
    const auto node = query::parse(text, kFields, saved.queries());
    return node ? shown(*node) : "error: " + node.error().what;
}

query::Problem problem(const std::string& text, const Saved& saved = {}) {
    const auto node = query::parse(text, kFields, saved.queries());
    CAPTURE(text);
    REQUIRE_FALSE(node);
    return node.error();
}

} // namespace

TEST_CASE("terms side by side must all hold, or joins all on its two sides, brackets come first") {
    CHECK(tree("tag:wedding") == "tag=wedding");
    CHECK(tree("a b and c") == "(all a b c)");
    CHECK(tree("a b or c AND d") == "(any (all a b) (all c d))");
    CHECK(tree("a (b or c) d") == "(all a (any b c) d)");
    CHECK(tree("((a))") == "a");
    CHECK(tree("a(b)c") == "(all a b c)");
    CHECK(tree("\t a \n b ") == "(all a b)");
}

TEST_CASE("a minus or not before a term, a phrase or brackets turns it round") {
    CHECK(tree("-is:gift") == "(not is=gift)");
    CHECK(tree("not is:gift a") == "(all (not is=gift) a)");
    CHECK(tree("-\"rose gold\"") == "(not 'rose gold)");
    CHECK(tree("NOT (a or b)") == "(not (any a b))");
    CHECK(tree("--a") == "(not (not a))");
    CHECK(tree("rose-gold") == "rose-gold");
}

TEST_CASE("phrases, starts of words, and signs within quotes") {
    CHECK(tree("\"rose gold\"") == "'rose gold");
    CHECK(tree("engrav*") == "engrav*");
    CHECK(tree("from:\"Jane Doe\"") == "from='Jane Doe");
    CHECK(tree("from:jan*") == "from=jan*");
    CHECK(tree("\"5\\\" \\\\ *\"") == "'5\" \\ *");
    CHECK(tree("\"or\" or \"is:gift\"") == "(any 'or 'is:gift)");
    CHECK(tree("order") == "order");
    CHECK(tree("12:30") == "12:30");
}

TEST_CASE("a field may stand before brackets, and has other names and words") {
    CHECK(tree("tag:(a or -b*)") == "(any tag=a (not tag=b*))");
    CHECK(tree("tag:(a b) c") == "(all (all tag=a tag=b) c)");
    CHECK(tree("BUYER:x is:Overdue") == "(all from=x is=late)");
}

TEST_CASE("ranges of numbers and money keep their ends exactly") {
    CHECK(tree("order:7") == "order=7..7");
    CHECK(tree("order:#7..9") == "order=7..9");
    CHECK(tree("receipt:>7") == "order=8..");
    CHECK(tree("order:<=7") == "order=..7");
    CHECK(tree("order:..7") == "order=..7");
    CHECK(tree("total:>50eur") == "total=50000<..EUR");
    CHECK(tree("total:>=12.5") == "total=12500..");
    CHECK(tree("total:20..50usd") == "total=20000..50000USD");
    CHECK(tree("total:<€0,99") == "total=..<990EUR");
    CHECK(tree("total:GBP7") == "total=7000..7000GBP");
}

TEST_CASE("days are dates, or counted from today, and in the past they are counted back") {
    CHECK(tree("due:today") == "due=+0d..+0d");
    CHECK(tree("due:<3d") == "due=..+2d");
    CHECK(tree("due:<=3d") == "due=..+3d");
    CHECK(tree("due:>1w") == "due=+8d..");
    CHECK(tree("due:-2d") == "due=-2d..-2d");
    CHECK(tree("due:today..1w") == "due=+0d..+7d");
    CHECK(tree("placed:<7d") == "placed=-6d..");
    CHECK(tree("placed:>30d") == "placed=..-31d");
    CHECK(tree("placed:>=30d") == "placed=..-30d");
    CHECK(tree("placed:3d") == "placed=-3d..-3d");
    CHECK(tree("placed:3d..7d") == "placed=-7d..-3d");
    CHECK(tree("placed:7d..3d") == "placed=-7d..-3d");
    CHECK(tree("placed:7d..") == "placed=-7d..");
    CHECK(tree("placed:>yesterday") == "placed=+0d..");
    CHECK(tree("placed:2026-10") == "placed=2026-10-01..2026-10-31");
    CHECK(tree("placed:2026-10..") == "placed=2026-10-01..");
    CHECK(tree("placed:>2026-02") == "placed=2026-03-01..");
    CHECK(tree("placed:2028-02..2028-02") == "placed=2028-02-01..2028-02-29");
    CHECK(tree("placed:2026-10-01..2026-10-15") == "placed=2026-10-01..2026-10-15");
    CHECK(tree("placed:<2026") == "placed=..2025-12-31");
}

TEST_CASE("a number may have a name with a digit and a letter or a slash in its place") {
    CHECK(tree("number:A-1042") == "number=A-1042");
    CHECK(tree("number:#2026/7") == "number=#2026/7");
    CHECK(tree("number:\"A 7\"") == "number='A 7");
    CHECK(tree("number:42") == "number=42..42");
    CHECK(tree("number:#42") == "number=42..42");
    CHECK(tree("number:40..") == "number=40..");
    CHECK(tree("country:de") == "country=de");
}

TEST_CASE("signs of other languages are words where they can mean nothing else") {
    CHECK(tree("\"!is:gift\"") == "'!is:gift");
    CHECK(tree("\"|\"") == "'|");
    CHECK(tree("!! a|b Q&A &") == "(all !! a|b Q&A &)");
}

TEST_CASE("an error points at what is wrong and names the nearest") {
    struct Case {
        const char* text;
        std::size_t at;
        std::size_t length;
        const char* hint;
    };
    for (const Case& wrong :
         {Case{"a du:3d", 2, 2, "did you mean \"due:\"?"},
          Case{"is:lat", 3, 3, "did you mean \"is:late\"?"},
          Case{"total:50ero9", 6, 6, ""},
          Case{"due:<3x", 5, 2, ""},
          Case{"placed:2026-02-30", 7, 10, ""},
          Case{"placed:2026-10..2026-13", 16, 7, ""},
          Case{"total:20eur..5x", 13, 2, ""},
          Case{"a (b or c", 2, 1, ""},
          Case{"a b) c", 3, 1, ""},
          Case{"a \"b", 2, 1, ""},
          Case{"a or", 2, 2, ""},
          Case{"or a", 0, 2, ""},
          Case{"a and", 2, 3, ""},
          Case{"a ()", 3, 1, ""},
          Case{"tag:", 0, 4, ""},
          Case{"tag:\"\"", 0, 6, ""},
          Case{"- a", 0, 1, ""},
          Case{"not", 0, 3, ""},
          Case{"a*b", 1, 1, ""},
          Case{"\"a\"b", 3, 1, ""},
          Case{"order:9..1", 6, 4, ""},
          Case{"order:x", 6, 1, ""},
          Case{"order:99999999999999999999", 6, 20, ""},
          Case{"total:>", 6, 1, ""},
          Case{"total:1,250", 6, 5, ""},
          Case{"total:$5", 6, 2, ""},
          Case{"total:>50xyz", 7, 5, ""},
          Case{"due:tomorow", 4, 7, "did you mean \"tomorrow\"?"},
          Case{"placed:todya", 7, 5, "did you mean \"today\"?"},
          Case{"number:-42", 7, 3, ""},
          Case{"number:A-10*", 7, 5, ""},
          Case{"number:a", 7, 1, ""},
          Case{"a country:germany", 10, 7, "it has two letters, such as country:de"},
          Case{"country:d*", 8, 2, ""},
          Case{"a !is:gift", 2, 1, "write -is:gift or not is:gift"},
          Case{"!(a b)", 0, 1, ""},
          Case{"tag:(a !b)", 7, 1, ""},
          Case{"a | b", 2, 1, "write \"or\" between the two"},
          Case{"a || b", 2, 2, "write \"or\" between the two"},
          Case{"a && b", 2, 2, "terms side by side must all hold"},
          Case{"\xc3\xa4 \xff", 3, 1, ""}}) {
        const auto found = problem(wrong.text);
        CAPTURE(wrong.text);
        CAPTURE(found.what);
        CHECK(found.span.at == wrong.at);
        CHECK(found.span.length == wrong.length);
        if (*wrong.hint != '\0') {
            CHECK(found.hint == wrong.hint);
        }
    }
    CHECK(problem("").what == "the query is empty");
    CHECK(problem(" \t").what == "the query is empty");
}

TEST_CASE("a word that is no currency is named whole") {
    CHECK(problem("total:>50usdd").what == "total: there is no currency \"USDD\"");
    CHECK(problem("total:>euro50").what == "total: there is no currency \"EURO\"");
    CHECK(problem("total:>50d").what == "total: there is no currency \"D\"");
    CHECK(problem("total:>fifty").what.find("currency") == std::string::npos);
}

TEST_CASE("a saved query stands for its text, and none asks for itself") {
    const Saved saved{{"rush", "due:<3d or tag:rush"},
                      {"both", "query:rush is:gift"},
                      {"loop", "a query:pool"},
                      {"pool", "query:loop"},
                      {"bad", "tag:x du:1d"}};
    CHECK(tree("query:rush b", saved) == "(all (any due=..+2d tag=rush) b)");
    CHECK(tree("-query:both", saved) == "(not (all (any due=..+2d tag=rush) is=gift))");
    CHECK(tree("query:rush query:rush", saved).starts_with("(all"));
    const auto loop = problem("query:loop", saved);
    CHECK(loop.what == "the saved query \"loop\" asks for itself");
    CHECK(loop.saved == "pool");
    const auto bad = problem("query:bad", saved);
    CHECK(bad.saved == "bad");
    CHECK(bad.text == "tag:x du:1d");
    CHECK(bad.span.at == 6);
    CHECK(problem("query:rsuh", saved).hint == "did you mean \"query:rush\"?");
    CHECK(problem("query:", saved).span.at == 0);
}

TEST_CASE("text, terms and depth are bounded") {
    CHECK(tree(std::string(query::kLongest, 'a')) == std::string(query::kLongest, 'a'));
    CHECK(problem(std::string(query::kLongest + 1, 'a')).span.at == query::kLongest);
    const auto times = [](const std::string& text, int count) {
        std::string all;
        for (int i = 0; i < count; ++i) {
            all += text;
        }
        return all;
    };
    CHECK(tree(times("a ", query::kMostTerms)).starts_with("(all"));
    CHECK(problem(times("a ", query::kMostTerms + 1)).what.find("at most") != std::string::npos);
    CHECK(tree(times("(", query::kDeepest) + "a" + times(")", query::kDeepest)) == "a");
    CHECK(problem(times("(", query::kDeepest + 1) + "a").what.find("more than") == 0);
    CHECK(problem(times("-", query::kDeepest + 1) + "a").what.find("more than") == 0);
    Saved chain{{"q0", "a"}};
    for (int i = 1; i <= query::kDeepest + 1; ++i) {
        chain["q" + std::to_string(i)] = "query:q" + std::to_string(i - 1);
    }
    CHECK(problem("query:q31", chain).what.find("more than") == 0);
}
