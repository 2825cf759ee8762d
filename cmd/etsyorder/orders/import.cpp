// SPDX-License-Identifier: MIT
#include "csv/again.hpp"
#include "csv/reader.hpp"
#include "db/migrations.hpp"
#include "frame/command.hpp"
#include "imports/import_orders.hpp"
#include "imports/json_rows.hpp"
#include "imports/reviews_file.hpp"
#include "imports/rows_ahead.hpp"
#include "imports/seen_dates.hpp"
#include "orders/import_interrupted.hpp"
#include "orders/import_others.hpp"
#include "orders/import_shop.hpp"
#include "orders/import_text.hpp"
#include "orders/input_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace etsyorder {
namespace {

using frame::ExitCode;
using frame::Services;

struct ImportArgs {
    std::vector<std::string> files;
    std::string map; // empty: Etsy's own files
    bool dry_run = false;
    bool day_first = false;
};

// A database for a dry run where there is none: nobody asked for one.
class PassingDatabase {
public:
    PassingDatabase() {
        std::string folder =
            (std::filesystem::temp_directory_path() / "etsyorder-dry-run-XXXXXX").string();
        if (::mkdtemp(folder.data()) == nullptr) {
            throw base::Error(base::ErrorKind::failed, "no temporary folder can be made")
                .because(std::strerror(errno));
        }
        folder_ = folder;
        database_.emplace(folder_ / "etsyorder.db", db::Open::for_writing);
        db::migrate(*database_);
        std::error_code ignored; // open files stay; nothing of a buyer is left, however it ends
        std::filesystem::remove_all(folder_, ignored);
    }
    PassingDatabase(const PassingDatabase&) = delete;
    PassingDatabase& operator=(const PassingDatabase&) = delete;
    ~PassingDatabase() = default;
    [[nodiscard]] db::Database& database() { return *database_; }

private:
    std::filesystem::path folder_;
    std::optional<db::Database> database_;
};

void tell(const csv::Problem& problem, ImportedFile& file) {
    file.problem = csv::describe(problem);
    file.remedy = csv::remedy(problem);
}

// Before anything is stored: do the dates of a download say that it was meant the other way? Of a
// file without any such date in its first part Etsy's way is believed, and a later one is told of.
bool dates_fit(csv::Again& file, const imports::RowRules& rules, ImportReport& report) {
    constexpr std::size_t kLookedAt = std::size_t{16} << 20; // bytes, kept meanwhile
    csv::Reader reader(file.look());
    const auto first = reader.next();
    const auto header = first ? imports::recognise((*first)->fields) : std::nullopt;
    if (!header) {
        return true; // told by who reads it all
    }
    const std::vector<std::string> columns((*first)->fields.begin(), (*first)->fields.end());
    const auto seen =
        imports::seen_date(reader, *header, columns, [&] { return file.looked_at() < kLookedAt; });
    if (!seen || seen->order == rules.dates) {
        return true;
    }
    const bool day_first = seen->order == imports::DateOrder::day_first;
    report.file().problem = fmt::format("line {} has {} \"{}\": the {} stands first",
                                        seen->line,
                                        seen->column,
                                        seen->cell,
                                        day_first ? "day" : "month");
    report.file().remedy = day_first ? "import it with --day-first" : "leave out --day-first";
    return false;
}

// Reads one file to its end, or to what ends it.
void import_file(const InputFile& input,
                 db::Database& database,
                 const imports::ImportOptions& options,
                 const imports::Mapping* mapping,
                 ImportReport& report) {
    report.begin(input.name());
    if (mapping != nullptr) {
        return import_mapped_file(peek(input.source()), *mapping, database, options, report);
    }
    csv::Again again(input.source());
    const auto beginning = peek(again.look()).beginning;
    if (imports::looks_like_reviews(beginning)) {
        return import_reviews_file(again.rest(), database, options, report);
    }
    if (imports::looks_like_json(beginning)) {
        const bool cut_off =
            imports::is_cut_off(beginning) && again.looked_at() == beginning.size();
        report.file().problem = cut_off ? "this is JSON that is cut off: its end is missing"
                                        : "this is JSON, but not the reviews.json of Etsy";
        report.file().remedy =
            cut_off ? "download it again" : "say what its fields are: --map MAPPING";
        return;
    }
    if (!dates_fit(again, options.rules, report)) {
        return;
    }
    csv::Reader reader(again.rest());
    const auto first = reader.next();
    if (!first) {
        return tell(first.error(), report.file());
    }
    if (auto doubled = imports::doubled_columns((*first)->fields); !doubled.empty()) {
        report.file().problem = std::move(doubled);
        report.file().remedy = "take one of them out, or give it another name";
        return;
    }
    const auto header = imports::recognise((*first)->fields);
    const auto listings = header ? std::nullopt : imports::listing_columns((*first)->fields);
    if (listings) {
        return import_listings_file(reader, *listings, database, options, report);
    }
    if (!header) {
        report.file().problem =
            fmt::format("this is none of the files that can be imported; its columns are {}",
                        imports::seen_columns((*first)->fields));
        report.file().remedy = "at Etsy: Shop Manager > Settings > Options > Download Data, Order "
                               "Items or Orders; of another shop: --map MAPPING";
        return;
    }
    report.file().kind =
        header->kind == orders::FileKind::sold_items ? "sold_order_items" : "sold_orders";
    imports::Gate gate{options.now};
    auto rules = options.rules;
    rules.gate = &gate;
    imports::OrderImport import(database, *header, (*first)->fields, options, report);
    imports::RowsAhead rows(reader, *header, rules);
    for (auto some = rows.next(); !some.empty(); some = rows.next()) {
        for (auto& line : some) {
            import.add(std::move(line));
        }
    }
    import.finish(); // also what stands before the place where it breaks off
    if (rows.problem()) {
        tell(*rows.problem(), report.file());
    }
    report.file().windows_1252_line = reader.windows_1252_line();
}

// Nothing of any file could be used.
[[noreturn]] void nothing_read(const ImportedFile& file) {
    throw base::Error(base::ErrorKind::failed, fmt::format("{} was not imported", file.name))
        .because(file.problem)
        .hint(file.remedy);
}

imports::RowRules
rules_for(const orders::KnownShop& shop, const ImportArgs& args, Services& services) {
    const config::ShopName name{shop.shop.value(), shop.name};
    const auto* currency = services.config().shop_setting(name, "currency");
    return {&services.zone_of(name),
            args.day_first ? imports::DateOrder::day_first : imports::DateOrder::month_first,
            currency == nullptr ? "" : currency->value};
}

ExitCode run_import(const ImportArgs& args, Services& services) {
    services.output().require_fields(ImportReport::fields(), "import");
    std::optional<imports::Mapping> mapping;
    if (!args.map.empty()) {
        mapping = mapping_from(args.map);
        if (args.day_first && !mapping->dates) {
            mapping->dates = imports::DateOrder::day_first;
        }
    }
    std::vector<InputFile> inputs; // all of them are there before anything is changed
    for (const auto& word : args.files) {
        inputs.emplace_back(word);
    }
    std::optional<PassingDatabase> passing;
    if (args.dry_run && !std::filesystem::exists(services.folders().database_file())) {
        passing.emplace();
    }
    auto& database = passing ? passing->database() : services.database_for_writing();
    std::optional<db::Rehearsal> rehearsal; // of all files: an order may stand in several
    if (args.dry_run) {
        rehearsal.emplace(database);
    }
    const auto shop = shop_of_files(services, database);
    imports::ImportOptions options{shop.shop, services.now(), rules_for(shop, args, services)};
    ImportReport report(services, args.dry_run ? &database : nullptr);
    const InterruptedImport interrupted(args.dry_run);
    for (const auto& input : inputs) {
        options.file = input.file_name();
        import_file(input, database, options, mapping ? &*mapping : nullptr, report);
    }
    const auto& files = report.files();
    const bool none = std::ranges::all_of(
        files, [](const ImportedFile& file) { return !file.problem.empty() && file.rows == 0; });
    if (none && files.size() == 1) {
        nothing_read(files.front());
    }
    report.end(shop.shop);
    const bool findings = std::ranges::any_of(
        files, [](const ImportedFile& file) { return !file.problem.empty() || file.refused > 0; });
    return findings ? ExitCode::findings : ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_orders_import() {
    return ImportReport::fields();
}

void add_orders_import(frame::Command& orders) {
    auto args = std::make_shared<ImportArgs>();
    orders.verb("import", "Take orders, listings and reviews from files")
        .value("file",
               args->files,
               "Etsy's EtsySoldOrderItems, EtsySoldOrders, EtsyListingsDownload (CSV) and "
               "reviews.json, or any with --map; - for standard input",
               {.shown = "FILE", .required = true})
        .value("--map",
               args->map,
               "another shop's CSV or JSON: which column is what, as a file or "
               "'order=Order No,placed=Date,...'",
               {.shown = "MAPPING"})
        .flag("--dry-run", args->dry_run, "say what each order would become, store nothing")
        .flag("--day-first", args->day_first, "dates such as 2/3/2026 have the day first")
        .examples({"etsyorder orders import EtsySoldOrderItems2026-10.csv",
                   "etsyorder orders import --dry-run *.csv",
                   "etsyorder orders import --map import-map.yaml other-shop.csv",
                   "etsyorder orders import --shop MyShop EtsySoldOrders2026.csv",
                   "unzip -p etsy.zip items.csv | etsyorder orders import -"})
        .runs([args](Services& services) { return run_import(*args, services); });
}

} // namespace etsyorder
