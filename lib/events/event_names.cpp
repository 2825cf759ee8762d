// SPDX-License-Identifier: MIT
#include "events/event_names.hpp"

#include <algorithm>
#include <array>

namespace etsyorder::events {
namespace {

constexpr std::array kNames = std::to_array<EventName>({
    {"order.placed", "an order came to be known"},
    {"order.paid", "it was paid"},
    {"order.shipped", "it was shipped"},
    {"order.canceled", "it was canceled"},
    {"order.refunded", "money went back"},
    {"order.ship_by_moved", "only its ship-by days changed"},
    {"order.changed", "anything else of it changed"},
    {"order.missing", "Etsy no longer knows the open order"},
    {"order.returned", "Etsy knows it again"},
    {"order.tagged", "tags were added or removed"},
    {"order.noted", "notes were written, changed or removed"},
    {"order.buyer_merged", "its buyer is one person with another's"},
    {"order.buyer_split", "that was taken back"},
    {"order.silenced", "a lint finding of it was silenced"},
    {"order.unsilenced", "that was taken back"},
    {"order.forgotten", "its person was forgotten"},
    {"status.moved", "pieces moved to another stage"},
    {"status.held", "an item was put on hold"},
    {"status.blocked", "an item waits for something"},
    {"status.resumed", "an item goes on"},
    {"status.migrated", "an item went to another pipeline"},
    {"status.undone", "a move or hold was taken back"},
    {"parcel.prepared", "a parcel was written down"},
    {"parcel.sent", "Etsy was told of it"},
    {"parcel.failed", "Etsy refused it"},
    {"parcel.in_doubt", "whether Etsy knows of it is not known"},
    {"parcel.by_hand", "it was told to Etsy otherwise"},
    {"letter.rendered", "a letter about an order was made"},
    {"telling.held", "a telling of a rule waits for you"},
    {"telling.handed", "its text is there for you to send"},
    {"telling.sent", "it was sent"},
    {"telling.done", "what a rule does was done"},
    {"telling.cancelled", "it does not come"},
    {"telling.expired", "it came too late to be told"},
    {"listing.added", "a listing came to be known"},
    {"listing.changed", "a listing changed"},
    {"listing.silenced", "a lint finding of it was silenced"},
    {"listing.unsilenced", "that was taken back"},
    {"review.received", "a buyer wrote a review"},
    {"review.changed", "a review changed"},
    {"shop.changed", "the shop's own data changed"},
});

} // namespace

std::span<const EventName> event_names() {
    return kNames;
}

bool is_event_name(std::string_view name) {
    return std::ranges::find(kNames, name, &EventName::name) != kNames.end();
}

std::vector<std::string> subject_patterns() {
    std::vector<std::string> patterns;
    for (const auto& known : kNames) {
        auto pattern = std::string(known.name.substr(0, known.name.find('.'))) + ".*";
        if (patterns.empty() || patterns.back() != pattern) {
            patterns.push_back(std::move(pattern));
        }
    }
    return patterns;
}

std::vector<std::string> names_like(std::string_view pattern) {
    const auto star = pattern.find('*');
    const auto begin = pattern.substr(0, star);
    const auto end = star == std::string_view::npos ? "" : pattern.substr(star + 1);
    std::vector<std::string> names;
    for (const auto& known : kNames) {
        const bool fits = star == std::string_view::npos
                              ? known.name == pattern
                              : known.name.size() >= begin.size() + end.size() &&
                                    known.name.starts_with(begin) && known.name.ends_with(end);
        if (fits) {
            names.emplace_back(known.name);
        }
    }
    return names;
}

} // namespace etsyorder::events
