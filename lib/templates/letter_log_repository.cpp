// SPDX-License-Identifier: MIT
#include "events/event_log.hpp"
#include "templates/letter_log.hpp"

#include <nlohmann/json.hpp>

namespace etsyorder::templates {
namespace {

using Json = nlohmann::ordered_json;
using liquid::Value;

Json as_json(const Value& value) {
    switch (value.kind()) {
    case Value::Kind::boolean:
        return value.boolean();
    case Value::Kind::integer:
        return value.integer();
    case Value::Kind::number:
        return value.number();
    case Value::Kind::text:
        return std::string(value.text());
    case Value::Kind::array: {
        auto all = Json::array();
        for (const auto& one : value.items()) {
            all.push_back(as_json(one));
        }
        return all;
    }
    case Value::Kind::object: {
        auto members = Json::object();
        for (const auto& [name, member] : value.members()) {
            members[name] = as_json(member);
        }
        return members;
    }
    default:
        return nullptr;
    }
}

std::string dumped(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

constexpr const char* kColumns =
    "l.letter_id, l.order_id, o.receipt_id, o.buyer_name, l.item_number, l.template, l.language, "
    "l.content_hash, l.made_as, l.subject, l.text, l.facts, l.state, l.first_at_utc_s, "
    "l.last_at_utc_s, l.times, l.set_by_hand, l.anyway, o.forgotten_at_utc_s";

LoggedLetter letter_from(const db::Statement& row) {
    LoggedLetter letter;
    letter.id = LetterId{row.integer(0)};
    if (const auto order = row.maybe_integer(1)) {
        letter.order = orders::OrderId{*order};
    }
    if (const auto receipt = row.maybe_integer(2)) {
        letter.receipt = orders::ReceiptId{*receipt};
    }
    letter.buyer_name = row.string(3);
    letter.item = row.maybe_integer(4);
    letter.name = row.string(5);
    letter.language = row.string(6);
    letter.content_hash = row.string(7);
    letter.made_as = row.string(8);
    if (!row.is_null(9)) {
        letter.subject = row.string(9);
    }
    letter.text = row.string(10);
    letter.facts = row.string(11);
    letter.state = row.string(12);
    letter.first_at = base::from_utc_seconds(row.integer(13));
    letter.last_at = base::from_utc_seconds(row.integer(14));
    letter.times = row.integer(15);
    letter.set_by_hand = row.string(16);
    letter.anyway = row.integer(17) != 0;
    if (const auto forgotten = row.maybe_integer(18)) {
        letter.forgotten_at = base::from_utc_seconds(*forgotten);
    }
    return letter;
}

} // namespace

std::string values_as_json(const PathsAndValues& values) {
    Json json = Json::object();
    for (const auto& [path, value] : values) {
        json[path] = as_json(value);
    }
    return dumped(json);
}

std::string facts_as_json(const UsedFacts& facts) {
    return values_as_json(facts.all());
}

// A letter as it is kept.
struct LetterLog::Row {
    std::int64_t shop = 0;
    std::optional<std::int64_t> order;
    std::optional<std::int64_t> item;
    const Letter& letter;
    std::optional<std::string> subject;
    std::string text;
    std::string facts = "{}";
    std::string set_by_hand = "{}";
    bool anyway = false;

