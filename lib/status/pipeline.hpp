// SPDX-License-Identifier: MIT
// Pipeline: the seller's own steps for a kind of product, in their order. Etsy knows nothing of
// them.
#pragma once

#include "base/business_days.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::status {

// What must be there before pieces may stand in a stage.
enum class Need {
    approved_proof, // the buyer has approved a proof
    tracking,       // the order has a tracking code
    answers,        // the buyer has given the words that the listing demands
};
[[nodiscard]] std::string_view to_string(Need need); // "approved proof", "tracking", "answers"
[[nodiscard]] std::optional<Need> need_from(std::string_view word);

struct Stage {
    std::string name;        // one word, in lower case; what commands take
    std::string public_name; // what buyers are told; empty: that of the stage before
    std::optional<int> days; // it usually takes, in business days; empty: not known, counts as 0
    std::vector<Need> needs;
    std::string owner; // who does it; empty: nobody in particular
    std::string was;   // the name it had before; pieces that stand there move here
};

// Of an item. Each list may be empty; one hit in any of them is enough.
struct Match {
    std::vector<std::int64_t> listings; // Etsy's numbers
    std::vector<std::string> skus;      // "*" stands for any text: "OAK-*"; capitals do not count
    std::vector<std::string> tags;      // of the order
    std::vector<std::string> queries;   // of the order: etsyorder-query(7)

    [[nodiscard]] bool is_everything() const {
        return listings.empty() && skus.empty() && tags.empty() && queries.empty();
    }
};

struct Pipeline {
    std::string name; // one word, in lower case
    Match match;
    std::vector<Stage> stages; // one and more; names differ

    // Empty: it has no such stage.
    [[nodiscard]] std::optional<std::size_t> stage(std::string_view stage_name) const;
};

// A day on which nobody works.
struct Holiday {
    std::optional<int> year; // empty: every year
    unsigned month = 1;
    unsigned day = 1;
};

// What `status check` counts with.
struct ShipByRules {
    std::vector<Holiday> holidays;
    // Etsy lets a seller move the ship-by date once, before it has passed, by at most so many
    // calendar days (what sellers report of 2026; facts may change, hence a setting).
    int extension_days = 21;
    int warn_days = 3;       // business days before the ship-by date: it is time to think of that
    int buyer_wait_days = 3; // business days after which a wait for the buyer is too long

    // Of the years around `today`.
    [[nodiscard]] base::BusinessDays business_days(base::Date today) const;
};

// All of a seller's, in the order in which they are asked. The last one takes every item.
struct Pipelines {
    std::vector<Pipeline> all; // one and more
    ShipByRules ship_by = {};

    [[nodiscard]] const Pipeline* find(std::string_view name) const; // null: there is none
    // Of all pipelines, each once, in the order of the file.
    [[nodiscard]] std::vector<std::string> stage_names() const;
    [[nodiscard]] const Pipeline& of_everything() const { return all.back(); }
};

// What a seller has who has written none: new, making, packing, ready.
[[nodiscard]] const Pipelines& standard_pipelines();

// Fit to be the name of a stage or a pipeline: 1 to 40 bytes of letters, digits and "-_", letters
// small; those beyond ASCII too.
[[nodiscard]] bool is_stage_name(std::string_view text);

} // namespace etsyorder::status
