// SPDX-License-Identifier: MIT
// What an import has to tell, gathered while it runs.
#pragma once

#include "frame/services.hpp"
#include "imports/import_catalogue.hpp"
#include "imports/import_orders.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder {

struct ImportedFile {
    std::string name; // as given; "standard input"
    std::string kind; // "sold_order_items", "sold_orders", "listings", "reviews", "mapped"; empty:
                      // not recognised
    std::uint64_t rows = 0;
    std::int64_t added = 0, changed = 0, unchanged = 0, refused = 0; // orders; of refused: rows
    std::int64_t unknown_orders = 0;                       // reviews of orders that are not here
    std::vector<std::pair<std::string, std::string>> used; // of a mapped one: field and column
    std::vector<std::string> left_over;                    // columns that are nothing of an order
    std::uint64_t windows_1252_line = 0;                   // 0: none
    bool payment_guessed = false; // nothing in a mapped one says what is paid
    std::string problem;          // why it, or the rest of it, could not be read; empty: none
    std::string remedy;
};

// Prints orders as they come into a pipe; keeps them for JSON; on a terminal the first ones.
class ImportReport final : public imports::ImportListener {
public:
    // `rehearsed`: the database of a dry run, of which is told what orders would become; null: it
    // is none. Must outlive this.
    ImportReport(frame::Services& services, db::Database* rehearsed);
    ~ImportReport() override;

    void begin(std::string name);
    [[nodiscard]] ImportedFile& file() { return files_.back(); }
    [[nodiscard]] const std::vector<ImportedFile>& files() const { return files_; }

    void committed(std::uint64_t new_or_changed) override;
    void order(const orders::Recorded& recorded, std::uint64_t line) override;
    void refused(std::uint64_t line, const std::string& reason) override;
    void noted(std::uint64_t line, const std::string& note) override;
    void progressed(std::uint64_t rows) override;

    void listing(const imports::ListingOutcome& outcome);
    void review(const imports::ReviewOutcome& outcome);

    void end(orders::ShopId shop); // prints what is left: JSON, summary, the rows that were refused

    [[nodiscard]] static std::vector<std::string> fields();

private:
    struct Told { // of a row
        std::size_t file;
        std::uint64_t line;
        std::string words;
    };
    [[nodiscard]] frame::Value value(orders::ShopId shop) const;
    void count(bool is_new, bool is_changed);
    void add_row(std::vector<frame::Cell> row);
    void add_plan(const orders::Recorded& recorded, std::uint64_t line, const orders::Order& order);
    [[nodiscard]] bool is_listed(); // and counts it; else it is left out
    void clear_progress();
    void tell_columns(const ImportedFile& file);
    [[nodiscard]] frame::Value rows_value(const std::vector<Told>& rows, const char* name) const;
    void tell_rows(const std::vector<Told>& rows);
    void tell_summary();

    frame::Services& services_;
    db::Database* rehearsed_;
    bool dry_run_;
    bool progress_;
    bool progress_shown_ = false;
    std::optional<frame::Output::Rows> rows_; // none with JSON
    bool reader_gone_ = false;
    std::size_t listed_ = 0, left_out_ = 0;
    frame::Value::List orders_, listings_, reviews_;
    std::vector<Told> refused_, notes_;
    std::vector<ImportedFile> files_;
};

} // namespace etsyorder
