// SPDX-License-Identifier: MIT
#include "orders/history_words.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace etsyorder {
namespace {

using Json = nlohmann::json;

constexpr const char* kTag = "tag";
constexpr const char* kNone = "none";

// A text where one is expected; whatever else stands there is passed over.
std::string text_of(const Json& object, const char* name) {
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

const Json& list_of(const Json& object, const char* name) {
    static const Json kEmpty = Json::array();
    const auto found = object.find(name);
    return found != object.end() && found->is_array() ? *found : kEmpty;
}

} // namespace

std::vector<ToldChange> changes_of(const events::Event& event) {
    std::vector<ToldChange> changes;
    const auto data = Json::parse(event.data, nullptr, false);
    if (!data.is_object()) {
        return changes;
    }
    for (const auto& change : list_of(data, "changes")) {
        changes.push_back(
            {text_of(change, "field"), text_of(change, "before"), text_of(change, "after")});
    }
    for (const auto& tag : list_of(data, "added")) {
        changes.push_back({kTag, kNone, tag.is_string() ? tag.get<std::string>() : ""});
    }
    for (const auto& tag : list_of(data, "removed")) {
        changes.push_back({kTag, tag.is_string() ? tag.get<std::string>() : "", kNone});
    }
    const bool silenced = event.name == "order.silenced" || event.name == "listing.silenced";
    if (silenced || event.name == "order.unsilenced" || event.name == "listing.unsilenced") {
        const auto code = text_of(data, "code"); // none: it went with a person
        const auto why = silenced ? "silenced: " + text_of(data, "reason") : "told";
        if (!code.empty()) {
            changes.push_back({"lint " + code, silenced ? "told" : "silenced", why});
        }
    }
    if (event.name.starts_with("status.")) {
        const auto from = text_of(data, "from");
        const auto to = text_of(data, "to");
        const auto why = text_of(data, "reason");
        if (from != to) {
            changes.push_back({"stage", from, to});
        } else if (!why.empty()) {
            changes.push_back({"reason", kNone, why});
        }
    }
    if (event.name.starts_with("parcel.") && data.contains("parcel")) { // else it was forgotten
        const auto carrier = text_of(data, "carrier");
        const auto told = carrier.empty() ? std::string("without a number")
                                          : carrier + ' ' + text_of(data, "tracking_code");
        changes.push_back({"parcel", kNone, told});
    }
    if (event.name == "letter.rendered" && event.subject_id) {
        const auto letter = fmt::format("{} ({})", text_of(data, "template"), *event.subject_id);
        changes.push_back({"letter", kNone, letter});
    }
    if (const auto other = data.find("same_buyer_as_order");
        other != data.end() && other->is_number_integer()) {
        const auto order = std::to_string(other->get<std::int64_t>());
        const bool merged = event.name == "order.buyer_merged";
        changes.push_back({"same_buyer_as_order", merged ? kNone : order, merged ? order : kNone});
    }
    return changes;
}

std::optional<orders::ItemId> item_of(const events::Event& event) {
    if (!event.name.starts_with("status.")) {
        return std::nullopt;
    }
    const auto data = Json::parse(event.data, nullptr, false);
    const auto item = data.is_object() ? data.find("item") : data.end();
    return data.is_object() && item != data.end() && item->is_number_integer()
               ? std::optional(orders::ItemId{item->get<std::int64_t>()})
               : std::nullopt;
}

std::string event_in_words(std::string_view name) {
    if (name == "status.held") {
        return "put on hold";
    }
    if (name == "status.migrated") {
        return "pipeline changed";
    }
    if (name == "status.undone") {
        return "stage taken back";
    }
    constexpr std::string_view kOfOrders = "order.";
    name.remove_prefix(name.starts_with(kOfOrders) ? kOfOrders.size() : 0);
    std::string words(name);
    std::ranges::replace(words, '_', ' ');
    std::ranges::replace(words, '.', ' '); // "review received"
    return words;
}

std::string change_in_words(const ToldChange& change) {
    if (change.field == kTag) {
        return change.before == kNone ? "+" + change.after : "-" + change.before;
    }
    const char* const nothing = change.field == "stage" ? "the beginning" : "(not known)";
    return fmt::format("{}: {} -> {}",
                       change.field,
                       change.before.empty() ? nothing : change.before,
                       change.after.empty() ? nothing : change.after);
}

std::string event_in_one_line(const events::Event& event) {
    std::string more;
    for (const auto& change : changes_of(event)) {
        more += (more.empty() ? "" : "; ") + change_in_words(change);
    }
    if (more.empty()) {
        const auto data = Json::parse(event.data, nullptr, false);
        const auto rating = data.is_object() ? data.find("rating") : data.end();
        more = rating != data.end() && rating->is_number_integer()
                   ? fmt::format("rating {}", rating->get<std::int64_t>())
                   : text_of(data, "title");
    }
    const auto words = event_in_words(event.name);
    return more.empty() ? words : fmt::format("{} ({})", words, more);
}

std::string source_in_words(std::string_view source) {
    constexpr std::string_view kFile = "import ";
    if (source.starts_with(kFile)) {
        return std::string(source.substr(kFile.size()));
    }
    return std::string(source == "sync" || source == "backfill" ? "Etsy"
                       : source == "import"                     ? "a file"
                       : source == "user"                       ? "you"
                                                                : source);
}

} // namespace etsyorder
