// SPDX-License-Identifier: MIT
#include "imports/cells.hpp"
#include "imports/status_words.hpp"

#include <doctest/doctest.h>

using namespace etsyorder::imports;

TEST_CASE("words for the state of an order are known in any case and spelling") {
    for (const auto* word :
         {"Canceled", "CANCELLED", " cancelled ", "Storniert", "annulée", "Anulowane"}) {
        CHECK(known_status(word) == "canceled");
    }
    for (const auto* word :
         {"Refunded", "fully_refunded", "Fully-Refunded", "Erstattet", "Remboursé"}) {
        CHECK(known_status(word) == "fully refunded");
    }
    for (const auto* word : {"Partially refunded", "partially_refunded", "Teilweise erstattet"}) {
        CHECK(known_status(word) == "partially refunded");
    }
    for (const auto* word : {"Shipped", "completed", "Expédiée", "EXPÉDIÉE", "Wysłane"}) {
        CHECK(known_status(word) == "completed");
    }
    for (const auto* word :
         {"Unpaid", "not paid", "Payment pending", "pago pendiente", "unbezahlt"}) {
        CHECK(known_status(word) == "open");
    }
    CHECK(known_status("Paid") == "paid");
    CHECK(known_status("Not shipped") == "paid");
    for (const auto* word : {"Weird", "", "refund requested", "cancellation requested"}) {
        CHECK_FALSE(known_status(word));
    }
    CHECK(plain_status(" Very__Weird ") == "very weird");
}

TEST_CASE("a date shows which of its numbers is the day only where the other cannot be") {
    CHECK(shown_order("25/10/2026") == DateOrder::day_first);
    CHECK(shown_order("10/25/26") == DateOrder::month_first);
    for (const auto* date :
         {"05/10/2026", "10/10/2026", "25.10.2026", "2026-10-25", "", "--", "99/99/2026"}) {
        CHECK_FALSE(shown_order(date));
    }
    CHECK(is_either_order("05/10/2026"));
    CHECK_FALSE(is_either_order("10/10/2026"));
    CHECK_FALSE(is_either_order("05.10.2026"));
}
