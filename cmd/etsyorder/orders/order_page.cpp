// SPDX-License-Identifier: MIT
#include "orders/order_page.hpp"

#include "frame/relative.hpp"
#include "orders/history_words.hpp"
#include "orders/order_cell.hpp"
#include "orders/references.hpp"
#include "orders/ship_order.hpp"
#include "orders/words.hpp"
#include "status/item_rows.hpp"

#include <fmt/format.h>

namespace etsyorder {
namespace {

using frame::Page;
using frame::Tone;

constexpr std::size_t kEventsShown = 12; // orders history tells all

std::string in_words(const std::optional<base::Money>& money) {
    return money ? fmt::format("{} {}", base::format_decimal(*money), money->currency) : "";
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
    std::string out;
    for (const std::string& word : words) {
        if (!word.empty()) {
            out += (out.empty() ? "" : std::string(separator)) + word;
        }
    }
    return out;
}

std::string parcel_state_in_words(orders::ParcelState state) {
    switch (state) {
    case orders::ParcelState::prepared:
    case orders::ParcelState::failed:
        return "Etsy was not told";
    case orders::ParcelState::sending:
    case orders::ParcelState::in_doubt:
        return "it is not known whether Etsy was told";
    case orders::ParcelState::sent:
        return "Etsy was told";
    case orders::ParcelState::by_hand:
        return "recorded as shipped by hand";
    }
    return "";
}

class OrderPage {
public:
    OrderPage(Page& page,
              const orders::Order& order,
              const OrderSurroundings& around,
              const base::Zone& zone,
              base::Instant now)
        : page_(page), order_(order), around_(around), zone_(zone), now_(now) {}

    void add() {
        add_head();
        add_notes();
        for (std::size_t i = 0; i < order_.items.size(); ++i) {
            add_item(order_.items[i], i + 1);
            if (i < around_.listings.size() && around_.listings[i]) {
                add_listing(*around_.listings[i]);
            }
        }
        add_words("Message from the buyer", order_.message_from_buyer);
        add_words("Gift message", order_.gift_message);
        add_words("Your message", order_.message_from_seller);
        add_words("Message from the payment", order_.message_from_payment);
        add_amounts();
        add_address();
        add_shipments();
        add_refunds();
        add_reviews();
        add_events();
        add_foot();
    }

private:
    std::string when(base::Instant instant) const { return frame::local_time(instant, zone_); }

    std::string argument() const {
        return order_argument(order_.receipt, order_word(order_, around_));
    }

    void add_head() {
        page_.heading(fmt::format("Order {}  {}", order_word(order_, around_), order_.buyer_name));
        if (!around_.name.empty()) {
            page_.field("number", std::to_string(order_.receipt.value()));
        }
        if (orders::is_for_another(order_)) {
            const auto& by = order_.ordered_by;
            page_.field("ordered by",
                        by.username.empty() ? by.name
                                            : fmt::format("{} ({})", by.name, by.username));
        }
        std::vector<std::string> state{order_.status};
        if (order_.is_open) {
            state.emplace_back("open");
        }
        if (order_.is_shipped) {
            state.emplace_back("shipped");
        }
        page_.field("status", joined(state, ", "));
        if (order_.gone_at) {
            page_.field("at Etsy",
                        fmt::format("no longer known since {}; this is what Etsy said last",
                                    when(*order_.gone_at)),
                        Tone::bad);
        }
        if (order_.forgotten_at) {
            page_.field(
                "forgotten",
                fmt::format("{}; only what the accounts need is kept", when(*order_.forgotten_at)));
        }
        if (order_.ship_by) {
            const std::string day = base::format_date(zone_.date(*order_.ship_by));
            const auto left = around_.days_left;
            page_.field("ship by",
                        left ? fmt::format("{} ({})", day, frame::days_left_in_words(*left)) : day,
                        left && *left < 0    ? Tone::bad
                        : left && *left <= 2 ? Tone::soon
                                             : Tone::plain);
        }
        if (around_.making) {
            page_.field("stages", etsyorder::in_words(around_.making->stages));
        }
        page_.field("placed",
                    fmt::format("{} ({})",
                                when(order_.placed_at),
                                frame::relative_time(now_, order_.placed_at)));
        page_.field("updated", when(order_.updated_at));
        page_.field("shop",
                    joined({around_.shop_name,
                            order_.shop.value() > 0 ? std::to_string(order_.shop.value()) : ""},
                           " "));
        page_.field("e-mail", order_.buyer_email.value_or(""));
        page_.field("tags", joined(order_.tags, ", "));
        if (!around_.lint_codes.empty()) {
            page_.field("lint",
                        fmt::format("{}: etsyorder orders lint {}",
                                    joined(around_.lint_codes, ", "),
                                    argument()),
                        Tone::soon);
        }
        if (order_.is_gift) {
            page_.field("gift", order_.gift_sender.empty() ? "yes" : "from " + order_.gift_sender);
        }
    }

