// SPDX-License-Identifier: MIT
#include "status/pipeline_drafts.hpp"

#include "base/nearest.hpp"
#include "config/yaml_documents.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace etsyorder::status {
namespace {

constexpr std::size_t kLongestText = 200; // bytes
constexpr int kMostDays = 365;
constexpr std::size_t kMostThings = 100'000; // keys, texts and stages: aliases multiply them

class Reader {
public:
    explicit Reader(Problems& problems) : problems_(problems) {}

    DraftFile read(const std::string& text) {
        if (const auto second = config::second_document(text)) {
            problem(*second,
                    "wrong_shape",
                    "a second document begins here",
                    "remove the line `---` before it");
        }
        try {
            read_root(YAML::Load(text));
        } catch (const TooMuch& end) {
            problem(end.at,
                    "too_long",
                    fmt::format("the file says more than {} things", kMostThings),
                    "an alias (*) says again all that its anchor (&) holds");
        }
        return {std::move(drafts_), std::move(ship_by_)};
    }

private:
    struct TooMuch {
        YAML::Mark at;
    };
    void count(const YAML::Node& node) {
        if (++things_ > kMostThings) {
            throw TooMuch{node.Mark()};
        }
    }

    template <class... Words>
    void problem(const YAML::Mark& mark, const char* code, Words... words) {
        problems_.add(mark, code, std::move(words)...);
    }

    void unknown_key(const YAML::Node& key, const std::vector<std::string>& known) {
        add_unknown_key(key, known, problems_);
    }

    // Is the key new? One that stands twice would hide the first one.
    bool is_first(const YAML::Node& key, std::set<std::string>& seen) {
        count(key);
        if (key.IsScalar() && !seen.insert(key.Scalar()).second) {
            problem(key.Mark(), "twice", fmt::format("\"{}\" is there twice", key.Scalar()));
            return false;
        }
        return true;
    }

    // `take` is given each key of a map once, with what stands behind it; "" for one that is no
    // text.
    template <class Take>
    void each_key(const YAML::Node& map, const Take& take) {
        std::set<std::string> seen;
        for (const auto& pair : map) {
            if (is_first(pair.first, seen)) {
                take(pair.first.IsScalar() ? pair.first.Scalar() : std::string(), pair);
            }
        }
    }

    std::string text_of(const YAML::Node& node, const char* key) {
        if (!node.IsScalar() || node.Scalar().empty() || node.Scalar().size() > kLongestText) {
            problem(node.Mark(),
                    "wrong_shape",
                    fmt::format("\"{}\" takes a text of up to {} bytes", key, kLongestText));
            return {};
        }
        return node.Scalar();
    }

    std::string name_of(const YAML::Node& node, const char* what) {
        auto name = text_of(node, "name");
        if (!name.empty() && !is_stage_name(name)) {
            problem(node.Mark(),
                    "bad_name",
                    fmt::format("\"{}\" cannot be the name of a {}", name, what),
                    "one word of small letters, digits and -, such as rough-cut");
            return {};
        }
        return name;
    }

    // One text is a list of one.
    std::vector<std::string> texts_of(const YAML::Node& node, const char* key) {
        std::vector<std::string> all;
        if (node.IsSequence()) {
            for (const auto& one : node) {
                count(one);
                all.push_back(text_of(one, key));
            }
        } else {
            all.push_back(text_of(node, key));
        }
        return all;
    }

    void read_root(const YAML::Node& root) {
        if (root.IsNull()) {
            return;
        }
        if (!root.IsMap()) {
            problem(root.Mark(), "wrong_shape", "expected `pipelines:` and a list below it");
            return;
        }
        each_key(root, [&](const std::string& key, const auto& pair) {
            if (key == "ship_by") {
                ship_by_ = read_ship_by_rules(pair.second, problems_);
            } else if (key != "pipelines") {
                unknown_key(pair.first, {"pipelines", "ship_by"});
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
        each_key(node, [&](const std::string& key, const auto& pair) {
            if (key == "name") {
                draft.name = name_of(pair.second, "pipeline");
            } else if (key == "match") {
                read_match(pair.second, draft.match);
            } else if (key == "stages") {
                read_stages(pair.second, draft.steps);
            } else {
                unknown_key(pair.first, {"name", "match", "stages"});
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
        each_key(node, [&](const std::string& key, const auto& pair) {
            if (key == "listing") {
                read_listings(pair.second, match);
            } else if (key == "sku") {
                match.skus = texts_of(pair.second, "sku");
            } else if (key == "tag") {
                match.tags = texts_of(pair.second, "tag");
            } else if (key == "query") {
                match.queries = texts_of(pair.second, "query");
                check_queries(pair.second);
            } else {
                unknown_key(pair.first, {"listing", "sku", "tag", "query"});
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
            if (one.IsScalar() && !one.Scalar().empty() && one.Scalar().size() <= kLongestText) {
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
        for (const auto& word : texts_of(node, "listing")) {
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
            count(one);
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
        each_key(node, [&](const std::string& key, const auto& pair) {
            if (key == "name") {
                says_name = true;
                stage.name = name_of(pair.second, "stage");
            } else if (key == "public") {
                stage.public_name = text_of(pair.second, "public");
            } else if (key == "days") {
                stage.days = days_of(pair.second);
            } else if (key == "needs") {
                read_needs(pair.second, stage);
            } else if (key == "owner") {
                stage.owner = text_of(pair.second, "owner");
            } else if (key == "was") {
                stage.was = name_of(pair.second, "stage");
            } else {
                unknown_key(pair.first, {"name", "public", "days", "needs", "owner", "was"});
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
        for (const auto& word : texts_of(node, "needs")) {
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
    std::vector<Draft> drafts_;
    ShipByRules ship_by_;
    std::size_t things_ = 0;
};

} // namespace

void Problems::add(const YAML::Mark& mark,
                   const char* code,
                   std::string text,
                   std::string hint,
                   std::string reason) {
    if (!full()) {
        const int line = std::max(mark.line, 0) + 1; // yaml-cpp counts from 0
        all_.push_back({fmt::format("{}:{}", file_->string(), line),
                        line,
                        code,
                        std::move(text),
                        std::move(reason),
                        std::move(hint)});
    }
}

std::vector<config::Problem> Problems::take() {
    std::stable_sort(all_.begin(), all_.end(), [](const auto& one, const auto& other) {
        return one.line < other.line;
    });
    return std::move(all_);
}

void add_unknown_key(const YAML::Node& key,
                     const std::vector<std::string>& known,
                     Problems& problems) {
    const auto word = key.IsScalar() ? key.Scalar() : std::string("?");
    const auto meant = base::nearest(word, known);
    problems.add(key.Mark(),
                 "unknown_key",
                 fmt::format("there is no key \"{}\" here", word),
                 meant ? fmt::format("did you mean \"{}\"?", *meant)
                       : fmt::format("known are: {}", fmt::join(known, ", ")));
}

DraftFile read_drafts(const std::string& text, Problems& problems) {
    try {
        return Reader(problems).read(text);
    } catch (const YAML::Exception& wrong) {
        problems.add(wrong.mark, "not_yaml", "this is no YAML", "", wrong.msg);
        return {};
    }
}

} // namespace etsyorder::status
