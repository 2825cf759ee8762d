// SPDX-License-Identifier: MIT
#include "sandbox/generated_shop.hpp"

#include "sandbox/builtin_shops.hpp"
#include "sandbox/people.hpp"
#include "sandbox/random.hpp"
#include "sandbox/shop_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace etsyorder::sandbox {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::uint64_t kHeadStream = 1;
constexpr std::uint64_t kBuyerStream = 2;
constexpr std::uint64_t kBodyStream = 3;
constexpr std::uint64_t kReviewStream = 4;

enum class Fate {
    open,
    shipped,
    delivered,
    canceled,
    refunded,
    refunded_after_shipping,
    partly_refunded
};

class Generator {
public:
    Generator(std::size_t count, days span, std::uint64_t seed, base::Instant now)
        : count_(count), span_(span), seed_(seed), now_(now),
          listings_(read_listings(kCatalogueYaml, "the built-in shop", now)) {}

    [[nodiscard]] const std::vector<Listing>& listings() const { return listings_; }

    [[nodiscard]] OrderHead head(std::size_t n) const {
        Random random(seed_, kHeadStream, n);
        const auto step = seconds(span_).count() / static_cast<std::int64_t>(count_);
        const auto left = static_cast<std::int64_t>(count_ - n);
        OrderHead out;
        out.receipt_id = kFirstReceiptId + static_cast<std::int64_t>(n) * 137 + random.below(130);
        out.created = now_ - seconds(left * step - random.below(std::max<std::int64_t>(1, step))) -
                      minutes(2);
        const auto fate = fate_of(random, now_ - out.created);
        // One roll of the dice a statement: within one, compilers differ in the order.
        const auto odd_seconds = seconds(random.below(3600));
        const auto changed = out.created + hours(30 + random.below(200)) + odd_seconds;
        // What would change only after now has changed already, spread over the last day: a client
        // that follows changes must not find them all in one second.
        const auto lately = now_ - minutes(1 + static_cast<std::int64_t>(n % 1440));
        out.updated = fate == Fate::open
                          ? out.created + seconds(4 + random.below(5))
                          : std::max(out.created + seconds(9), std::min(changed, lately));
        out.paid = fate != Fate::open || !random.chance(1);
        out.shipped = fate == Fate::shipped || fate == Fate::delivered ||
                      fate == Fate::partly_refunded || fate == Fate::refunded_after_shipping;
        out.delivered = fate == Fate::delivered;
        out.canceled = fate == Fate::canceled;
        return out;
    }

    [[nodiscard]] Order make(std::size_t n) const {
        const auto top = head(n);
        Random body(seed_, kBodyStream, n);
        const auto buyers = std::max<std::int64_t>(2, static_cast<std::int64_t>(count_) * 3 / 4);
        Random choice(seed_, kBuyerStream, n);
        const auto buyer = choice.below(buyers);
        Random person_stream(seed_, kBuyerStream + 100, static_cast<std::uint64_t>(buyer));
        const auto person = make_person(person_stream);
        Order out;
        out.receipt_id = top.receipt_id;
        out.buyer_id = 200'000'000 + buyer * 13;
        out.buyer = person.name;
        out.address = person.address;
        out.created = top.created;
        out.updated = top.updated;
        out.paid = top.paid;
        out.shipped = top.shipped;
        out.delivered = top.delivered;
        out.canceled = top.canceled;
        add_words(body, out);
        const auto items = item_count(body);
        for (std::int64_t i = 0; i < items; ++i) {
            out.items.push_back(make_item(body, out.created));
        }
        if (out.address.country == "US") {
            out.tax_minor = out.subtotal_minor() * 7 / 100;
        }
        add_shipment(body, n, out);
        add_refund(n, out);
        return out;
    }

    // The dice of make() as far as the number of items, and nothing else of it.
    [[nodiscard]] std::size_t items(std::size_t n) const {
        Random body(seed_, kBodyStream, n);
        Order unused;
        add_words(body, unused);
        return static_cast<std::size_t>(item_count(body));
    }

