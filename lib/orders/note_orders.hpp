// SPDX-License-Identifier: MIT
// The use case "write a note on orders, change one, take one off": one unit of work, one event for
// each order that changed, and one act that takes it back. What already is so is left alone.
#pragma once

#include "db/database.hpp"
#include "orders/note_repository.hpp"
#include "orders/order.hpp"
#include "orders/undoable.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::orders {

struct NoteChange {
    enum class What { add, edit, remove };
    What what = What::add;
    std::int64_t number = 0; // of the note to edit or remove
    std::string text;        // of the note to add or edit: as tidied_note() gives it
};

enum class NoteOutcome {
    changed,
    already_so, // an equal note is there, or the note was taken off before
    no_note,    // the order never had a note of this number, or an edit found it taken off
    too_many,   // the order has as many notes as one may have
};

struct Noted {
    Order order;
    NoteOutcome outcome = NoteOutcome::changed;
    std::int64_t number = 0; // of the note; 0: none
    std::string text;        // it has afterwards, or had before it was taken off
};

// Without blanks and empty lines at the end and carriage returns. Empty: not fit to be a note,
// which has 1 to 10,000 bytes of UTF-8 without control characters but line breaks and tabs.
[[nodiscard]] std::string tidied_note(std::string_view text);

// What note_orders would do; changes nothing.
[[nodiscard]] std::vector<Noted>
plan_notes(db::Database& database, const std::vector<Order>& orders, const NoteChange& change);

// All orders or none: nothing is written when one has the outcome no_note or too_many. Throws Error
// as db::UnitOfWork does.
std::vector<Noted> note_orders(db::Database& database,
                               const std::vector<Order>& orders,
                               const NoteChange& change,
                               base::Instant now);

// Writes the words that stood before, for orders undo.
class NoteKind final : public UndoableKind {
public:
    static constexpr std::string_view kName = "note";
    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::optional<std::string> present(db::Database& database,
                                                     const ActStep& step) const override;
    void
    write(db::Database& database, std::span<const ActStep> steps, base::Instant now) const override;
    [[nodiscard]] std::string in_words(const ActStep& step) const override;
};

} // namespace etsyorder::orders
