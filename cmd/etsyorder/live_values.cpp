// SPDX-License-Identifier: MIT
#include "backup/places.hpp"
#include "commands.hpp"
#include "events/event_names.hpp"
#include "frame/services.hpp"
#include "notify/outbox_repository.hpp"
#include "notify/rules_file.hpp"
#include "orders/act_repository.hpp"
#include "orders/carriers.hpp"
#include "orders/complete_query.hpp"
#include "orders/local_shops.hpp"
#include "orders/order_queries.hpp"
#include "orders/order_repository.hpp"
#include "orders/references.hpp"
#include "orders/saved_query_repository.hpp"
#include "orders/shop_choice.hpp"
#include "status/batches.hpp"
#include "status/pipelines_file.hpp"
#include "templates/library_of.hpp"
#include "templates/own_files.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <sstream>

namespace etsyorder {
namespace {

constexpr int kMostOrders = 100; // more than fit on a screen

std::vector<frame::Candidate> orders_starting_with(db::Database& database,
                                                   const std::string& start) {
    std::vector<frame::Candidate> result;
    for (const auto& order :
         orders::OrderQueries(database).names_starting_with(start, kMostOrders)) {
        if (is_order_reference(order.word)) { // else it cannot be typed as one word
            result.push_back({order.word, order.buyer_name});
        }
    }
    return result;
}

std::vector<frame::Candidate> shops(db::Database& database) {
    std::vector<frame::Candidate> result;
    for (const auto& shop : orders::OrderQueries(database).freshness()) {
        const auto number = std::to_string(shop.shop.value());
        const auto label = orders::shop_label(shop.shop, shop.shop_name);
        if (!orders::is_local(shop.shop)) {
            result.push_back({number, shop.shop_name});
        }
        if (label != number) {
            result.push_back({label, number});
        }
    }
    return result;
}

std::vector<frame::Candidate> tags(db::Database& database, const char* sign) {
    std::vector<frame::Candidate> result;
    for (const auto& tag : orders::OrderQueries(database).tags()) {
        result.push_back({sign + tag, ""});
    }
    return result;
}

std::vector<frame::Candidate> zones(const std::string& start) {
    std::vector<frame::Candidate> result;
    for (auto& name : base::zone_names()) {
        if (name.starts_with(start)) {
            result.push_back({std::move(name), ""});
        }
    }
    return result;
}

std::vector<frame::Candidate> stages(frame::Services& services) {
    std::vector<frame::Candidate> result;
    for (const auto& pipeline : status::read_pipelines(services.folders().config).all) {
        for (const auto& stage : pipeline.stages) {
            const bool is_new = std::none_of(result.begin(), result.end(), [&](const auto& one) {
                return one.word == stage.name;
            });
            if (is_new) {
                result.push_back({stage.name, stage.public_name});
            }
        }
    }
    return result;
}

// What waits for the seller.
std::vector<frame::Candidate> tellings(db::Database& database) {
    std::vector<frame::Candidate> found;
    notify::OutboxFilter filter;
    filter.states = {notify::TellingState::held, notify::TellingState::handed};
    constexpr std::int64_t kMost = 200;
    filter.limit = kMost;
    notify::OutboxRepository(database).each(filter, [&](const notify::Telling& one) {
        found.push_back({std::to_string(one.id.value()), one.rule});
    });
    return found;
}

std::vector<frame::Candidate> rules(frame::Services& services) {
    std::vector<frame::Candidate> found;
    for (const auto& rule : notify::read_rules(services.folders().config).all) {
        found.push_back({rule.name, notify::deed_in_words(rule)});
    }
    return found;
}

std::vector<frame::Candidate> pipelines(frame::Services& services) {
    std::vector<frame::Candidate> result;
    for (const auto& pipeline : status::read_pipelines(services.folders().config).all) {
        result.push_back({pipeline.name, ""});
    }
    return result;
}

std::vector<frame::Candidate> batches(db::Database& database) {
    std::vector<frame::Candidate> result;
    for (const auto& batch : status::BatchRepository(database).all()) {
        result.push_back({batch.name, std::to_string(batch.items) + " items"});
    }
    return result;
}

std::vector<frame::Candidate> acts(db::Database& database, std::string_view verb) {
    constexpr int kMostActs = 20; // the latest; older ones are rarely meant
    std::vector<frame::Candidate> result;
    for (const auto& act : orders::ActRepository(database).latest(kMostActs)) {
        if (verb.empty() || act.verb == verb) {
            result.push_back({std::to_string(act.id.value()), act.verb + ": " + act.summary});
        }
    }
    return result;
}

// Those of the orders named in the words; all where none is named.
std::vector<frame::Candidate> tags_of(db::Database& database, const std::string& words) {
    std::istringstream in(words);
    std::set<std::string> found;
    bool named = false;
    for (std::string word; in >> word;) {
        std::int64_t number = 0;
        const auto* end = word.data() + word.size();
        const auto [stop, problem] = std::from_chars(word.data(), end, number);
        if (problem != std::errc{} || stop != end) {
            continue;
        }
        named = true;
        for (const auto& order :
             orders::OrderRepository(database).find_any_shop(orders::ReceiptId{number})) {
            found.insert(order.tags.begin(), order.tags.end());
        }
    }
    std::vector<frame::Candidate> result;
    for (const auto& tag : found) {
        result.push_back({tag, ""});
    }
    return named ? result : tags(database, "");
}

std::vector<frame::Candidate> backups(frame::Services& services) {
    std::vector<frame::Candidate> result;
    for (const auto& found : backup::list_backups(backup_folder(services))) {
        result.push_back(
            {found.folder.filename().string(),
             found.manifest ? bytes_in_words(backup::bytes_of(*found.manifest)) : found.problem});
    }
    return result;
}

// Parts, which few mean, behind the letters.
std::vector<frame::Candidate> template_names(const templates::Library& library,
                                             std::string_view what) {
    std::vector<frame::Candidate> result;
    for (const bool parts : {false, true}) {
        for (const auto& name : library.names()) {
            if (templates::is_part_name(name) != parts || (parts && what == "template") ||
                (what == "own template" && templates::own_files(library, name).empty())) {
                continue;
            }
            const auto found = library.find(name, "");
            result.push_back({name, found ? (*found)->front().about : ""});
        }
    }
    return result;
}

std::vector<frame::Candidate> words(const std::set<std::string>& all) {
    std::vector<frame::Candidate> result;
    for (const auto& word : all) {
        result.push_back({word, ""});
    }
    return result;
}

std::vector<frame::Candidate> template_languages(const templates::Library& library, bool own) {
    std::set<std::string> found;
    for (const auto& name : library.names()) {
        for (const auto& language : library.languages(name)) {
            if (!own || templates::is_own(library, {name, language})) {
                found.insert(language);
            }
        }
        if (!own && library.origin(name) == templates::Origin::built_in) {
            found.insert("en"); // which their bases are in
        }
    }
    return words(found);
}

std::vector<frame::Candidate> template_tags(const templates::Library& library) {
    std::set<std::string> found;
    for (const auto& name : library.names()) {
        if (const auto one = library.find(name, ""); one && !templates::is_part_name(name)) {
            const auto& tags = (*one)->front().tags;
            found.insert(tags.begin(), tags.end());
        }
    }
    return words(found);
}

std::vector<frame::Candidate> of_templates(frame::Services& services, std::string_view what) {
    const auto library = library_of(services);
    return what == "template tag" ? template_tags(library)
           : what.ends_with("language")
               ? template_languages(library, what == "own template language")
               : template_names(library, what);
}

std::vector<frame::Candidate> carriers() {
    std::vector<frame::Candidate> result;
    for (const auto& carrier : orders::carriers()) {
        result.push_back({std::string(carrier.slug), std::string(carrier.name)});
    }
    result.push_back({std::string(orders::kOtherCarrier), "any that Etsy does not know"});
    return result;
}

std::vector<frame::Candidate> event_names() {
    std::vector<frame::Candidate> result;
    for (auto& pattern : events::subject_patterns()) {
        result.push_back({std::move(pattern), "all of them"});
    }
    for (const auto& one : events::event_names()) {
        result.push_back({std::string(one.name), std::string(one.when)});
    }
    return result;
}

// A query may also be order numbers.
std::vector<frame::Candidate>
queries(db::Database& database, std::string_view what, const std::string& start) {
    if (what == "saved") {
        std::vector<frame::Candidate> names;
        for (auto& saved : orders::SavedQueryRepository(database).all()) {
            names.push_back({std::move(saved.name), std::move(saved.query)});
        }
        return names;
    }
    const bool is_number = !start.empty() && start.front() >= '0' && start.front() <= '9';
    return is_number ? orders_starting_with(database, start) : query_candidates(database, start);
}

} // namespace

std::vector<frame::Candidate>
live_values(frame::Services& services, std::string_view what, const std::string& start) {
    if (what == "zone") {
        return zones(start);
    }
    if (what == "event name") {
        return event_names();
    }
    if (what == "carrier") {
        return carriers();
    }
    if (what == "backup") {
        return backups(services);
    }
    if (what.find("template") != std::string_view::npos) {
        return of_templates(services, what);
    }
    if (what == "stage") {
        return stages(services);
    }
    if (what == "pipeline") {
        return pipelines(services);
    }
    if (what == "rule") {
        return rules(services);
    }
    auto& database = services.database_for_reading();
    if (what == "telling") {
        return tellings(database);
    }
    if (what == "item or stage") {
        auto result = stages(services);
        for (auto& order : orders_starting_with(database, start)) {
            result.push_back(std::move(order));
        }
        return result;
    }
    if (what == "batch") {
        return batches(database);
    }
    if (what == "order") {
        return orders_starting_with(database, start);
    }
    if (what == "act" || what == "status act") {
        return acts(database, what == "act" ? "" : "status");
    }
    if (what == "tag of") {
        return tags_of(database, start);
    }
    if (what == "shop") {
        return shops(database);
    }
    if (what == "order or tag" && !start.starts_with('+')) {
        return orders_starting_with(database, start);
    }
    if (what == "query" || what == "saved") {
        return queries(database, what, start);
    }
    return tags(database, what == "tag" ? "" : "+");
}

} // namespace etsyorder
