// SPDX-License-Identifier: MIT
#include "orders/ship_note.hpp"

#include "orders/note_orders.hpp"
#include "templates/hole_hint.hpp"
#include "templates/letter_facts.hpp"
#include "templates/letter_log.hpp"
#include "templates/library_of.hpp"

#include <fmt/format.h>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;

// As the order will be: a template may print the number.
orders::Order with_parcel(orders::Order order, const orders::ParcelWish& parcel) {
    if (!parcel.tracking_code.empty()) {
        order.shipments.push_back(
            {std::nullopt, parcel.carrier, parcel.tracking_code, std::nullopt});
    }
    return order;
}

Error refusal(const liquid::Problem& problem, const templates::Template& source) {
    const bool hole = problem.kind == liquid::Problem::Kind::hole;
    auto told = problem;
    if (const auto hint = templates::hint_for_hole(problem.subject, source);
        hole && !hint.empty()) {
        told.hint = hint;
    }
    return template_error(hole ? ErrorKind::findings : ErrorKind::usage, told);
}

MadeNote letter_for(const std::string& name,
                    const orders::Order& order,
                    const orders::ParcelWish& parcel,
                    frame::Services& services) {
    const auto library = library_of(services);
    (void)known_template(library, name);
    const auto facts = letter_facts(services);
    const auto own = facts->shop(order.shop).settings;
    const auto source = library.find(name, own.language);
    if (!source) {
        throw template_error(ErrorKind::usage, source.error());
    }
    const templates::LetterSettings settings{
        templates::TextFormat::text,
        templates::language_of(**source, own.language),
        order.amounts.currency.empty() ? own.currency : order.amounts.currency,
        services.now(),
        own.zone};
    MadeNote made;
    const auto data = facts->of(with_parcel(order, parcel), {std::nullopt, {}, &made.used});
    const auto applies = templates::is_for(**source, data, settings);
    if (!applies) {
        throw template_error(ErrorKind::usage, applies.error());
    }
    if (!*applies) {
        throw Error(ErrorKind::conflict,
                    fmt::format("\"{}\" is not for order {}", name, order.receipt.value()))
            .because(fmt::format("it is for orders of which this holds: {}",
                                 (*source)->front().applies->text))
            .hint("--note TEXT says it in your own words");
    }
    auto letter = templates::write_letter(library, **source, data, settings);
    if (!letter) {
        throw refusal(letter.error(), **source);
    }
    made.note = {orders::tidied_note(letter->text), letter->name, letter->content_hash};
    if (made.note.text.empty()) {
        throw Error(ErrorKind::usage, fmt::format("\"{}\" makes no text for a note", name))
            .because("a note has 1 to 10,000 bytes");
    }
    made.letter = std::move(*letter);
    return made;
}

} // namespace

void refuse_odd_note(const NoteWish& wish) {
    if (wish.text && wish.template_name) {
        throw Error(ErrorKind::usage, "--note and --note-template are two notes")
            .because("Etsy's mail takes one")
            .hint("give one of them");
    }
    if (wish.text && orders::tidied_note(*wish.text).empty()) {
        throw Error(ErrorKind::usage, "this is no text for a note")
            .because("a note has 1 to 10,000 bytes of UTF-8, and no control characters but line "
                     "breaks and tabs");
    }
}

MadeNote make_note(const NoteWish& wish,
                   const orders::Order& order,
                   const orders::ParcelWish& parcel,
                   frame::Services& services) {
    MadeNote made;
    if (wish.template_name) {
        made.left_out =
            orders::is_in_doubt(services.database_for_reading(), order.id, parcel.tracking_code);
        if (made.left_out) {
            return made;
        }
        return letter_for(*wish.template_name, order, parcel, services);
    }
    made.note.text = wish.text ? orders::tidied_note(*wish.text) : "";
    return made;
}

void log_note(const MadeNote& made,
              const orders::Order& order,
              db::Database& database,
              base::Instant now) {
    if (made.letter) {
        (void)templates::LetterLog(database).rendered(
            *made.letter, {&order, std::nullopt, order.shop}, {&made.used, {}, false}, now);
    }
}

} // namespace etsyorder
