// SPDX-License-Identifier: MIT
#include "status/pipeline_drafts.hpp"

#include "base/nearest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace etsyorder::status {
namespace {

constexpr int kMostDays = 365;

class Reader {
public:
    explicit Reader(Problems& problems) : problems_(problems), reader_(problems) {}

    DraftFile read(const std::string& text) {
        reader_.read(text, [this](const YAML::Node& root) { read_root(root); });
        return {std::move(drafts_), std::move(ship_by_)};
    }

private:
    template <class... Words>
    void problem(const YAML::Mark& mark, const char* code, Words... words) {
        problems_.add(mark, code, std::move(words)...);
    }

    std::string name_of(const YAML::Node& node, const char* what) {
        auto name = reader_.text_of(node, "name");
        if (!name.empty() && !is_stage_name(name)) {
            problem(node.Mark(),
                    "bad_name",
                    fmt::format("\"{}\" cannot be the name of a {}", name, what),
                    "one word of small letters, digits and -, such as rough-cut");
            return {};
        }
        return name;
    }

    void read_root(const YAML::Node& root) {
        if (root.IsNull()) {
            return;
        }
        if (!root.IsMap()) {
            problem(root.Mark(), "wrong_shape", "expected `pipelines:` and a list below it");
            return;
        }
        reader_.each_key(root, [&](const std::string& key, const auto& pair) {
            if (key == "ship_by") {
                ship_by_ = read_ship_by_rules(pair.second, problems_);
            } else if (key != "pipelines") {
                problems_.add_unknown_key(pair.first, {"pipelines", "ship_by"});
            } else if (pair.second.IsSequence()) {
                for (const auto& one : pair.second) {
                    read_pipeline(one);
                }
            } else if (!pair.second.IsNull()) {
                problem(pair.second.Mark(),
                        "wrong_shape",
                        "\"pipelines\" takes a list",
                        "each pipeline begins with `- name: ...`");
            }
        });
    }

    void read_pipeline(const YAML::Node& node) {
        Draft draft;
        draft.at = node.Mark();
        if (!node.IsMap()) {
            problem(node.Mark(),
                    "wrong_shape",
                    "a pipeline has a name and stages",
                    "- {name: engraved, stages: [cutting, engraving, packing]}");
            return;
        }
        const auto before = problems_.count();
        reader_.each_key(node, [&](const std::string& key, const auto& pair) {
            if (key == "name") {
                draft.name = name_of(pair.second, "pipeline");
            } else if (key == "match") {
                read_match(pair.second, draft.match);
            } else if (key == "stages") {
                read_stages(pair.second, draft.steps);
            } else {
                problems_.add_unknown_key(pair.first, {"name", "match", "stages"});
            }
        });
        if (problems_.count() == before && (draft.name.empty() || draft.steps.empty())) {
            problem(node.Mark(),
                    "missing",
                    draft.name.empty() ? "this pipeline has no name"
                                       : fmt::format("pipeline \"{}\" has no stages", draft.name));
        }
        drafts_.push_back(std::move(draft));
    }

    void read_match(const YAML::Node& node, Match& match) {
        if (node.IsNull()) {
            return; // all of it is commented out
        }
        if (!node.IsMap()) {
            problem(node.Mark(),
                    "wrong_shape",
                    "\"match\" takes what items are known by",
                    "{listing: 1234567890, sku: \"OAK-*\", tag: wedding, query: \"total:>100\"}");
            return;
        }
        reader_.each_key(node, [&](const std::string& key, const auto& pair) {
            if (key == "listing") {
                read_listings(pair.second, match);
            } else if (key == "sku") {
                match.skus = reader_.texts_of(pair.second, "sku");
            } else if (key == "tag") {
                match.tags = reader_.texts_of(pair.second, "tag");
            } else if (key == "query") {
                match.queries = reader_.texts_of(pair.second, "query");
                check_queries(pair.second);
            } else {
                problems_.add_unknown_key(pair.first, {"listing", "sku", "tag", "query"});
            }
        });
        if (match.is_everything()) {
            problem(node.Mark(),
                    "wrong_shape",
                    "\"match\" is empty",
                    "without the key, a pipeline takes every item");
        }
    }

