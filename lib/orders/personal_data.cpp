// SPDX-License-Identifier: MIT
#include "orders/personal_data.hpp"

#include <iterator>

namespace etsyorder::orders {
namespace {

constexpr ColumnClass kColumns[] = {
    {"schema_migrations", "*", Holds::shop},
    {"shops", "*", Holds::shop}, // the seller's own
    {"listings", "*", Holds::shop},
    {"listing_images", "*", Holds::shop},
    {"listing_questions", "*", Holds::shop},
    {"sync_streams", "*", Holds::shop},
    {"leases", "*", Holds::shop},
    {"pending_wipes", "*", Holds::shop},
    {"forgotten_transactions", "shop_id transaction_id", Holds::accounts},
    {"forgotten_orders", "shop_id receipt_id forgotten_at_utc_s", Holds::accounts},
    {"saved_queries", "*", Holds::shop}, // the seller's own; those that name the person go
    {"sqlite_sequence", "*", Holds::shop},

    {"buyers", "*", Holds::person},
    {"buyer_words", "*", Holds::person},
    {"order_accounts", "*", Holds::person}, // which buyer it came with

    {"orders",
     "shop_id order_id receipt_id status is_open is_paid is_shipped is_gift "
     "is_personalised placed_at_utc_s updated_at_utc_s ship_by_utc_s country "
     "payment_method currency total_minor subtotal_minor shipping_minor "
     "tax_minor vat_minor discount_minor gift_wrap_minor content_hash "
     "fetched_at_utc_s gone_at_utc_s forgotten_at_utc_s",
     Holds::accounts},
    {"orders", "buyer_id", Holds::person},
    {"orders", "buyer_name", Holds::person},
    {"orders", "buyer_words", Holds::person},
    {"orders", "searched_words", Holds::person},
    {"orders", "ordered_by", Holds::person},
    {"orders", "buyer_email", Holds::person},
    {"orders", "first_line", Holds::person},
    {"orders", "second_line", Holds::person},
    {"orders", "city", Holds::person},
    {"orders", "state", Holds::person},
    {"orders", "zip", Holds::person}, // country stays: VAT is by country
    {"orders", "address_layout", Holds::person},
    {"orders", "message_from_buyer", Holds::person},
    {"orders", "message_from_seller", Holds::person},
    {"orders", "message_from_payment", Holds::person},
    {"orders", "gift_message", Holds::person},
    {"orders", "gift_sender", Holds::person},

    {"file_headers", "*", Holds::shop}, // names of columns
    {"file_rows", "*", Holds::person},
    {"file_listings", "*", Holds::shop},
    {"file_listing_skus", "*", Holds::shop},
    {"file_reviews",
     "shop_id file_review_id receipt_id rating reviewed_on imported_at_utc_s",
     Holds::accounts},
    {"file_reviews", "reviewer", Holds::person},
    {"file_reviews", "review", Holds::person},
    {"order_names", "shop_id order_id name", Holds::accounts}, // what another shop calls the order
    {"order_sources", "*", Holds::person},
    {"unread_orders", "*", Holds::person},
    {"items",
     "shop_id item_id order_id transaction_id position listing_id "
     "listing_image_id product_id title sku quantity price_minor currency "
     "is_digital ship_by_utc_s shipped_at_utc_s shipping_upgrade "
     "removed_at_utc_s",
     Holds::accounts},
    {"answers", "*", Holds::person},
    {"shipments",
     "shop_id order_id position receipt_shipping_id carrier "
     "notified_at_utc_s",
     Holds::accounts},
    {"shipments", "tracking_code", Holds::person}, // a carrier's page leads to the address
    {"refunds",
     "shop_id order_id position amount_minor currency status "
     "refunded_at_utc_s",
     Holds::accounts},
    {"refunds", "reason", Holds::person},
    {"refunds", "note", Holds::person},
    {"order_tags", "*", Holds::person}, // the seller's words: "jane-wedding"
    {"order_notes", "*", Holds::person},
    {"parcels", "*", Holds::person}, // tracking codes, and notes to the buyer
    {"letters",
     "shop_id letter_id order_id item_number template language content_hash made_as anyway state "
     "first_at_utc_s last_at_utc_s times",
     Holds::accounts}, // that something was told, and when
    {"letters", "subject", Holds::person},
    {"letters", "text", Holds::person},
    {"letters", "facts", Holds::person},
    {"letters", "set_by_hand", Holds::person},
    {"rules", "*", Holds::shop},
    {"rule_plans", "*", Holds::shop},
    {"outbox",
     "shop_id outbox_id rule order_id occurrence event_id reason reason_at_utc_s recipient "
     "template "
     "channel state is_released due_at_utc_s expires_at_utc_s next_at_utc_s letter_id tries "
     "created_at_utc_s changed_at_utc_s",
     Holds::accounts}, // that something was told, and when
    {"outbox", "problem", Holds::person},
    {"outbox", "subject", Holds::person},
    {"outbox", "text", Holds::person},
    {"item_stages",
     "shop_id order_id item_id stage pipeline quantity since_utc_s",
     Holds::accounts}, // how far its making was
    {"open_work",
     "shop_id order_id item_id stage pipeline quantity is_changed is_held listing_id sku "
     "ship_by_utc_s",
     Holds::accounts},
    {"item_batches", "*", Holds::person}, // the seller's words: "jane-wedding"
    {"item_holds", "shop_id order_id item_id waits_for since_utc_s", Holds::accounts},
    {"item_holds", "reason", Holds::person}, // the seller's words
    {"status_updates",
     "shop_id update_id order_id item_id kind pipeline from_stage to_stage quantity source "
     "at_utc_s",
     Holds::accounts},
    {"status_updates", "by_whom", Holds::person},
    {"status_updates", "reason", Holds::person},
    {"acts",
     "shop_id act_id verb done_at_utc_s order_count step_count undoes_act_id "
     "undone_at_utc_s",
     Holds::accounts},
    {"acts", "summary", Holds::person}, // names tags
    {"act_steps", "*", Holds::person},

    {"lint_silences",
     "shop_id silence_id code order_id listing_id silenced_at_utc_s",
     Holds::accounts},
    {"lint_silences", "reason", Holds::person}, // the seller's words

    {"reviews",
     "shop_id transaction_id listing_id rating language created_at_utc_s "
     "updated_at_utc_s",
     Holds::accounts},
    {"reviews", "buyer_user_id", Holds::person},
    {"reviews", "review", Holds::person},
    {"reviews", "image_url", Holds::person},

    {"events",
     "shop_id event_id name order_id subject_id occurred_at_utc_s "
     "recorded_at_utc_s",
     Holds::accounts},
    {"events", "source", Holds::person}, // of an import the name of the file: "Jane Doe order.csv"
    {"events", "data", Holds::person},   // but for the changes of what stays, see forget_orders.cpp
};

constexpr std::string_view kStatements[] = {
    "DELETE FROM answers WHERE item_id IN (SELECT item_id FROM items WHERE order_id = :order)",
    "DELETE FROM order_sources WHERE order_id = :order",
    "UPDATE file_reviews SET reviewer = '', review = '' WHERE shop_id = :shop AND receipt_id = "
    ":receipt",
    "DELETE FROM file_rows WHERE order_id = :order",
    "DELETE FROM unread_orders WHERE shop_id = :shop AND receipt_id = :receipt",
    "DELETE FROM order_tags WHERE order_id = :order",
    "DELETE FROM order_notes WHERE order_id = :order",
    "DELETE FROM parcels WHERE order_id = :order",

    "UPDATE outbox SET state = 'cancelled' WHERE order_id = :order AND state IN ('queued', 'held', "
    "'handed', 'failed')",
    "UPDATE outbox SET subject = NULL, text = '', problem = CASE WHEN state = 'cancelled' THEN "
    "'the "
    "person was forgotten' ELSE '' END WHERE order_id = :order",
    "UPDATE letters SET subject = NULL, text = '', facts = '{}', set_by_hand = '{}' WHERE order_id "
    "= :order",
    "DELETE FROM item_batches WHERE order_id = :order",
    "UPDATE item_holds SET reason = '' WHERE order_id = :order",
    "UPDATE status_updates SET by_whom = '', reason = '' WHERE order_id = :order",
    "DELETE FROM order_accounts WHERE order_id = :order",
    "DELETE FROM lint_silences WHERE order_id = :order",
    // What an act of this order alone was, then its steps.
    "UPDATE acts SET summary = '' WHERE act_id IN (SELECT act_id FROM act_steps WHERE order_id = "
    ":order) AND NOT EXISTS (SELECT 1 FROM act_steps s WHERE s.act_id = acts.act_id AND s.order_id "
    "<> :order)",
    "DELETE FROM act_steps WHERE order_id = :order",
    "UPDATE events SET source = 'import' WHERE order_id = :order AND source NOT IN ('sync', "
    "'user')",
    "UPDATE shipments SET tracking_code = '' WHERE order_id = :order",
    "UPDATE refunds SET reason = '', note = '' WHERE order_id = :order",
    "INSERT INTO forgotten_orders (shop_id, receipt_id, forgotten_at_utc_s) VALUES (:shop, "
    ":receipt, :now) ON CONFLICT (shop_id, receipt_id) DO NOTHING",
    "INSERT INTO forgotten_transactions (shop_id, transaction_id) SELECT shop_id, transaction_id "
    "FROM items WHERE order_id = :order ON CONFLICT (shop_id, transaction_id) DO NOTHING",
    "UPDATE reviews SET buyer_user_id = NULL, review = '', image_url = '' WHERE shop_id = :shop "
    "AND "
    "transaction_id IN (SELECT transaction_id FROM items WHERE order_id = :order)",
    "UPDATE orders SET buyer_id = NULL, buyer_name = '', buyer_words = NULL, ordered_by = NULL, "
    "buyer_email = NULL, first_line = NULL, second_line = NULL, city = NULL, state = NULL, zip = "
    "NULL, address_layout "
    "= NULL, message_from_buyer = '', message_from_seller = '', message_from_payment = '', "
    "gift_message = '', gift_sender = '', forgotten_at_utc_s = coalesce(forgotten_at_utc_s, :now) "
    "WHERE order_id = :order",
};

// Does what the statements above empty hold anything? Of those that delete, see
// person_statements().
constexpr std::string_view kFilled[] = {
    "SELECT 1 FROM file_reviews WHERE shop_id = :shop AND receipt_id = :receipt AND (reviewer <> "
    "'' OR review <> '')",
    "SELECT 1 FROM events WHERE order_id = :order AND source NOT IN ('sync', 'user', 'import')",
    "SELECT 1 FROM shipments WHERE order_id = :order AND tracking_code <> ''",
    "SELECT 1 FROM letters WHERE order_id = :order AND (subject IS NOT NULL OR text <> '' OR facts "
    "<> '{}' OR set_by_hand <> '{}')",
    "SELECT 1 FROM item_holds WHERE order_id = :order AND reason <> ''",
    "SELECT 1 FROM status_updates WHERE order_id = :order AND (by_whom <> '' OR reason <> '')",
    "SELECT 1 FROM refunds WHERE order_id = :order AND (reason <> '' OR note <> '')",
    "SELECT 1 FROM reviews WHERE shop_id = :shop AND transaction_id IN (SELECT transaction_id FROM "
    "items WHERE order_id = :order) AND (buyer_user_id IS NOT NULL OR review <> '' OR image_url <> "
    "'')",
    "SELECT 1 FROM orders WHERE order_id = :order AND (buyer_id IS NOT NULL OR buyer_name <> '' OR "
    "coalesce(ordered_by, buyer_email, first_line, second_line, city, state, zip) IS NOT NULL OR "
    "message_from_buyer <> '' OR message_from_seller <> '' OR message_from_payment <> '' OR "
    "gift_message <> '' OR gift_sender <> '')",
};

} // namespace

std::span<const ColumnClass> column_classes() {
    return kColumns;
}

std::span<const std::string_view> forgetting_statements() {
    return kStatements;
}

std::vector<std::string> person_statements() {
    constexpr std::string_view kDelete = "DELETE FROM ";
    std::vector<std::string> statements(std::begin(kFilled), std::end(kFilled));
    for (const auto sql : kStatements) {
        if (sql.starts_with(kDelete)) {
            statements.push_back("SELECT 1 FROM " + std::string(sql.substr(kDelete.size())) +
                                 " LIMIT 1");
        }
    }
    return statements;
}

} // namespace etsyorder::orders
