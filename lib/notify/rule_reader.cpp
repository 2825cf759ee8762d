// SPDX-License-Identifier: MIT
#include "notify/rule_reader.hpp"

#include "base/nearest.hpp"
#include "events/event_names.hpp"
#include "notify/deed_reader.hpp"
#include "templates/letter_filters.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace etsyorder::notify {
namespace {

using config::Problems;
using config::YamlReader;

constexpr std::size_t kMostRules = 1000;
constexpr std::size_t kLongestCondition = 2000; // bytes
const std::vector<std::string> kKeys{"name",
                                     "when",
                                     "at",
                                     "cron",
                                     "orders",
                                     "if",
                                     "after",
                                     "until",
                                     "repeat",
                                     "quiet",
                                     "expires",
                                     "once",
                                     "send",
                                     "run",
                                     "stage",
                                     "tag"};

// One rule as it is read: what belongs together is put together at its end.
struct Draft {
    Rule rule;
    std::vector<const char*> triggers; // keys that stood there
    std::vector<const char*> deeds;
    std::optional<std::string> orders;
    YAML::Mark orders_at;
};

class Reader {
public:
    explicit Reader(Problems& problems) : problems_(problems), reader_(problems) {}

    Rules read(const std::string& text) {
        reader_.read(text, [this](const YAML::Node& root) { read_root(root); });
        return std::move(rules_);
    }

private:
    void bad_value(const YAML::Node& node, std::string text, std::string hint = {}) {
        problems_.add(node.Mark(), "bad_value", std::move(text), std::move(hint));
    }

    void read_root(const YAML::Node& root) {
        if (root.IsNull()) {
            return;
        }
        if (root.IsMap()) {
            reader_.each_key(root, [&](const std::string& key, const auto& pair) {
                if (key != "rules") {
                    problems_.add_unknown_key(pair.first, {"rules"});
                } else if (!pair.second.IsNull()) {
                    read_rules(pair.second);
                }
            });
            return;
        }
        read_rules(root);
    }

    void read_rules(const YAML::Node& node) {
        if (!node.IsSequence() || node.size() > kMostRules) {
            problems_.add(node.Mark(),
                          "wrong_shape",
                          fmt::format("expected a list of up to {} rules", kMostRules),
                          "each rule begins with `- name: ...`");
            return;
        }
        for (const auto& one : node) {
            reader_.count(one);
            read_rule(one);
        }
    }

    void read_rule(const YAML::Node& node) {
        if (!node.IsMap()) {
            problems_.add(node.Mark(),
                          "wrong_shape",
                          "a rule has a name, a time and something to do",
                          "- {name: thanks, when: order.paid, send: {template: order-thanks}}");
            return;
        }
        const auto before = problems_.count();
        Draft draft;
        draft.rule.line = node.Mark().line + 1;
        reader_.each_key(node, [&](const std::string& key, const auto& pair) {
            if (!read_trigger(key, pair.second, draft) && !read_deed_key(key, pair.second, draft) &&
                !read_terms(key, pair.second, draft.rule)) {
                problems_.add_unknown_key(pair.first, kKeys);
            }
        });
        if (problems_.count() == before) {
            put_together(node, std::move(draft));
        }
    }

    bool read_trigger(const std::string& key, const YAML::Node& node, Draft& draft) {
        if (key == "when") {
            draft.triggers.push_back("when");
            draft.rule.trigger = OnEvent{events_of(node, "when")};
        } else if (key == "at") {
            draft.triggers.push_back("at");
            const auto text = reader_.text_of(node, "at");
            const auto moment = parse_moment(text);
            if (!moment && !text.empty()) {
                bad_value(node,
                          fmt::format("\"at\": \"{}\" is no moment", text),
                          "\"ship_by - 2 business days at 9:00\"; counted from placed, paid, "
                          "ship_by or shipped");
            }
            draft.rule.trigger = AtMoment{moment.value_or(Moment{}), text};
        } else if (key == "cron") {
            draft.triggers.push_back("cron");
            const auto text = reader_.text_of(node, "cron");
            auto line = CronLine::parse(text);
            if (line) {
                draft.rule.trigger = AtTimes{std::move(*line), text, std::nullopt};
            } else if (!text.empty()) {
                bad_value(node,
                          fmt::format("\"cron\": {}", line.error()),
                          "\"0 9 * * mon-fri\" is 9:00 from Monday to Friday");
            }
        } else if (key == "orders") {
            draft.orders = reader_.text_of(node, "orders", kLongestCondition);
            draft.orders_at = node.Mark();
        } else {
            return false;
        }
        return true;
    }

