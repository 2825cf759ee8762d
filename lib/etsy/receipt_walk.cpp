// SPDX-License-Identifier: MIT
#include "etsy/receipt_walk.hpp"

#include "base/error.hpp"
#include "base/optional_instant.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace etsyorder::etsy {

std::string WalkPosition::to_json() const {
    nlohmann::json json = {{"offset", offset},
                           {"before", before},
                           {"total", total},
                           {"windows", windows},
                           {"opened_window", opened_window}};
    if (from_s) {
        json["from_s"] = *from_s;
    }
    return json.dump();
}

std::optional<WalkPosition> WalkPosition::from_json(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    const auto number = [&](const char* key) -> std::optional<std::int64_t> {
        const auto found = json.find(key);
        return found != json.end() && found->is_number_integer()
                   ? std::optional(found->get<std::int64_t>())
                   : std::nullopt;
    };
    const auto flag = [&](const char* key, bool otherwise) {
        const auto found = json.find(key);
        return found != json.end() && found->is_boolean() ? found->get<bool>() : otherwise;
    };
    if (!json.is_object() || !number("offset")) {
        return std::nullopt;
    }
    return WalkPosition{number("from_s"),
                        *number("offset"),
                        number("before").value_or(0),
                        number("total").value_or(0),
                        flag("windows", true),
                        flag("opened_window", false)};
}

std::optional<std::int64_t> second_of(const orders::ReceivedOrder& order, WalkBy by) {
    const auto& instant = by == WalkBy::created ? order.placed_at : order.updated_at;
    return instant ? std::optional(base::utc_seconds(*instant)) : std::nullopt;
}

PageFacts facts_of(const ReceiptPage& page, WalkBy by) {
    PageFacts facts;
    facts.count = page.count;
    facts.size = static_cast<std::int64_t>(page.orders.size() + page.unreadable.size());
    const auto look_at = [&](const std::optional<std::int64_t>& second) {
        if (!second) {
            return;
        }
        facts.in_order = facts.in_order && (!facts.latest_s || *second >= *facts.latest_s);
        facts.earliest_s = std::min(facts.earliest_s.value_or(*second), *second);
        facts.latest_s = std::max(facts.latest_s.value_or(*second), *second);
    };
    for (const auto& order : page.orders) {
        look_at(second_of(order, by));
    }
    const bool all_in_order = facts.in_order;
    for (const auto& receipt : page.unreadable) { // wherever they stood among the others
        look_at(base::maybe_utc_seconds(by == WalkBy::created ? receipt.placed_at
                                                              : receipt.updated_at));
    }
    facts.in_order = all_in_order;
    return facts;
}

ReceiptWalk::ReceiptWalk(WalkBy by, Fields filters, WalkPosition start)
    : by_(by), filters_(std::move(filters)), position_(start) {}

ReceiptWalk::Fields ReceiptWalk::query() const {
    return query_at(position_.offset);
}

std::optional<ReceiptWalk::Fields> ReceiptWalk::query_after() const {
    const auto next = position_.offset + kReceiptsPerPage;
    const bool within_window = next <= kLargestOffset || !position_.windows;
    return next < window_count_ && within_window ? std::optional(query_at(next)) : std::nullopt;
}

ReceiptWalk::Fields ReceiptWalk::query_at(std::int64_t offset) const {
    Fields fields = {{"limit", std::to_string(kReceiptsPerPage)},
                     {"offset", std::to_string(offset)},
                     {"sort_on", by_ == WalkBy::created ? "created" : "updated"},
                     {"sort_order", "asc"}};
    if (position_.from_s) {
        fields.emplace_back(by_ == WalkBy::created ? "min_created" : "min_last_modified",
                            std::to_string(*position_.from_s));
    }
    fields.insert(fields.end(), filters_.begin(), filters_.end());
    return fields;
}

void ReceiptWalk::accept(const PageFacts& page) {
    window_count_ = page.count;
    if (position_.windows && position_.opened_window && page.earliest_s &&
        *page.earliest_s < *position_.from_s) {
        position_ = {std::nullopt, position_.before, 0, page.count, false, false};
        done_ = position_.offset >= page.count;
        return;
    }
    if (position_.opened_window && position_.offset == 0 && page.count > 0) {
        // It begins with receipts of the second that the window before it ended with.
        position_.before = std::max<std::int64_t>(0, position_.total - page.count);
    }
    if (page.count > 0) {
        position_.total = position_.before + page.count;
    }
    position_.offset += page.size;
    if (page.latest_s) {
        window_latest_ = std::max(window_latest_.value_or(*page.latest_s), *page.latest_s);
    }
    const bool count_known = page.count > 0;
    if (page.size == 0 || (count_known && position_.offset >= page.count) ||
        (!count_known && page.size < kReceiptsPerPage)) {
        done_ = true;
    } else if (position_.windows && position_.offset > kLargestOffset) {
        open_window(page);
    }
}

void ReceiptWalk::open_window(const PageFacts& page) {
    const auto from = window_latest_ ? window_latest_ : page.latest_s;
    if (!from || from == position_.from_s) {
        throw base::Error(base::ErrorKind::failed,
                          "more receipts share one second than Etsy lets anyone page through")
            .because(
                "the offset ends at 12,000 and the time window cannot get smaller than a second");
    }
    position_.from_s = from;
    position_.before += position_.offset;
    position_.offset = 0;
    position_.opened_window = true;
    window_count_ = 0;
}

} // namespace etsyorder::etsy