    void check_queries(const YAML::Node& node) {
        const auto check = [this](const YAML::Node& one) {
            if (one.IsScalar() && !one.Scalar().empty() &&
                one.Scalar().size() <= config::YamlReader::kLongestText) {
                check_match_query(one.Mark(), one.Scalar(), problems_);
            }
        };
        if (!node.IsSequence()) {
            return check(node);
        }
        for (const auto& one : node) {
            check(one);
        }
    }

    void read_listings(const YAML::Node& node, Match& match) {
        for (const auto& word : reader_.texts_of(node, "listing")) {
            std::int64_t number = 0;
            const auto* end = word.data() + word.size();
            const auto [stop, wrong] = std::from_chars(word.data(), end, number);
            if (!word.empty() && (wrong != std::errc{} || stop != end || number <= 0)) {
                problem(node.Mark(),
                        "bad_value",
                        fmt::format("\"{}\" is no number of a listing", word),
                        "it stands in the listing's address at Etsy");
            }
            match.listings.push_back(number);
        }
    }

    void read_stages(const YAML::Node& node, std::vector<Step>& steps) {
        if (!node.IsSequence() || node.size() > kMostStages) {
            problem(node.Mark(),
                    "wrong_shape",
                    fmt::format("\"stages\" takes a list of up to {} stages", kMostStages));
            return;
        }
        for (const auto& one : node) {
            reader_.count(one);
            Step step;
            step.at = one.Mark();
            if (one.IsMap() && one.size() == 1 && one["include"]) {
                step.include = name_of(one["include"], "pipeline");
            } else if (one.IsScalar()) {
                step.stage.emplace().name = name_of(one, "stage");
            } else if (one.IsMap()) {
                read_stage(one, step.stage.emplace());
            } else {
                problem(one.Mark(),
                        "wrong_shape",
                        "a stage is a name, or keys with a name",
                        "- {name: engraving, days: 2}");
            }
            steps.push_back(std::move(step));
        }
    }

    void read_stage(const YAML::Node& node, Stage& stage) {
        bool says_name = false;
        reader_.each_key(node, [&](const std::string& key, const auto& pair) {
            if (key == "name") {
                says_name = true;
                stage.name = name_of(pair.second, "stage");
            } else if (key == "public") {
                stage.public_name = reader_.text_of(pair.second, "public");
            } else if (key == "days") {
                stage.days = days_of(pair.second);
            } else if (key == "needs") {
                read_needs(pair.second, stage);
            } else if (key == "owner") {
                stage.owner = reader_.text_of(pair.second, "owner");
            } else if (key == "was") {
                stage.was = name_of(pair.second, "stage");
            } else {
                problems_.add_unknown_key(pair.first,
                                          {"name", "public", "days", "needs", "owner", "was"});
            }
        });
        if (stage.name.empty() && !says_name) {
            problem(node.Mark(), "missing", "this stage has no name");
        }
    }

    std::optional<int> days_of(const YAML::Node& node) {
        const auto word = node.IsScalar() ? node.Scalar() : std::string();
        int days = -1;
        const auto* end = word.data() + word.size();
        const auto [stop, wrong] = std::from_chars(word.data(), end, days);
        if (wrong != std::errc{} || stop != end || days < 0 || days > kMostDays) {
            problem(node.Mark(),
                    "bad_value",
                    fmt::format("\"days\" takes whole business days, 0 to {}", kMostDays));
            return std::nullopt;
        }
        return days;
    }

    void read_needs(const YAML::Node& node, Stage& stage) {
        for (const auto& word : reader_.texts_of(node, "needs")) {
            if (const auto need = need_from(word)) {
                stage.needs.push_back(*need);
            } else if (!word.empty()) {
                const std::vector<std::string> known{"approved proof", "tracking", "answers"};
                const auto meant = base::nearest(word, known);
                problem(node.Mark(),
                        "bad_value",
                        fmt::format("\"needs\": \"{}\" is not known", word),
                        meant ? fmt::format("did you mean \"{}\"?", *meant)
                              : fmt::format("known are: {}", fmt::join(known, ", ")));
            }
        }
    }

    Problems& problems_;
    config::YamlReader reader_;
    std::vector<Draft> drafts_;
    ShipByRules ship_by_;
};

} // namespace

DraftFile read_drafts(const std::string& text, Problems& problems) {
    return Reader(problems).read(text);
}

} // namespace etsyorder::status
