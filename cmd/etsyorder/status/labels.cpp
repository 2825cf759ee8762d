// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "frame/text.hpp"
#include "orders/export_target.hpp"
#include "status/item_rows.hpp"
#include "status/label_sheet.hpp"

#include <fmt/format.h>

namespace etsyorder {
namespace {

using frame::ExitCode;
using frame::Services;

struct LabelArgs {
    ItemWords items;
    std::string out;
    std::string paper;
    bool each_piece = false;
    bool force = false;
};

constexpr std::size_t kMostLabels = 10'000;

// On paper, too, nothing of a buyer's is to turn around or hide what stands beside it.
std::string shown(const std::string& text) {
    return frame::with_odd_characters_shown(text);
}

ItemLabel label_of(const status::WorkItem& item, const std::string& word, const base::Zone& zone) {
    ItemLabel label{word, {}};
    if (!item.buyer_name.empty()) {
        label.lines.push_back(shown(item.buyer_name));
    }
    label.lines.push_back(item.quantity > 1
                              ? fmt::format("{} x {}", item.quantity, shown(item.title))
                              : shown(item.title));
    if (!item.sku.empty()) {
        label.lines.push_back(shown(item.sku));
    }
    if (item.ship_by) {
        label.lines.push_back("ship by " + base::format_date(zone.date(*item.ship_by)));
    }
    return label;
}

ExitCode run_labels(const LabelArgs& args, Services& services) {
    if (services.output().json()) {
        throw base::Error(base::ErrorKind::usage, "status labels writes a PDF")
            .hint("etsyorder status list --json");
    }
    auto& database = services.database_for_reading();
    StatusDesk desk(services, database);
    const ShopZones zones(services, database);
    std::vector<ItemLabel> labels;
    each_item(args.items, desk, services, database, [&](status::WorkItem&& item) {
        const auto label = label_of(item, item_word(database, item), zones.of(item.shop));
        const auto count = args.each_piece ? item.quantity : 1;
        for (std::int64_t i = 0; i < count && labels.size() <= kMostLabels; ++i) {
            labels.push_back(label);
        }
    });
    if (labels.empty()) {
        throw base::Error(base::ErrorKind::not_found, "there is no item to print a label for")
            .hint("etsyorder status list");
    }
    if (labels.size() > kMostLabels) {
        throw base::Error(base::ErrorKind::usage, fmt::format("more than {} labels", kMostLabels));
    }
    const auto paper = args.paper.empty() ? services.config().text("slips.paper") : args.paper;
    const auto sheet = draw_labels(labels, paper, services);
    ExportTarget target(args.out, args.force, ExportTarget::Content::binary, services.streams());
    target.write(sheet.pdf);
    target.commit();
    services.output().note(fmt::format("{} label{} on {} page{}",
                                       labels.size(),
                                       labels.size() == 1 ? "" : "s",
                                       sheet.pages,
                                       sheet.pages == 1 ? "" : "s"));
    if (sheet.missing_characters > 0) {
        services.output().warn(fmt::format(
            "no font of this machine has {} of the characters; a box stands in their place. On "
            "Debian: apt install fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji",
            sheet.missing_characters));
    }
    return ExitCode::done;
}

} // namespace

void add_status_labels(frame::Command& noun) {
    auto args = std::make_shared<LabelArgs>();
    auto verb = noun.verb("labels", "Print labels with QR codes for the bench, as PDF");
    add_item_words(verb, args->items);
    verb.value(
            "--out", args->out, "a new file; without it, or -: standard output", {.shown = "FILE"})
        .value("--paper",
               args->paper,
               "a4 (24 labels), letter (30) or a6 (one); without it the option slips.paper",
               {.shown = "SIZE", .one_of = {"a4", "letter", "a6"}})
        .flag("--each-piece", args->each_piece, "a label for each piece of an item")
        .flag("--force", args->force, "replace the file if it is there")
        .examples({"etsyorder status labels --where stage:engraving --out labels.pdf",
                   "etsyorder status labels 3512345678.2 --each-piece --paper a6 --out sign.pdf"})
        .runs([args](Services& services) { return run_labels(*args, services); });
}

} // namespace etsyorder