    bool read_deed_key(const std::string& key, const YAML::Node& node, Draft& draft) {
        const auto* const known = deed_key(key);
        if (known == nullptr) {
            return false;
        }
        draft.deeds.push_back(known);
        draft.rule.deed = read_deed(key, node, reader_);
        return true;
    }

    bool read_terms(const std::string& key, const YAML::Node& node, Rule& rule) {
        if (key == "name") {
            rule.name = name_of(node);
        } else if (key == "if") {
            read_condition(node, rule);
        } else if (key == "after") {
            rule.after = span_of(node, "after");
        } else if (key == "until") {
            rule.until = events_of(node, "until");
        } else if (key == "repeat") {
            rule.repeat = repeat_of(node);
        } else if (key == "quiet") {
            rule.quiet = quiet_of(node);
        } else if (key == "expires") {
            rule.expires = span_of(node, "expires");
        } else if (key == "once") {
            rule.once = yes_or_no(node);
        } else {
            return false;
        }
        return true;
    }

    std::string name_of(const YAML::Node& node) {
        auto name = reader_.text_of(node, "name");
        if (!name.empty() && !is_rule_name(name)) {
            problems_.add(node.Mark(),
                          "bad_name",
                          fmt::format("\"{}\" cannot be the name of a rule", name),
                          "one word of small letters, digits and -, such as chase-proof");
            return {};
        }
        return name;
    }

    std::vector<std::string> events_of(const YAML::Node& node, const char* key) {
        auto names = reader_.texts_of(node, key);
        for (const auto& name : names) {
            if (name.empty() || events::is_event_name(name)) {
                continue;
            }
            std::vector<std::string> known;
            for (const auto& event : events::event_names()) {
                known.emplace_back(event.name);
            }
            const auto meant = base::nearest(name, known);
            problems_.add(node.Mark(),
                          "unknown_event",
                          fmt::format("\"{}\": there is no event \"{}\"", key, name),
                          meant ? fmt::format("did you mean \"{}\"?", *meant)
                                : "etsyorder-events(7) has them all");
        }
        if (names.empty()) {
            bad_value(node, fmt::format("\"{}\" names no event", key));
        }
        return names;
    }

    void read_condition(const YAML::Node& node, Rule& rule) {
        rule.condition_text = reader_.text_of(node, "if", kLongestCondition);
        if (rule.condition_text.empty()) {
            return;
        }
        liquid::CompileOptions options;
        options.filters = &templates::letter_filters();
        auto compiled = liquid::Expression::compile(rule.condition_text, "if", options);
        if (compiled) {
            rule.condition = std::move(*compiled);
        } else {
            problems_.add(node.Mark(),
                          "bad_condition",
                          fmt::format("\"if\": {}", compiled.error().what),
                          compiled.error().hint,
                          fmt::format("it says: {}", rule.condition_text));
        }
    }

    Span span_of(const YAML::Node& node, const char* key) {
        const auto text = reader_.text_of(node, key);
        const auto span = parse_span(text);
        if (!span && !text.empty()) {
            bad_value(node,
                      fmt::format("\"{}\": \"{}\" is no length of time", key, text),
                      "48h, 30 min, 2 days, 2 business days; ten years at most");
        }
        return span.value_or(Span{});
    }

    std::optional<Repeat> repeat_of(const YAML::Node& node) {
        Repeat repeat;
        repeat.max = 0;
        if (node.IsMap()) {
            reader_.each_key(node, [&](const std::string& key, const auto& pair) {
                if (key == "every") {
                    repeat.every = span_of(pair.second, "every");
                } else if (key == "max") {
                    repeat.max = number_of(pair.second);
                } else {
                    problems_.add_unknown_key(pair.first, {"every", "max"});
                }
            });
        }
        if (repeat.every.is_zero() || repeat.max < 1 || repeat.max > kMostRepeats) {
            bad_value(node,
                      fmt::format("\"repeat\" takes how often, and how many times in all (1 to {})",
                                  kMostRepeats),
                      "{every: 48h, max: 3}");
            return std::nullopt;
        }
        return repeat;
    }

