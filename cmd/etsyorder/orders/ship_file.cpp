// SPDX-License-Identifier: MIT
#include "orders/ship_file.hpp"

#include "imports/carrier_file.hpp"
#include "orders/input_file.hpp"
#include "orders/order_cell.hpp"
#include "orders/order_repository.hpp"
#include "orders/parcel_repository.hpp"
#include "orders/references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;
using frame::ExitCode;
using frame::Services;
using imports::ParcelRow;

constexpr std::size_t kMostRows = 100'000;

// The number in "Etsy order 3512345678": eight digits and more, as Etsy's orders have.
std::string digits_in(const std::string& text) {
    constexpr std::size_t kLeast = 8;
    constexpr std::string_view kDigits = "0123456789";
    for (auto at = text.find_first_of(kDigits); at != std::string::npos;) {
        const auto end = std::min(text.find_first_not_of(kDigits, at), text.size());
        if (end - at >= kLeast) {
            return text.substr(at, end - at);
        }
        at = text.find_first_of(kDigits, end);
    }
    return "";
}

std::string counted(std::size_t number, const char* thing) {
    return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s");
}

class FileRun {
public:
    FileRun(const ShipFileWish& wish, ShipmentDoor* door, Services& services)
        : wish_(wish), door_(door), services_(services), shipping_(services, wish.mode, door) {}

    ExitCode run() {
        if (!wish_.carrier.empty()) {
            (void)carrier_named(wish_.carrier); // a wrong word is wrong for all
        }
        (void)services_.database_for_reading(); // before anything is read
        read();
        if (wish_.mode.dry_run || waiting_.empty()) {
            return show();
        }
        services_.end_reading();
        if (!may_go_on(waiting_.size())) {
            return ExitCode::done;
        }
        ship();
        return show();
    }

private:
    void read() {
        const InputFile input(wish_.file);
        imports::CarrierFile file(input.source(), input.name());
        while (const auto row = file.next()) {
            if (rows_.size() == kMostRows) {
                throw Error(ErrorKind::usage,
                            fmt::format("{} has more than {} rows", input.name(), kMostRows));
            }
            add(*row);
        }
    }

    // What a row needs once the seller has said yes. The order and the note are made anew then: a
    // file may have as many rows as there are orders.
    struct Waiting {
        orders::OrderId order{0};
        orders::ParcelWish wish; // without a note
        std::size_t row = 0;     // of rows_
    };

