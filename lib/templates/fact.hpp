// SPDX-License-Identifier: MIT
// Fact: a row that tells a template's variable: its name, its type, what it means, and the function
// that looks it up. The rows are what templates get and what etsyorder-facts(5) shows, so that the
// page cannot say what is not there. For this room alone.
#pragma once

#include "liquid/characters.hpp"
#include "liquid/value.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::templates {

template <class Subject>
struct Fact {
    std::string_view name;
    const char* type; // text, integer, number, yes or no, day, moment, list of ..., object
    const char* text; // one sentence for people
    // As it is printed in the example order; empty: of objects and lists, which are shown by what
    // is in them, and of what is nil there.
    const char* example;
    liquid::Value (*value)(const Subject&);
    bool internal = false; // the seller's own word, which no letter to a buyer should print
};

// Which facts a letter used, in the order in which they were asked for.
class UsedFacts {
public:
    // Of all but facts that have facts of their own; the first answer to a path is kept.
    void note(const std::string& path, const liquid::Value& value);
    [[nodiscard]] const std::vector<std::pair<std::string, liquid::Value>>& all() const {
        return all_;
    }

private:
    std::vector<std::pair<std::string, liquid::Value>> all_;
};

// An object whose members are rows of facts; each is looked up once. One thread. `Subject` is kept
// as a shared pointer, as the values may outlive whoever made them.
template <class Subject>
class FactsOf final : public liquid::Lazy {
public:
    using Rows = std::span<const Fact<Subject>>;

    // `used` (null: nobody asks) must outlive this. `path`: "order", "items[0]".
    FactsOf(Rows rows, std::shared_ptr<const Subject> subject, UsedFacts* used, std::string path)
        : rows_(rows), subject_(std::move(subject)), used_(used), path_(std::move(path)),
          known_(rows.size()) {}

    [[nodiscard]] std::optional<liquid::Value> get(std::string_view name) const override {
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (liquid::same_name(name, rows_[i].name)) {
                if (!known_[i]) {
                    known_[i] = rows_[i].value(*subject_);
                }
                if (used_ != nullptr) {
                    used_->note(path_ + '.' + std::string(rows_[i].name), *known_[i]);
                }
                return known_[i];
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] std::vector<std::string> names() const override {
        std::vector<std::string> names;
        for (const auto& row : rows_) {
            names.emplace_back(row.name);
        }
        return names;
    }

private:
    Rows rows_;
    std::shared_ptr<const Subject> subject_;
    UsedFacts* used_;
    std::string path_;
    mutable std::vector<std::optional<liquid::Value>> known_;
};

// Blank texts are nil: nothing is known.
[[nodiscard]] inline liquid::Value text_or_nil(const std::string& text) {
    return liquid::is_blank_text(text) ? liquid::Value() : liquid::Value(text);
}

} // namespace etsyorder::templates