    [[nodiscard]] std::vector<Review> reviews() const {
        std::vector<Review> out;
        for (std::size_t n = 0; n < count_; ++n) {
            Random random(seed_, kReviewStream, n);
            if (!random.chance(12)) {
                continue;
            }
            const auto top = head(n);
            const auto written = top.updated + days(3) + hours(random.below(90));
            if (top.delivered && written < now_) {
                const auto rating = random.chance(85) ? 5 : random.between(1, 4);
                out.push_back({n,
                               make(n).items[0].listing,
                               rating,
                               make_review(random),
                               "en",
                               random.chance(20),
                               written});
            }
        }
        std::ranges::stable_sort(out, {}, &Review::created);
        return out;
    }

private:
    static Fate fate_of(Random& random, seconds age) {
        const auto dice = random.below(1000);
        const auto open = age < days(3)    ? 950
                          : age < days(6)  ? 700
                          : age < days(14) ? 150
                                           : 0; // of 1000
        if (dice < open) {
            return Fate::open;
        }
        if (dice < 800 || age < days(9)) {
            return age < days(9) ? Fate::shipped : Fate::delivered;
        }
        if (dice < 880) {
            return Fate::delivered;
        }
        if (dice < 905) {
            return Fate::canceled;
        }
        if (dice < 925) {
            return Fate::refunded;
        }
        if (dice < 940) {
            return Fate::refunded_after_shipping;
        }
        return dice < 960 ? Fate::partly_refunded : Fate::delivered;
    }

    static std::int64_t item_count(Random& random) {
        return random.chance(72) ? 1 : random.between(2, 4);
    }

    static void add_words(Random& random, Order& out) {
        if (random.chance(28)) {
            out.message_from_buyer = make_message(random);
        }
        if (random.chance(10)) {
            out.gift_message =
                random.chance(70) ? "Happy birthday! \"We\" love you\n& miss you" : "";
            out.gift_sender = random.chance(80) ? out.buyer : "";
        }
    }

    Item make_item(Random& random, base::Instant created) const {
        Item item;
        item.listing =
            static_cast<std::size_t>(random.below(static_cast<std::int64_t>(listings_.size())));
        const auto& listing = listings_[item.listing];
        item.quantity = random.chance(85) ? 1 : random.between(2, 6);
        item.price_minor = listing.price_minor;
        item.ship_by = listing.digital
                           ? created
                           : created + days(random.between(listing.min_days, listing.max_days) + 2);
        if (!listing.digital) {
            item.shipping_minor = std::vector<std::int64_t>{
                0, 399, 595, 1250}[static_cast<std::size_t>(random.below(4))];
        }
        if (!listing.digital && random.chance(8)) {
            item.shipping_upgrade = "USPS Priority Mail";
        }
        for (const auto& option : listing.options) {
            const auto value = random.below(static_cast<std::int64_t>(option.values.size()));
            item.answers.push_back({option.property_id,
                                    option.property_id % 1'000'000 * 1000 + value + 1,
                                    option.name,
                                    option.values[static_cast<std::size_t>(value)],
                                    std::nullopt});
        }
        add_answers(random, listing, item);
        return item;
    }

    static void add_answers(Random& random, const Listing& listing, Item& item) {
        if (listing.personalization == Listing::Personalization::classic) {
            const bool asked = random.chance(90);
            item.answers.push_back({kPersonalizationProperty,
                                    std::nullopt,
                                    "Personalization",
                                    asked ? make_engraving(random) : "Not requested on this item.",
                                    std::nullopt});
            return;
        }
        for (const auto& question : listing.questions) {
            if (!question.required && random.chance(30)) {
                continue;
            }
            Answer answer{kPersonalizationProperty, std::nullopt, question.text, "", question.id};
            if (question.type == "dropdown") {
                const auto& option = random.pick(question.options);
                answer.value_id = option.first;
                answer.value = option.second;
            } else if (question.type == "text_input") {
                answer.value = make_engraving(random);
            } else {
                const auto* const kind = random.chance(80) ? "jpg" : "heic";
                answer.value = fmt::format(
                    "https://i.sandbox.example/upload/{:08x}.{}", random.below(1LL << 32), kind);
            }
            item.answers.push_back(answer);
        }
    }

