// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "orders/chosen_orders.hpp"
#include "orders/order_repository.hpp"
#include "orders/parcel_repository.hpp"
#include "orders/ship_file.hpp"
#include "orders/ship_wish.hpp"
#include "orders/shipping.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder {

std::vector<std::string> fields_of_orders_ship();

namespace {

using base::Error;
using base::ErrorKind;
using frame::ExitCode;
using frame::Services;
using Kind = orders::ParcelStep::Kind;

struct ShipArgs {
    OrderChoice orders;
    std::vector<std::string> tracking;
    std::vector<std::string> carrier;
    std::optional<std::string> from; // a carrier's list
    NoteWish note;
    bool by_hand = false;
    bool force = false;
    bool retry = false;
    bool further = false;
    bool dry_run = false;
};

std::string numbers(std::size_t count, const char* one) {
    return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

ShipMode mode_of(const ShipArgs& args) {
    return {args.by_hand,
            args.dry_run,
            args.retry ? InDoubt::send_again : InDoubt::leave,
            args.further ? orders::BesideDoubt::tell : orders::BesideDoubt::refuse};
}

// One run over orders that were named.
class ShipRun {
public:
    ShipRun(const ShipArgs& args, Services& services)
        : args_(args), services_(services),
          door_(args.by_hand || args.dry_run ? nullptr : shipment_door(services)),
          shipping_(services, mode_of(args), door_.get()) {}

    ExitCode run() {
        services_.output().require_fields(fields_of_orders_ship(), "parcels");
        refuse_none_named(args_.orders);
        refuse_odd_note(args_.note);
        const auto typed = typed_parcels(args_.tracking, args_.carrier);
        gather(typed);
        std::vector<ShippedParcel> planned;
        for (auto& job : jobs_) {
            const auto rows = shipping_.plan(job);
            planned.insert(planned.end(), rows.begin(), rows.end());
        }
        if (args_.dry_run || std::ranges::none_of(jobs_, has_work)) {
            return show(planned);
        }
        services_.end_reading();
        if (args_.by_hand) {
            return by_hand(planned);
        }
        return tell_etsy();
    }

private:
    void gather(const std::vector<TypedParcel>& typed) {
        auto found = named_orders(args_.orders, services_, services_.database_for_reading());
        if (found.size() > 1 && !args_.tracking.empty()) {
            throw Error(ErrorKind::usage, "a tracking number is of one order")
                .because(fmt::format("{} were named", numbers(found.size(), "order")))
                .hint("--from FILE.csv ships many orders with their numbers");
        }
        std::vector<std::string> countries;
        countries.reserve(found.size());
        for (const auto& order : found) {
            countries.push_back(orders::shop_country(services_.database_for_reading(), order.shop));
        }
        services_.end_reading(); // somebody may be asked
        const WishRules rules{args_.force ? WrongDigit::take : WrongDigit::refuse, Asking::allowed};
        for (std::size_t at = 0; at < found.size(); ++at) {
            ShipJob job;
            for (const auto& parcel : typed) {
                job.wishes.push_back(wish_for(parcel, found[at], countries[at], rules, services_));
                job.notes.push_back(make_note(args_.note, found[at], job.wishes.back(), services_));
            }
            job.order = std::move(found[at]);
            jobs_.push_back(std::move(job));
        }
    }

    [[nodiscard]] std::vector<std::string> lines_of_work() const {
        std::vector<std::string> lines;
        for (const auto& job : jobs_) {
            for (const auto& step : job.steps) {
                if (step.kind != Kind::already) {
                    lines.push_back(fmt::format("order {} ({}): {}{}",
                                                job.order.receipt.value(),
                                                job.order.buyer_name,
                                                in_words(step.parcel),
                                                step.further ? "; it is shipped already, this is "
                                                               "a further parcel"
                                                : !job.order.is_paid ? "; it is not paid yet"
                                                                     : ""));
                }
            }
        }
        return lines;
    }

    ExitCode tell_etsy() {
        for (const auto& job : jobs_) {
            door_->make_ready(job.order.shop);
        }
        const auto lines = lines_of_work();
        if (services_.may_ask() && !services_.flags().yes) {
            for (const auto& line : lines) {
                services_.output().note(line);
            }
        }
        if (!services_.confirm(
                fmt::format("Mark {} as shipped on Etsy, which mails {}?",
                            lines.size() == 1 ? "it" : numbers(lines.size(), "parcel"),
                            lines.size() == 1 ? "the buyer" : "the buyers"))) {
            services_.output().note("nothing was sent");
            return ExitCode::done;
        }
        return show(ship_all());
    }

    // What went out before an order that failed, and behind it, is told all the same.
    std::vector<ShippedParcel> ship_all() {
        std::vector<ShippedParcel> shipped;
        bool stopped = false;
        for (const auto& job : jobs_) {
            auto rows = stopped ? untried(job, "not tried") : shipped_or_refused(job);
            stopped = stopped || std::ranges::any_of(rows, stops_all);
            std::move(rows.begin(), rows.end(), std::back_inserter(shipped));
        }
        return shipped;
    }

    std::vector<ShippedParcel> shipped_or_refused(const ShipJob& job) {
        try {
            return shipping_.ship(job);
        } catch (const Error& error) { // before anything of this order was done
            auto rows = untried(job, "refused");
            if (error.kind() == ErrorKind::conflict) { // such as a person who was forgotten since
                const auto now =
                    orders::OrderRepository(services_.database_for_reading()).load(job.order.id);
                for (auto& row : rows) {
                    row.order.buyer_name = now ? now->buyer_name : "";
                }
            }
            for (auto& row : rows) {
                if (row.outcome != "already") {
                    row.error = error;
                }
            }
            return rows;
        }
    }

    static std::vector<ShippedParcel> untried(const ShipJob& job, const char* outcome) {
        std::vector<ShippedParcel> rows;
        for (const auto& step : job.steps) {
            rows.push_back({named(job.order),
                            step.parcel,
                            step.kind == Kind::already    ? "already"
                            : step.kind == Kind::in_doubt ? "in doubt" // as it was
                                                          : outcome,
                            step.why,
                            std::nullopt,
                            false,
                            job.row});
        }
        add_carriers(rows, job);
        return rows;
    }

    ExitCode by_hand(const std::vector<ShippedParcel>& planned) {
        tell_what_to_type();
        if (!services_.flags().yes && !services_.may_ask()) {
            services_.output().note("nothing was recorded: run it again with --yes once you typed "
                                    "it into Etsy's page");
            return show(planned);
        }
        if (!services_.confirm("Did you mark it as shipped on Etsy's page?")) {
            services_.output().note("nothing was recorded");
            return ExitCode::done;
        }
        return show(ship_all());
    }

    void tell_what_to_type() {
        for (const auto& job : jobs_) {
            for (const auto& step : job.steps) {
                if (step.kind == Kind::already) {
                    continue;
                }
                const auto& parcel = step.parcel;
                frame::Page page;
                page.heading(
                    fmt::format("Order {}  {}", job.order.receipt.value(), job.order.buyer_name));
                page.field("page", etsy_order_url(job.order.receipt));
                page.field("carrier", parcel.carrier_name);
                page.field("number", parcel.tracking_code);
                if (!parcel.note.text.empty()) {
                    page.line("note to the buyer:").verbatim(parcel.note.text);
                }
                if (!services_.output().json()) {
                    services_.streams().err(page.text(false));
                }
            }
        }
    }

    // One parcel that did not arrive is an error; of several each has its row, and the worst error
    // is told behind them: the one with the highest exit code.
    ExitCode show(const std::vector<ShippedParcel>& parcels) {
        const auto worst = std::ranges::max_element(parcels, {}, [](const ShippedParcel& one) {
            return one.error ? base::exit_code(one.error->kind()) : 0;
        });
        const bool failed = worst != parcels.end() && worst->error;
        if (failed && parcels.size() == 1) {
            throw *worst->error;
        }
        auto table = shipped_table();
        for (const auto& one : parcels) {
            table.rows.push_back(row_of(one, args_.dry_run, services_.database_for_reading()));
        }
        services_.output().table(table);
        if (failed) {
            throw *worst->error;
        }
        return ExitCode::done;
    }

    const ShipArgs& args_;
    Services& services_;
    std::unique_ptr<ShipmentDoor> door_; // null: Etsy is not to be told
    Shipping shipping_;
    std::vector<ShipJob> jobs_;
};

ExitCode run_file(const ShipArgs& args, Services& services) {
    services.output().require_fields(fields_of_orders_ship(), "parcels");
    if (args.orders.names_any() || !args.tracking.empty()) {
        throw Error(ErrorKind::usage, "--from names orders and numbers itself")
            .hint("etsyorder orders ship --from FILE.csv");
    }
    if (args.carrier.size() > 1) {
        throw Error(ErrorKind::usage, "with --from one --carrier is for all rows");
    }
    refuse_odd_note(args.note);
    const auto door =
        args.by_hand || args.dry_run ? nullptr : shipment_door(services); // before standard input
    const ShipFileWish wish{*args.from,
                            args.carrier.empty() ? "" : args.carrier.front(),
                            args.note,
                            args.force ? WrongDigit::take : WrongDigit::refuse,
                            mode_of(args)};
    return ship_file(wish, door.get(), services);
}

ExitCode run_ship(const ShipArgs& args, Services& services) {
    return args.from ? run_file(args, services) : ShipRun(args, services).run();
}

} // namespace

std::vector<std::string> fields_of_orders_ship() {
    return frame::field_names(shipped_table());
}

void add_orders_ship(frame::Command& orders) {
    auto args = std::make_shared<ShipArgs>();
    auto verb = orders.verb("ship", "Mark orders as shipped on Etsy, with their tracking numbers");
    add_order_choice(verb, args->orders);
    verb.value("--tracking",
               args->tracking,
               "the parcel's number, or the address of the carrier's page about it; once a parcel",
               {.shown = "CODE", .one_each = true})
        .value("--carrier",
               args->carrier,
               "who brings it, where the number does not say: usps, royal-mail, other, ...",
               {.shown = "CARRIER", .live = "carrier", .one_each = true})
        .value("--from",
               args->from,
               "a carrier's or label shop's list of parcels (CSV); - is standard input",
               {.shown = "FILE"})
        .value("--note", args->note.text, "words to the buyer for Etsy's mail", {.shown = "TEXT"})
        .value("--note-template",
               args->note.template_name,
               "the same, made from a template such as shipped-note",
               {.shown = "NAME", .live = "template"})
        .flag("--by-hand",
              args->by_hand,
              "show what to type into Etsy's page, and keep that it was done; needs no key")
        .flag("--force",
              args->force,
              "take a number whose check digit is wrong, or that holds a carrier's whole number")
        .flag("--retry",
              args->retry,
              "send again what is in doubt, though the buyer may get a second mail")
        .flag("--further",
              args->further,
              "send a further parcel, though another one of the order is in doubt")
        .flag("--dry-run", args->dry_run, "say what would be sent; ask and change nothing")
        .examples({"etsyorder orders ship 3512345678 --tracking 9405500206790001234566",
                   "etsyorder orders ship 3512345678 --tracking LX473124829GB --note 'Enjoy!'",
                   "etsyorder orders ship 3512345678 --by-hand --tracking LX473124829GB",
                   "etsyorder orders ship --from pirateship.csv --dry-run",
                   "etsyorder orders ship --from pirateship.csv --yes"})
        .runs([args](Services& services) { return run_ship(*args, services); });
}

} // namespace etsyorder
