// SPDX-License-Identifier: MIT
#include "outbox/outbox_rows.hpp"

#include "frame/relative.hpp"
#include "orders/order_cell.hpp"
#include "orders/order_repository.hpp"
#include "orders/references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace etsyorder {
namespace {

using frame::Cell;
using frame::Tone;
using frame::Value;
using notify::Telling;
using notify::TellingState;

Tone tone_of(TellingState state) {
    const bool is_bad = state == TellingState::held || state == TellingState::failed ||
                        state == TellingState::in_doubt || state == TellingState::expired;
    return is_bad ? Tone::bad : Tone::plain;
}

std::string first_line(const Telling& telling) {
    const auto& words = telling.subject ? *telling.subject : telling.text;
    return words.substr(0, words.find('\n'));
}

} // namespace

frame::Table outbox_table() {
    return {.name = "tellings",
            .columns = {{.field = "id", .heading = "id", .right = true},
                        {.field = "due", .heading = "due"},
                        {.field = "state", .heading = "state"},
                        {.field = "rule", .heading = "rule"},
                        {.field = "order", .heading = "order"},
                        {.field = "to", .heading = "to"},
                        {.field = "problem", .heading = "why", .flexible = true},
                        {.field = "text", .heading = "text", .flexible = true},
                        {.field = "subject"},
                        {.field = "template"},
                        {.field = "channel"},
                        {.field = "reason"},
                        {.field = "reason_at"},
                        {.field = "expires"},
                        {.field = "letter"},
                        {.field = "tries"},
                        {.field = "created_at"},
                        {.field = "changed_at"},
                        {.field = "order_name"},
                        {.field = "shop"}},
            .when_empty = "nothing waits for you"};
}

std::vector<Cell> OutboxRows::row_of(const Telling& telling) const {
    const auto receipt = telling.order
                             ? orders::OrderRepository(database_).receipt_of(*telling.order)
                             : std::nullopt;
    return {telling.id.value(),
            Cell(telling.due, frame::local_time(telling.due, zones_.of(telling.shop))),
            Cell(notify::to_string(telling.state), "", tone_of(telling.state)),
            telling.rule,
            receipt ? order_cell(database_, *telling.order, *receipt)
                    : Cell(nullptr, telling.order ? "?" : "the shop"),
            Value::text_or_null(telling.recipient),
            Value::text_or_null(telling.problem),
            Cell(Value::text_or_null(telling.text), first_line(telling)),
            telling.subject,
            Value::text_or_null(telling.template_name),
            Value::text_or_null(telling.channel),
            telling.reason,
            telling.reason_at,
            telling.expires,
            telling.letter,
            telling.tries,
            telling.created_at,
            telling.changed_at,
            receipt ? name_value(database_, *telling.order, *receipt) : Value(),
            telling.shop.value()};
}

std::vector<notify::TellingId> telling_ids(const std::vector<std::string>& words,
                                           frame::Services& services) {
    std::vector<notify::TellingId> ids;
    each_word(words, services.streams(), [&](std::string_view word) {
        std::int64_t number = 0;
        const auto* end = word.data() + word.size();
        const auto [stop, wrong] = std::from_chars(word.data(), end, number);
        if (wrong != std::errc{} || stop != end || number <= 0) {
            throw base::Error(base::ErrorKind::usage,
                              fmt::format("\"{}\" is no number of a telling", shortened(word)))
                .hint("etsyorder outbox list");
        }
        const notify::TellingId id{number};
        if (std::ranges::find(ids, id) == ids.end()) {
            ids.push_back(id);
        }
    });
    return ids;
}

base::Error unknown_telling(notify::TellingId id) {
    return base::Error(base::ErrorKind::not_found,
                       fmt::format("there is no telling {} in the outbox", id.value()))
        .hint("etsyorder outbox list --all");
}

} // namespace etsyorder
