// SPDX-License-Identifier: MIT
#include "orders/ship_file.hpp"

#include "imports/carrier_file.hpp"
#include "orders/input_file.hpp"
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
        const auto work = std::ranges::count_if(jobs_, has_work);
        if (wish_.mode.dry_run || work == 0) {
            return show();
        }
        services_.end_reading();
        if (!may_go_on(static_cast<std::size_t>(work))) {
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

    void add(const ParcelRow& row) {
        ShipJob job;
        job.row = row.line;
        ShippedParcel shown;
        shown.row = row.line;
        shown.parcel.tracking_code = row.tracking;
        try {
            job.order = order_of(row);
            shown.order = job.order;
            job.wishes.push_back(wish_of(row, job.order));
            shown.parcel.tracking_code = job.wishes.front().tracking_code;
            shown.parcel.carrier = job.wishes.front().carrier;
            job.notes.push_back(make_note(wish_.note, job.order, job.wishes.front(), services_));
            shown = shipping_.plan(job).front();
            if (!seen_.emplace(job.order.id.value(), job.wishes.front().tracking_code).second) {
                shown.outcome = "already";
                shown.why = "in_file";
                rows_.push_back(std::move(shown));
                return;
            }
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::usage && error.kind() != ErrorKind::not_found &&
                error.kind() != ErrorKind::conflict && error.kind() != ErrorKind::findings) {
                throw;
            }
            shown.outcome = "refused";
            shown.error = error;
            rows_.push_back(std::move(shown));
            return;
        }
        row_of_job_.push_back(rows_.size());
        rows_.push_back(std::move(shown));
        jobs_.push_back(std::move(job));
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
            for (const auto& job : jobs_) {
                if (has_work(job)) {
                    door_->make_ready(job.order.shop);
                }
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
        for (const auto& job : jobs_) {
            if (has_work(job)) {
                services_.output().note(fmt::format("{}  {}",
                                                    etsy_order_url(job.order.receipt),
                                                    in_words(job.steps.front().parcel)));
            }
        }
    }

    void ship() {
        const bool tells = services_.streams().err_is_terminal();
        for (std::size_t at = 0; at < jobs_.size(); ++at) {
            auto& shown = rows_[row_of_job_[at]];
            if (!has_work(jobs_[at])) {
                continue;
            }
            if (stopped_) {
                shown.outcome = "not tried";
                continue;
            }
            try {
                shown = shipping_.ship(jobs_[at]).front();
            } catch (const Error& error) { // it changed meanwhile
                shown.outcome = "refused";
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

    ExitCode show() {
        auto table = shipped_table();
        bool found = false;
        for (const auto& one : rows_) {
            add_row(table, one, wish_.mode.dry_run, services_.database_for_reading());
            found = found || one.error.has_value();
        }
        table.when_empty = "the file has no rows";
        services_.output().table(table);
        if (stopped_) {
            throw *stopped_;
        }
        return found ? ExitCode::findings : ExitCode::done;
    }

    const ShipFileWish& wish_;
    ShipmentDoor* door_;
    Services& services_;
    Shipping shipping_;
    std::vector<ShippedParcel> rows_; // in the order of the file
    std::vector<ShipJob> jobs_;       // of those that are not refused
    std::vector<std::size_t> row_of_job_;
    std::map<std::int64_t, std::string> countries_;       // by shop
    std::set<std::pair<std::int64_t, std::string>> seen_; // order, number
    std::optional<Error> stopped_;                        // by what
};

} // namespace

ExitCode ship_file(const ShipFileWish& wish, ShipmentDoor* door, Services& services) {
    return FileRun(wish, door, services).run();
}

} // namespace etsyorder