    void add_notes() {
        for (const auto& note : around_.notes) {
            page_.blank()
                .heading(fmt::format("Note {} of yours, {}",
                                     note.number,
                                     when(note.changed_at.value_or(note.written_at))))
                .verbatim(note.text);
        }
    }

    void add_item(const orders::Item& item, std::size_t position) {
        page_.blank();
        std::vector<std::string> facts{fmt::format("{} x", item.quantity), in_words(item.price)};
        if (!item.sku.empty()) {
            facts.push_back("SKU " + item.sku);
        }
        if (item.is_digital) {
            facts.emplace_back("digital");
        }
        page_.heading(fmt::format("{}. {}", position, item.title));
        page_.line("  " + joined(facts, "  "), Tone::faint);
        if (item.removed_at) {
            page_.line(fmt::format("  not part of the order as of {}", when(*item.removed_at)),
                       Tone::bad);
        }
        if (const auto* made = around_.making ? around_.making->of(item.id) : nullptr) {
            const auto held = hold_in_words(*made);
            page_.line(fmt::format("  stage: {}{}",
                                   etsyorder::in_words(made->pieces),
                                   held.empty() ? "" : "; " + held),
                       held.empty() ? Tone::plain : Tone::soon);
        }
        if (!item.shipping_upgrade.empty()) {
            page_.line("  shipping: " + item.shipping_upgrade);
        }
        for (const auto& answer : item.answers) {
            add_answer(answer);
        }
        if (item.listing_id) {
            page_.line("  " + listing_url(*item.listing_id), Tone::faint);
        }
    }

    void add_listing(const orders::StoredFileListing& stored) {
        const auto& listing = stored.listing;
        page_.line(fmt::format("  listed on {}: {}",
                               base::format_date(zone_.date(stored.imported_at)),
                               joined({in_words(listing.price),
                                       joined(listing.tags, ", "),
                                       joined(listing.materials, ", ")},
                                      "; ")),
                   Tone::faint);
    }

    void add_reviews() {
        for (const auto& review : around_.reviews) {
            page_.blank().heading(
                fmt::format("Review: {} of 5 stars, {}{}",
                            review.rating,
                            review.written_on   ? base::format_date(*review.written_on)
                            : review.written_at ? when(*review.written_at)
                                                : "",
                            review.reviewer.value_or("").empty() ? "" : " by " + *review.reviewer));
            if (!review.review.empty()) {
                page_.verbatim(review.review);
            }
        }
    }

    void add_answer(const orders::Answer& answer) {
        if (answer.kind == orders::AnswerKind::option) {
            page_.line(fmt::format("  {}: {}", answer.question, answer.text));
        } else if (answer.kind == orders::AnswerKind::not_asked) {
            page_.line(fmt::format("  {}: not asked", answer.question), Tone::faint);
        } else if (answer.text.empty()) {
            page_.line(fmt::format("  {}: (left empty)", answer.question), Tone::faint);
        } else {
            page_.line(fmt::format("  {}:", answer.question));
            page_.verbatim(answer.text);
        }
    }

    void add_words(std::string_view title, const std::string& words) {
        if (!words.empty()) {
            page_.blank().heading(title).verbatim(words);
        }
    }

    void add_amounts() {
        const auto& amounts = order_.amounts;
        page_.blank();
        page_.field("items", in_words(amount(order_, amounts.subtotal)));
        if (amounts.discount.value_or(0) != 0) {
            page_.field("discount", in_words(amount(order_, amounts.discount)));
        }
        page_.field("shipping", in_words(amount(order_, amounts.shipping)));
        if (amounts.gift_wrap.value_or(0) != 0) {
            page_.field("gift wrap", in_words(amount(order_, amounts.gift_wrap)));
        }
        if (amounts.tax.value_or(0) != 0) {
            page_.field("tax", in_words(amount(order_, amounts.tax)));
        }
        if (amounts.vat.value_or(0) != 0) {
            page_.field("VAT", in_words(amount(order_, amounts.vat)));
        }
        page_.field("total", in_words(amount(order_, amounts.total)), Tone::strong);
        page_.field("paid by", order_.payment_method);
    }

