// SPDX-License-Identifier: MIT
// RulesDesk: the seller's rules, templates, stages and calendars, for the verbs of `rules`.
#pragma once

#include "frame/command.hpp"
#include "notify/drafts.hpp"
#include "notify/foresee.hpp"
#include "notify/rules_file.hpp"
#include "orders/shop_zones.hpp"
#include "status/pipeline.hpp"
#include "templates/library.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace etsyorder {

// Reads rules.yaml and pipelines.yaml. Throws Error of kind usage where one of them is wrong.
// `services` and the database must outlive it.
class RulesDesk {
public:
    RulesDesk(frame::Services& services, db::Database& database);
    RulesDesk(const RulesDesk&) = delete;
    RulesDesk& operator=(const RulesDesk&) = delete;
    ~RulesDesk() = default;

    [[nodiscard]] const notify::Rules& rules() const { return rules_; }
    // Only those of these names, in the order of the file; of none: all. Throws Error of kind
    // not_found with the nearest name.
    void keep_only(const std::vector<std::string>& names);
    [[nodiscard]] const notify::Surroundings& surroundings() const { return surroundings_; }
    [[nodiscard]] notify::Drafts& drafts();

private:
    [[nodiscard]] const notify::ShopCalendar& calendar_of(orders::ShopId shop);

    frame::Services& services_;
    db::Database& database_;
    notify::Rules rules_;
    status::Pipelines pipelines_;
    ShopZones zones_;
    std::map<orders::ShopId, notify::ShopCalendar> calendars_;
    notify::Surroundings surroundings_;
    std::optional<templates::Library> library_;
    std::unique_ptr<templates::Facts> facts_;
    std::optional<notify::Drafts> drafts_;
};

// Tells a verb the words that name rules.
void add_rule_words(frame::Command& verb, std::vector<std::string>& names);

// What is behind `now` or in front of it by such a word: "14d", "2 business days". Throws Error of
// kind usage. `flag`: where it was typed.
[[nodiscard]] notify::Span span_from(const std::string& word, const char* flag);

[[nodiscard]] frame::Table telling_table();

// What became of a look at the tellings of a span of time.
struct ShownTellings {
    std::map<std::string, int> comes; // by rule
    int not_wanted = 0;               // by `if`, by whom the template is for, by the seller
};

enum class Look {
    ahead, // what is to come, as the outbox and the seller have it
    back,  // what would have come
};
enum class Unwanted { hidden, shown };
// Drafts each telling and prints the rows, with what the outbox and the seller say of it.
[[nodiscard]] ShownTellings show_tellings(const notify::Foresight& foresight,
                                          Look look,
                                          Unwanted unwanted,
                                          RulesDesk& desk,
                                          frame::Services& services,
                                          db::Database& database);

} // namespace etsyorder