    Row(const Letter& made, const LetterAbout& about, const MadeWith& with)
        : item(about.item), letter(made), anyway(with.anyway) {
        if (about.order == nullptr) {
            shop = about.shop ? about.shop->value() : 0;
            return;
        }
        shop = about.order->shop.value();
        order = about.order->id.value();
        subject = made.subject;
        text = made.text;
        facts = with.facts == nullptr ? "{}" : facts_as_json(*with.facts);
        set_by_hand = values_as_json(with.set_by_hand);
    }
};

std::optional<LetterId> LetterLog::same_as_latest(const Row& wanted) const {
    // IS: nothing is the same as nothing. Of letters about no order the shop is what they share.
    auto row = database_->statement(
        "SELECT letter_id, language, content_hash, made_as, subject, text, facts, set_by_hand, "
        "anyway FROM letters WHERE order_id IS :order AND shop_id = :shop AND item_number IS :item "
        "AND template = :template ORDER BY letter_id DESC LIMIT 1");
    row.bind(":order", wanted.order)
        .bind(":shop", wanted.shop)
        .bind(":item", wanted.item)
        .bind(":template", wanted.letter.name);
    if (!row.step()) {
        return std::nullopt;
    }
    const auto subject = row.is_null(4) ? std::nullopt : std::optional(row.string(4));
    const bool same_letter = row.text(1) == wanted.letter.language &&
                             row.text(2) == wanted.letter.content_hash &&
                             row.text(3) == to_string(wanted.letter.as) &&
                             subject == wanted.subject && row.text(5) == wanted.text;
    const bool same_values = row.text(6) == wanted.facts && row.text(7) == wanted.set_by_hand &&
                             (row.integer(8) != 0) == wanted.anyway;
    return same_letter && same_values ? std::optional(LetterId{row.integer(0)}) : std::nullopt;
}

LetterId LetterLog::rendered(const Letter& letter,
                             const LetterAbout& about,
                             const MadeWith& with,
                             base::Instant now) {
    const Row row(letter, about, with);
    if (const auto before = same_as_latest(row)) {
        database_
            ->statement("UPDATE letters SET times = times + 1, last_at_utc_s = :now WHERE "
                        "letter_id = :letter")
            .bind(":now", base::utc_seconds(now))
            .bind(":letter", before->value())
            .run();
        return *before;
    }
    database_
        ->statement("INSERT INTO letters (shop_id, order_id, item_number, template, language, "
                    "content_hash, made_as, subject, text, facts, set_by_hand, anyway, state, "
                    "first_at_utc_s, last_at_utc_s, times) VALUES (:shop, :order, :item, "
                    ":template, :language, :hash, :as, :subject, :text, :facts, :set, :anyway, "
                    "'rendered', :now, :now, 1)")
        .bind(":shop", row.shop)
        .bind(":order", row.order)
        .bind(":item", row.item)
        .bind(":template", letter.name)
        .bind(":language", letter.language)
        .bind(":hash", letter.content_hash)
        .bind(":as", to_string(letter.as))
        .bind(":subject", row.subject)
        .bind(":text", row.text)
        .bind(":facts", row.facts)
        .bind(":set", row.set_by_hand)
        .bind(":anyway", std::int64_t{row.anyway ? 1 : 0})
        .bind(":now", base::utc_seconds(now))
        .run();
    const LetterId id{database_->last_insert_id()};
    if (about.order != nullptr) {
        events::EventLog(*database_)
            .append({.shop_id = row.shop,
                     .name = "letter.rendered",
                     .order_id = about.order->id.value(),
                     .subject_id = id.value(),
                     .occurred_at = now,
                     .recorded_at = now,
                     .source = "user",
                     .data = dumped(Json{{"template", letter.name}})});
    }
    return id;
}

void LetterLog::each(const LogFilter& filter,
                     const std::function<void(const LoggedLetter&)>& take) const {
    std::string sql = "SELECT ";
    sql += kColumns;
    sql += " FROM letters l LEFT JOIN orders o ON o.order_id = l.order_id WHERE 1 = 1";
    sql += filter.id ? " AND l.letter_id = :letter" : "";
    sql += filter.order ? " AND l.order_id = :order" : "";
    sql += filter.name ? " AND l.template = :template" : "";
    sql += filter.shop ? " AND l.shop_id IN (:shop, 0)" : "";
    sql += " ORDER BY l.last_at_utc_s DESC, l.letter_id DESC LIMIT :limit";
    auto rows = database_->statement(sql);
    if (filter.id) {
        rows.bind(":letter", filter.id->value());
    }
    if (filter.order) {
        rows.bind(":order", filter.order->value());
    }
    if (filter.name) {
        rows.bind(":template", *filter.name);
    }
    if (filter.shop) {
        rows.bind(":shop", filter.shop->value());
    }
    rows.bind(":limit", filter.limit);
    while (rows.step()) {
        take(letter_from(rows));
    }
}

} // namespace etsyorder::templates