    static int number_of(const YAML::Node& node) {
        const auto text = node.IsScalar() ? node.Scalar() : std::string();
        int number = 0;
        const auto* end = text.data() + text.size();
        const auto [stop, wrong] = std::from_chars(text.data(), end, number);
        return wrong == std::errc{} && stop == end ? number : 0;
    }

    std::optional<Quiet> quiet_of(const YAML::Node& node) {
        std::optional<std::chrono::minutes> from;
        std::optional<std::chrono::minutes> to;
        if (node.IsMap()) {
            reader_.each_key(node, [&](const std::string& key, const auto& pair) {
                const auto time =
                    pair.second.IsScalar() ? parse_time_of_day(pair.second.Scalar()) : std::nullopt;
                if (key == "from") {
                    from = time;
                } else if (key == "to") {
                    to = time;
                } else {
                    problems_.add_unknown_key(pair.first, {"from", "to"});
                }
            });
        }
        if (!from || !to || *from == *to) {
            bad_value(node,
                      "\"quiet\" takes two times of the day that differ",
                      "{from: \"21:00\", to: \"08:00\"}");
            return std::nullopt;
        }
        return Quiet{*from, *to};
    }

    bool yes_or_no(const YAML::Node& node) {
        const auto text = node.IsScalar() ? node.Scalar() : std::string();
        if (text != "true" && text != "false") {
            bad_value(node, "\"once\" takes true or false");
        }
        return text == "true";
    }

    void put_together(const YAML::Node& node, Draft draft) {
        auto& rule = draft.rule;
        const auto missing = [&](std::string text, std::string hint) {
            problems_.add(node.Mark(), "missing", std::move(text), std::move(hint));
        };
        if (rule.name.empty()) {
            return missing("this rule has no name", "name: chase-proof");
        }
        if (draft.triggers.size() != 1) {
            return missing(fmt::format("rule \"{}\" needs one of when, at and cron, and has {}",
                                       rule.name,
                                       draft.triggers.empty()
                                           ? "none"
                                           : fmt::format("{}", fmt::join(draft.triggers, ", "))),
                           "when: order.paid");
        }
        if (draft.deeds.size() != 1) {
            return missing(fmt::format("rule \"{}\" does one thing of send, run, stage and tag, "
                                       "and has {}",
                                       rule.name,
                                       draft.deeds.empty()
                                           ? "none"
                                           : fmt::format("{}", fmt::join(draft.deeds, ", "))),
                           "send: {template: order-thanks}");
        }
        if (rules_.find(rule.name) != nullptr) {
            problems_.add(
                node.Mark(), "twice", fmt::format("there are two rules \"{}\"", rule.name));
            return;
        }
        auto* const times = std::get_if<AtTimes>(&rule.trigger);
        if (draft.orders && times == nullptr) {
            problems_.add(draft.orders_at,
                          "wrong_shape",
                          "\"orders\" belongs to \"cron\"",
                          "which orders others are about is said by `if`");
            return;
        }
        if (times != nullptr) {
            times->orders = std::move(draft.orders);
            must_be_about_orders(node, rule, *times);
        }
        rules_.all.push_back(std::move(rule));
    }

    // What a time of the shop cannot do without an order.
    void must_be_about_orders(const YAML::Node& node, const Rule& rule, const AtTimes& times) {
        const bool needs_order = rule.is_to_buyer() ||
                                 std::holds_alternative<SetStage>(rule.deed) ||
                                 std::holds_alternative<AddTag>(rule.deed);
        if (needs_order && !times.orders) {
            problems_.add(node.Mark(),
                          "missing",
                          fmt::format("rule \"{}\" does not say about which orders", rule.name),
                          "orders: \"is:open due:<3d\"");
        }
        if (rule.repeat || rule.once || !rule.until.empty()) {
            problems_.add(
                node.Mark(),
                "wrong_shape",
                fmt::format("rule \"{}\": a cron line has no `repeat`, `once` and `until`",
                            rule.name),
                "it comes again by itself, and `orders` says about which");
        }
        if (times.orders) {
            check_query(node, *times.orders, problems_);
        }
    }

    Problems& problems_;
    YamlReader reader_;
    Rules rules_;
};

} // namespace

Rules read_rules_of(const std::string& text, config::Problems& problems) {
    return Reader(problems).read(text);
}

} // namespace etsyorder::notify