    void add(const ParcelRow& row) {
        ShippedParcel shown;
        shown.row = row.line;
        shown.parcel.tracking_code = row.tracking;
        try {
            ShipJob job;
            job.row = row.line;
            job.order = order_of(row);
            shown.order = named(job.order);
            auto wish = wish_of(row, job.order);
            shown.parcel.tracking_code = wish.tracking_code;
            shown.parcel.carrier = wish.carrier;
            job.wishes.push_back(wish);
            job.notes.push_back(make_note(wish_.note, job.order, wish, services_));
            shown = shipping_.plan(job).front();
            if (!seen_.emplace(job.order.id.value(), wish.tracking_code).second) {
                shown.outcome = "already";
                shown.why = "in_file";
            } else if (has_work(job)) {
                shops_.insert(job.order.shop.value());
                waiting_.push_back({job.order.id, std::move(wish), rows_.size()});
            }
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::usage && error.kind() != ErrorKind::not_found &&
                error.kind() != ErrorKind::conflict && error.kind() != ErrorKind::findings &&
                error.kind() != ErrorKind::sign_in_needed) { // of a shop that never signed in
                throw;
            }
            shown.outcome = "refused";
            shown.error = error;
        }
        rows_.push_back(std::move(shown));
    }

    orders::Order order_of(const ParcelRow& row) {
        auto& database = services_.database_for_reading();
        for (const auto& text : row.orders) {
            const auto word = is_order_reference(text) ? text : digits_in(text);
            if (!is_order_reference(word)) {
                continue;
            }
            const auto references = parse_references({word}, services_.streams(), 1);
            auto found = find_orders(services_, database, references);
            if (found.orders.size() > 1) {
                throw several_shops_have(database, references.front());
            }
            if (!found.orders.empty()) {
                return std::move(found.orders.front());
            }
        }
        if (row.orders.empty()) {
            throw Error(ErrorKind::not_found, "the row names no order");
        }
        throw Error(ErrorKind::not_found,
                    fmt::format("there is no order \"{}\" here", shortened(row.orders.front())));
    }

    orders::ParcelWish wish_of(const ParcelRow& row, const orders::Order& order) {
        if (row.tracking.empty()) {
            throw Error(ErrorKind::usage, "the row has no tracking number");
        }
        if (imports::lost_digits(row.tracking)) {
            throw Error(ErrorKind::usage,
                        fmt::format("{} is what a spreadsheet left of a number", row.tracking))
                .because("export the file again, and do not save it in a spreadsheet");
        }
        auto [country, is_new] = countries_.try_emplace(order.shop.value());
        if (is_new) {
            country->second = orders::shop_country(services_.database_for_reading(), order.shop);
        }
        const TypedParcel typed{row.tracking, wish_.carrier, row.carrier + ' ' + row.service};
        return wish_for(
            typed, order, country->second, {wish_.wrong_digit, Asking::never}, services_);
    }

    bool may_go_on(std::size_t work) {
        const auto refused = std::ranges::count(rows_, "refused", &ShippedParcel::outcome);
        services_.output().note(fmt::format("{} to ship, {} refused",
                                            counted(work, "parcel"),
                                            counted(static_cast<std::size_t>(refused), "row")));
        if (wish_.mode.by_hand) {
            tell_by_hand();
        } else {
            for (const auto shop : shops_) {
                door_->make_ready(orders::ShopId{shop});
            }
        }
        const bool yes = services_.confirm(
            wish_.mode.by_hand ? "Did you mark all of them as shipped on Etsy's page?"
                               : fmt::format("Mark {} as shipped on Etsy, which mails {}?",
                                             counted(work, "parcel"),
                                             work == 1 ? "the buyer" : "each buyer"));
        if (!yes) {
            services_.output().note(wish_.mode.by_hand ? "nothing was recorded"
                                                       : "nothing was sent");
        }
        return yes;
    }

    void tell_by_hand() {
        for (const auto& one : waiting_) {
            const auto& row = rows_[one.row];
            services_.output().note(
                fmt::format("{}  {}", etsy_order_url(row.order.receipt), in_words(row.parcel)));
        }
    }

    void ship() {
        const bool tells = services_.streams().err_is_terminal();
        for (const auto& one : waiting_) {
            auto& shown = rows_[one.row];
            const bool doubted = shown.outcome == "in doubt"; // and is, unless it is looked up
            if (stopped_) {
                shown.outcome = doubted ? shown.outcome : "not tried";
                continue;
            }
            try {
                shown = shipping_.ship(job_of(one)).front();
            } catch (const Error& error) { // it changed meanwhile
                shown.outcome = doubted ? shown.outcome : "refused";
                shown.error = error;
            }
            if (stops_all(shown)) {
                stopped_ = shown.error;
            }
            if (tells) {
                services_.output().note(fmt::format(
                    "row {}: order {} {}", shown.row, shown.order.receipt.value(), shown.outcome));
            }
        }
    }

    // As it was planned, with the order as it is now.
    ShipJob job_of(const Waiting& one) {
        auto& shown = rows_[one.row];
        auto& database = services_.database_for_writing();
        auto order = orders::OrderRepository(database).load(one.order);
        // Nothing is told of a person who was forgotten since the rows were read.
        shown.order.buyer_name = order ? order->buyer_name : "";
        if (!order) {
            throw Error(ErrorKind::conflict,
                        fmt::format("order {} is no longer here",
                                    order_word(database, one.order, shown.order.receipt)));
        }
        ShipJob job{*std::move(order), {one.wish}, {}, {}, shown.row};
        job.notes.push_back(make_note(wish_.note, job.order, one.wish, services_));
        services_.end_reading(); // a template has read; Etsy is asked next
        job.wishes.front().note = job.notes.front().note;
        job.steps.push_back({orders::ParcelStep::Kind::to_tell, shown.parcel, "", false});
        return job;
    }

    ExitCode show() {
        auto head = shipped_table();
        head.when_empty = "the file has no rows";
        auto rows = services_.output().rows(std::move(head));
        auto& database = services_.database_for_reading();
        bool found = false;
        std::optional<Error> doubt; // the first
        for (const auto& one : rows_) {
            rows.add(row_of(one, wish_.mode.dry_run, database));
            found = found || one.error.has_value();
            if (!doubt && one.outcome == "in doubt") {
                doubt = one.error;
            }
        }
        rows.end();
        if (stopped_) {
            throw *stopped_;
        }
        if (doubt) { // worse than a refused row: the buyer may have been mailed
            throw *doubt;
        }
        return found ? ExitCode::findings : ExitCode::done;
    }

    const ShipFileWish& wish_;
    ShipmentDoor* door_;
    Services& services_;
    Shipping shipping_;
    std::vector<ShippedParcel> rows_;                     // in the order of the file
    std::vector<Waiting> waiting_;                        // what there is to do, in that order
    std::set<std::int64_t> shops_;                        // of those
    std::map<std::int64_t, std::string> countries_;       // by shop
    std::set<std::pair<std::int64_t, std::string>> seen_; // order, number
    std::optional<Error> stopped_;                        // by what
};

} // namespace

ExitCode ship_file(const ShipFileWish& wish, ShipmentDoor* door, Services& services) {
    return FileRun(wish, door, services).run();
}

} // namespace etsyorder
