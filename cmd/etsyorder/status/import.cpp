// SPDX-License-Identifier: MIT
#include "base/atomic_file.hpp"
#include "frame/command.hpp"
#include "orders/order_cell.hpp"
#include "status/move.hpp"
#include "status/stage_rows.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

namespace etsyorder {

std::vector<std::string> fields_of_status_import();

namespace {

using base::Error;
using base::ErrorKind;
using frame::Cell;
using frame::ExitCode;
using frame::Services;
using frame::Tone;
using frame::Value;
using status::Fate;

constexpr std::size_t kMostBytes = std::size_t{256} << 20;

struct ImportArgs {
    std::string file;
    std::optional<std::string> reason;
    std::optional<std::string> by;
    bool anyway = false;
    bool keep_going = false;
    bool dry_run = false;
};

frame::Table empty_table() {
    return {.name = "rows",
            .columns = {{.field = "line", .heading = "line", .right = true},
                        {.field = "item", .heading = "item"},
                        {.field = "quantity", .heading = "pieces", .right = true},
                        {.field = "from", .heading = "from"},
                        {.field = "to", .heading = "to"},
                        {.field = "outcome", .heading = "outcome"},
                        {.field = "why", .heading = "why", .flexible = true},
                        {.field = "hint"},
                        {.field = "order"},
                        {.field = "number"},
                        {.field = "dry_run"}},
            .when_empty = "no row names a stage"};
}

csv::Source source_of(const std::string& file) {
    if (file == "-") {
        return csv::from_descriptor(STDIN_FILENO, "standard input");
    }
    auto text = base::read_file(file, kMostBytes);
    if (!text) {
        throw Error(ErrorKind::not_found, fmt::format("there is no file {}", file));
    }
    return csv::from_text(std::move(*text));
}

std::string outcome_of(const status::Moved& moved, bool written, bool dry_run) {
    return moved.fate == Fate::refused   ? "refused"
           : moved.fate == Fate::already ? "already"
           : moved.fate == Fate::none    ? "nothing there"
           : !written                    ? "not moved"
           : dry_run                     ? "would be moved"
                                         : "moved";
}

class Report {
public:
    Report(db::Database& database, bool dry_run) : database_(database), dry_run_(dry_run) {}

    void add(const BadStageRow& bad) {
        table_.rows.push_back({static_cast<std::int64_t>(bad.line),
                               Value::text_or_null(bad.item),
                               nullptr,
                               nullptr,
                               nullptr,
                               Cell("refused", "", Tone::bad),
                               bad.why,
                               Value::text_or_null(bad.hint),
                               nullptr,
                               nullptr,
                               dry_run_});
        refused(bad.line, bad.why, bad.hint);
    }

    void add(const status::ImportedRow& row, bool written) {
        const auto line = row.row.line;
        if (row.items.empty()) {
            add(BadStageRow{line, "", "its order has no such item to be made", ""});
        }
        for (const auto& moved : row.items) {
            const auto& item = moved.before;
            const bool bad = moved.fate == Fate::refused;
            table_.rows.push_back(
                {static_cast<std::int64_t>(line),
                 item_word(database_, item),
                 moved.quantity(),
                 Value::text_or_null(moved.from()),
                 moved.to.empty() ? row.row.stage : moved.to,
                 Cell(outcome_of(moved, written, dry_run_), "", bad ? Tone::bad : Tone::plain),
                 Value::text_or_null(moved.why),
                 Value::text_or_null(moved.hint),
                 item.receipt.value(),
                 item.number,
                 dry_run_});
            if (bad) {
                refused(line, moved.why, moved.hint);
            }
            moved_ += moved.fate == Fate::moved ? 1U : 0U;
        }
    }

    [[nodiscard]] std::size_t refused_rows() const { return refused_; }
    [[nodiscard]] std::size_t moved() const { return moved_; }
    [[nodiscard]] const frame::Table& table() const { return table_; }

    // The first one tells; the others are counted.
    [[nodiscard]] Error error(const std::string& file) const {
        const auto name = file == "-" ? std::string("standard input") : file;
        return Error(ErrorKind::conflict,
                     refused_ == 1 ? fmt::format("line {} of {} cannot be used", line_, name)
                                   : fmt::format("{} rows of {} cannot be used, such as line {}",
                                                 refused_,
                                                 name,
                                                 line_))
            .because(why_)
            .note("nothing was changed; --keep-going takes the others all the same")
            .hint(hint_.empty() ? "--dry-run shows every row" : hint_);
    }

private:
    void refused(std::uint64_t line, const std::string& why, const std::string& hint) {
        if (refused_++ == 0) {
            line_ = line;
            why_ = why;
            hint_ = hint;
        }
    }

    db::Database& database_;
    bool dry_run_;
    frame::Table table_ = empty_table();
    std::size_t refused_ = 0;
    std::size_t moved_ = 0;
    std::uint64_t line_ = 0;
    std::string why_;
    std::string hint_;
};

ExitCode run_import(const ImportArgs& args, Services& services) {
    services.output().require_fields(fields_of_status_import(), "rows");
    check_anyway(args.anyway, args.reason);
    auto& database = services.database_to_change(false); // a rehearsal is written, then taken back
    StatusDesk desk(services, database);
    auto told = told_by(args.by, args.reason, services);
    told.source = "import";
    const auto read =
        read_stage_rows(source_of(args.file), args.file, desk, told, services, database);
    std::optional<db::Rehearsal> rehearsal;
    if (args.dry_run) {
        rehearsal.emplace(database);
    }
    status::StageImport result;
    if (read.bad.empty() || args.keep_going || args.dry_run) {
        result = status::import_stages(database,
                                       read.rows,
                                       desk.placing(),
                                       args.keep_going || args.dry_run,
                                       args.anyway,
                                       services.now());
    }
    Report report(database, args.dry_run);
    for (const auto& bad : read.bad) {
        report.add(bad);
    }
    for (const auto& row : result.rows) {
        report.add(row, result.written);
    }
    if (report.refused_rows() > 0 && !args.keep_going && !args.dry_run) {
        throw report.error(args.file);
    }
    services.output().table(report.table());
    services.output().note(fmt::format("{} item{} {}, {} row{} refused",
                                       report.moved(),
                                       report.moved() == 1 ? "" : "s",
                                       args.dry_run ? "would be moved" : "moved",
                                       report.refused_rows(),
                                       report.refused_rows() == 1 ? "" : "s"));
    return report.refused_rows() > 0 ? ExitCode::findings : ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_status_import() {
    return frame::field_names(empty_table());
}

void add_status_import(frame::Command& noun) {
    auto args = std::make_shared<ImportArgs>();
    noun.verb("import", "Take over a spreadsheet that says in which stage items are")
        .value("file",
               args->file,
               "a CSV with the columns item (or order) and stage; - is standard input",
               {.required = true})
        .value("--reason", args->reason, "why, for the history", {.shown = "WORDS"})
        .value("--by", args->by, "who or what says so, for the history", {.shown = "NAME"})
        .flag("--anyway", args->anyway, "past gates and holds; needs --reason")
        .flag("--keep-going", args->keep_going, "take what can be used, also if a row cannot")
        .flag("--dry-run", args->dry_run, "say what would change, change nothing")
        .examples({"etsyorder status export --out work.csv",
                   "etsyorder status import work.csv --dry-run",
                   "etsyorder status import work.csv --by 'the bench tablet'"})
        .runs([args](Services& services) { return run_import(*args, services); });
}

} // namespace etsyorder
