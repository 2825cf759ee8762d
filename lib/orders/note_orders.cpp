// SPDX-License-Identifier: MIT
#include "orders/note_orders.hpp"

#include "events/event_log.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utf8proc.h>

#include <algorithm>
#include <charconv>

namespace etsyorder::orders {
namespace {

constexpr std::size_t kLongestNote = 10'000;
constexpr std::size_t kMostNotes = 1000; // of one order

bool is_plain_text(std::string_view text) {
    while (!text.empty()) {
        utf8proc_int32_t code = 0;
        const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                             static_cast<utf8proc_ssize_t>(text.size()),
                                             &code);
        const bool control =
            (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7F && code < 0xA0);
        if (length <= 0 || control) {
            return false;
        }
        text.remove_prefix(static_cast<std::size_t>(length));
    }
    return true;
}

Noted plan_addition(db::Database& database, const Order& order, const NoteChange& change) {
    const auto notes = NoteRepository(database).of_order(order.id);
    const auto same = std::ranges::find(notes, change.text, &Note::text);
    if (same != notes.end()) {
        return {order, NoteOutcome::already_so, same->number, change.text};
    }
    return {order,
            notes.size() < kMostNotes ? NoteOutcome::changed : NoteOutcome::too_many,
            0,
            change.text};
}

Noted plan_one(db::Database& database, const Order& order, const NoteChange& change) {
    if (change.what == NoteChange::What::add) {
        return plan_addition(database, order, change);
    }
    const auto stored = NoteRepository(database).text(order.id, change.number);
    Noted noted{order, NoteOutcome::changed, change.number, change.text};
    if (!stored) {
        noted.outcome = NoteOutcome::no_note;
    } else if (change.what == NoteChange::What::remove) {
        noted.text = stored->value_or("");
        noted.outcome = *stored ? NoteOutcome::changed : NoteOutcome::already_so;
    } else {
        noted.outcome = !*stored                  ? NoteOutcome::no_note
                        : **stored == change.text ? NoteOutcome::already_so
                                                  : NoteOutcome::changed;
    }
    return noted;
}

struct Written {
    std::int64_t number;
    std::optional<std::string> before;
    std::optional<std::string> after;
};

void append_event(db::Database& database,
                  ShopId shop,
                  OrderId order,
                  const std::vector<Written>& notes,
                  base::Instant now) {
    auto changes = nlohmann::ordered_json::array();
    for (const auto& note : notes) {
        changes.push_back({{"field", fmt::format("note {}", note.number)},
                           {"before", note.before.value_or("none")},
                           {"after", note.after.value_or("none")}});
    }
    const nlohmann::ordered_json data{{"changes", std::move(changes)}};
    events::EventLog(database).append(
        {0,
         shop.value(),
         "order.noted",
         order.value(),
         std::nullopt,
         now,
         now,
         "user",
         data.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)});
}

Written
write_one(db::Database& database, Noted& noted, const NoteChange& change, base::Instant now) {
    NoteRepository notes(database);
    if (change.what == NoteChange::What::add) {
        noted.number = notes.add(noted.order.shop, noted.order.id, change.text, now);
        return {noted.number, std::nullopt, change.text};
    }
    const auto before = notes.text(noted.order.id, noted.number).value_or(std::nullopt);
    const auto after =
        change.what == NoteChange::What::remove ? std::nullopt : std::optional(change.text);
    notes.set_text(noted.order.id, noted.number, after, now);
    return {noted.number, before, after};
}

// Without the words, which may be of a person.
std::string summary_of(const NoteChange& change) {
    switch (change.what) {
    case NoteChange::What::add:
        return "a note written";
    case NoteChange::What::edit:
        return fmt::format("note {} changed", change.number);
    case NoteChange::What::remove:
        return fmt::format("note {} taken off", change.number);
    }
    return "";
}

std::int64_t number_of(const ActStep& step) {
    std::int64_t number = 0;
    std::from_chars(step.thing.data(), step.thing.data() + step.thing.size(), number);
    return number;
}

} // namespace

std::string tidied_note(std::string_view text) {
    std::string tidied(text);
    std::erase(tidied, '\r');
    const auto first = tidied.find_first_not_of('\n');
    const auto last = tidied.find_last_not_of(" \t\n");
    if (last == std::string::npos) {
        return {};
    }
    tidied = tidied.substr(first, last - first + 1);
    return tidied.size() <= kLongestNote && is_plain_text(tidied) ? tidied : std::string();
}

std::vector<Noted>
plan_notes(db::Database& database, const std::vector<Order>& orders, const NoteChange& change) {
    std::vector<Noted> result;
    for (const auto& order : orders) {
        result.push_back(plan_one(database, order, change));
    }
    return result;
}

std::vector<Noted> note_orders(db::Database& database,
                               const std::vector<Order>& orders,
                               const NoteChange& change,
                               base::Instant now) {
    db::UnitOfWork work(database);
    auto result = plan_notes(work.database(), orders, change);
    const bool fits = std::ranges::none_of(result, [](const Noted& noted) {
        return noted.outcome == NoteOutcome::no_note || noted.outcome == NoteOutcome::too_many;
    });
    if (!fits) {
        return result;
    }
    ActRecord record(std::string(NoteKind::kName), summary_of(change));
    for (auto& noted : result) {
        if (noted.outcome != NoteOutcome::changed) {
            continue;
        }
        const auto written = write_one(work.database(), noted, change, now);
        append_event(work.database(), noted.order.shop, noted.order.id, {written}, now);
        record.add({noted.order.shop,
                    noted.order.id,
                    std::string(NoteKind::kName),
                    std::to_string(written.number),
                    written.before,
                    written.after});
    }
    ActRepository(work.database()).append(record, now);
    work.commit();
    return result;
}

std::optional<std::string> NoteKind::present(db::Database& database, const ActStep& step) const {
    return NoteRepository(database).text(step.order, number_of(step)).value_or(std::nullopt);
}

void NoteKind::write(db::Database& database,
                     std::span<const ActStep> steps,
                     base::Instant now) const {
    NoteRepository notes(database);
    std::vector<Written> written;
    for (const auto& step : steps) {
        notes.set_text(step.order, number_of(step), step.after, now);
        written.push_back({number_of(step), step.before, step.after});
    }
    append_event(database, steps.front().shop, steps.front().order, written, now);
}

std::string NoteKind::in_words(const ActStep& step) const {
    return "note " + step.thing;
}

} // namespace etsyorder::orders