    void add_address() {
        const auto& address = order_.address;
        if (address == orders::Address{}) {
            page_.field("address",
                        around_.imported_at
                            ? "not in the file"
                            : "not given by Etsy for this key; see the order's page",
                        Tone::faint);
            return;
        }
        if (address.formatted) {
            page_.blank().heading("Address").verbatim(*address.formatted);
            if (!order_.shipments.empty() || !order_.refunds.empty()) {
                page_.blank();
            }
            return;
        }
        page_.field("address",
                    joined({address.first_line.value_or(""),
                            address.second_line.value_or(""),
                            joined({address.zip.value_or(""), address.city.value_or("")}, " "),
                            address.state.value_or(""),
                            address.country.value_or("")},
                           ", "));
    }

    void add_shipments() {
        for (const auto& shipment : order_.shipments) {
            page_.field("sent",
                        joined({shipment.carrier,
                                shipment.tracking_code,
                                shipment.notified_at ? when(*shipment.notified_at) : ""},
                               "  "));
            page_.field("track at", parcel_url(shipment.carrier, shipment.tracking_code));
        }
        for (const auto& parcel : around_.parcels) {
            if (!orders::etsy_knows(order_, parcel.tracking_code)) {
                add_parcel(parcel);
            }
        }
    }

    // Not among what Etsy has told of the order.
    void add_parcel(const orders::Parcel& parcel) {
        page_.field("parcel",
                    joined({parcel.carrier,
                            parcel.tracking_code,
                            parcel_state_in_words(parcel.state),
                            when(parcel.changed_at),
                            parcel.problem},
                           "  "),
                    parcel.state == orders::ParcelState::by_hand ? Tone::plain : Tone::soon);
        page_.field("track at", parcel_url(parcel.carrier, parcel.tracking_code));
    }

    void add_refunds() {
        for (const auto& refund : order_.refunds) {
            page_.field("refund",
                        joined({in_words(refund.amount),
                                refund.refunded_at ? when(*refund.refunded_at) : "",
                                refund.reason,
                                refund.note,
                                refund.status},
                               "  "),
                        Tone::soon);
        }
    }

    void add_events() {
        if (around_.events.empty()) {
            return;
        }
        page_.blank().heading("What happened");
        auto from = around_.events.begin();
        if (const auto count = around_.events.size(); count > kEventsShown) {
            from += static_cast<std::ptrdiff_t>(count - kEventsShown);
            page_.line(fmt::format("  the latest of {}; all: etsyorder orders history {}",
                                   count,
                                   argument()),
                       Tone::faint);
        }
        for (; from != around_.events.end(); ++from) {
            page_.line(
                fmt::format("  {}  {}", when(from->occurred_at), event_in_words(from->name)));
            for (const auto& change : changes_of(*from)) {
                page_.line("                    " + change_in_words(change), Tone::faint);
            }
        }
    }

    void add_foot() {
        page_.blank();
        if (around_.has_etsy_page) {
            page_.field("on Etsy", etsy_order_url(order_.receipt));
        }
        if (around_.imported_at) {
            page_.field("from",
                        fmt::format("a file imported {}",
                                    frame::relative_time(now_, *around_.imported_at)));
            return;
        }
        const std::string synced =
            around_.synced_at ? frame::relative_time(now_, *around_.synced_at) : "never to the end";
        page_.field("synced",
                    around_.stale ? synced + "; may be out of date: etsyorder sync" : synced,
                    around_.stale ? Tone::soon : Tone::plain);
    }

    Page& page_;
    const orders::Order& order_;
    const OrderSurroundings& around_;
    const base::Zone& zone_;
    base::Instant now_;
};

} // namespace

void add_order(Page& page,
               const orders::Order& order,
               const OrderSurroundings& around,
               const base::Zone& zone,
               base::Instant now) {
    OrderPage(page, order, around, zone, now).add();
}

} // namespace etsyorder
