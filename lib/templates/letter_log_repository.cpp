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
    "l.last_at_utc_s, l.times";

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
    return letter;
}

std::optional<std::int64_t> order_of(const LetterAbout& about) {
    return about.order == nullptr ? std::nullopt : std::optional(about.order->id.value());
}

} // namespace

std::string facts_as_json(const UsedFacts& facts) {
    Json json = Json::object();
    for (const auto& [path, value] : facts.all()) {
        json[path] = as_json(value);
    }
    return dumped(json);
}

std::optional<LetterId> LetterLog::same_as_latest(const Letter& letter,
                                                  const LetterAbout& about) const {
    // IS: nothing is the same as nothing.
    auto row = database_->statement(
        "SELECT letter_id, language, content_hash, made_as, subject, text FROM letters WHERE "
        "order_id IS :order AND item_number IS :item AND template = :template "
        "ORDER BY letter_id DESC LIMIT 1");
    row.bind(":order", order_of(about)).bind(":item", about.item).bind(":template", letter.name);
    if (!row.step()) {
        return std::nullopt;
    }
    const auto subject = row.is_null(4) ? std::nullopt : std::optional(row.string(4));
    const bool same = row.text(1) == letter.language && row.text(2) == letter.content_hash &&
                      row.text(3) == to_string(letter.as) && subject == letter.subject &&
                      row.text(5) == letter.text;
    return same ? std::optional(LetterId{row.integer(0)}) : std::nullopt;
}

LetterId LetterLog::rendered(const Letter& letter,
                             const LetterAbout& about,
                             const UsedFacts& facts,
                             base::Instant now) {
    if (const auto before = same_as_latest(letter, about)) {
        database_
            ->statement("UPDATE letters SET times = times + 1, last_at_utc_s = :now WHERE "
                        "letter_id = :letter")
            .bind(":now", base::utc_seconds(now))
            .bind(":letter", before->value())
            .run();
        return *before;
    }
    const std::int64_t shop = about.order == nullptr ? 0 : about.order->shop.value();
    const auto used = facts_as_json(facts);
    database_
        ->statement("INSERT INTO letters (shop_id, order_id, item_number, template, language, "
                    "content_hash, made_as, subject, text, facts, state, first_at_utc_s, "
                    "last_at_utc_s, times) VALUES (:shop, :order, :item, :template, :language, "
                    ":hash, :as, :subject, :text, :facts, 'rendered', :now, :now, 1)")
        .bind(":shop", shop)
        .bind(":order", order_of(about))
        .bind(":item", about.item)
        .bind(":template", letter.name)
        .bind(":language", letter.language)
        .bind(":hash", letter.content_hash)
        .bind(":as", to_string(letter.as))
        .bind(":subject", letter.subject)
        .bind(":text", letter.text)
        .bind(":facts", used)
        .bind(":now", base::utc_seconds(now))
        .run();
    const LetterId id{database_->last_insert_id()};
    if (about.order != nullptr) {
        events::EventLog(*database_)
            .append({.shop_id = shop,
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
    std::string sql = std::string("SELECT ") + kColumns +
                      " FROM letters l LEFT JOIN orders o ON o.order_id = l.order_id WHERE 1 = 1";
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