    void add_shipment(Random& random, std::size_t n, Order& out) const {
        if (!out.shipped) {
            return;
        }
        const bool abroad = out.address.country != "US";
        // The real service rounds some of these to the next midnight, which may be ahead of now.
        const auto notified =
            random.chance(10) ? std::chrono::ceil<days>(out.updated) : out.updated;
        out.shipments.push_back(
            {1'200'000'000 + static_cast<std::int64_t>(n),
             notified,
             abroad ? "other" : "usps",
             fmt::format("94001{:017}", random.below(100'000'000'000'000'000))});
    }

    void add_refund(std::size_t n, Order& out) const {
        Random random(seed_, kHeadStream, n); // the same dice as head()
        (void)random.below(130);
        const auto step = seconds(span_).count() / static_cast<std::int64_t>(count_);
        (void)random.below(std::max<std::int64_t>(1, step));
        const auto fate = fate_of(random, now_ - out.created);
        if (fate == Fate::refunded || fate == Fate::refunded_after_shipping) {
            out.refunds.push_back(
                {out.total_minor(), out.updated, "Buyer changed their mind", std::nullopt});
        } else if (fate == Fate::partly_refunded) {
            out.refunds.push_back({out.total_minor() / 3,
                                   out.updated,
                                   std::nullopt,
                                   "A small thank-you for your patience"});
        } else if (fate == Fate::canceled) {
            out.refunds.push_back({out.total_minor(), out.updated, "Order canceled", ""});
        }
    }

    std::size_t count_;
    days span_;
    std::uint64_t seed_;
    base::Instant now_;
    std::vector<Listing> listings_;
};

} // namespace

ShopSeed generated_shop(std::size_t count, days span, std::uint64_t seed, base::Instant now) {
    const auto generator = std::make_shared<const Generator>(count, span, seed, now);
    ShopSeed out;
    out.listings = generator->listings();
    out.reviews = generator->reviews();
    out.orders = count;
    out.head = [generator](std::size_t n) { return generator->head(n); };
    out.items = [generator](std::size_t n) { return generator->items(n); };
    out.make = [generator](std::size_t n) { return generator->make(n); };
    return out;
}

ShopSeed wedding_shop(std::uint64_t seed, base::Instant now) {
    ShopSeed out;
    out.listings = read_listings(kCatalogueYaml, "the built-in shop", now);
    const auto coaster = std::ranges::find(out.listings, std::string("coaster"), &Listing::key);
    Random random(seed, kBodyStream, 0);
    const auto order = std::make_shared<Order>();
    order->receipt_id = kFirstReceiptId + 11;
    order->buyer_id = 200'000'013;
    order->buyer = "Grace Adeyemi-Walker";
    order->address = {"77 Orchard Lane", "", "Burlington", "VT", "05401", "US"};
    order->created = now - days(3);
    order->updated = order->created + seconds(6);
    order->message_from_buyer =
        "60 coasters, one a guest. The names are EXACTLY as on the invitations, accents included!";
    for (int guest = 0; guest < 60; ++guest) {
        Item item;
        item.listing = static_cast<std::size_t>(coaster - out.listings.begin());
        item.price_minor = coaster->price_minor;
        item.shipping_minor = guest == 0 ? 1295 : 0;
        item.ship_by = now + days(9);
        // A table plan has its twins and its typing errors.
        const auto name = guest == 17   ? "Zoe\xCC\x88 Müller"
                          : guest == 18 ? "Zoë Müller"
                          : guest == 41 ? "Guest of Tom "
                                        : make_full_name(random);
        const auto& question = coaster->questions[0];
        item.answers.push_back(
            {kPersonalizationProperty, std::nullopt, question.text, name, question.id});
        order->items.push_back(item);
    }
    order->tax_minor = order->subtotal_minor() * 6 / 100;
    out.orders = 1;
    out.make = [order](std::size_t) { return *order; };
    out.head = [order](std::size_t) { return head_of(*order); };
    out.items = [order](std::size_t) { return order->items.size(); };
    return out;
}

} // namespace etsyorder::sandbox
