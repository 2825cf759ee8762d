// SPDX-License-Identifier: MIT
// The use case "a download of sold items or orders": each row becomes a part of its order, or is
// refused with its line and a reason.
//
//     csv::Reader reader(source);
//     const auto first = reader.next();                         // columns, or what is wrong
//     const auto header = recognise((*first)->fields);
//     OrderImport import(database, *header, (*first)->fields, options, listener);
//     while (...) { import.add(read_line(*header, row, options.rules)); }
//     import.finish();
#pragma once

#include "csv/reader.hpp"
#include "imports/file_row.hpp"
#include "imports/join_rows.hpp"
#include "orders/record_order.hpp"

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace etsyorder::imports {

struct ImportOptions {
    orders::ShopId shop; // has its row
    base::Instant now;
    RowRules rules;
    std::string file = {}; // its name without folders, for the history; empty: it has none
};

// Where a change was learned: "import items.csv", or "import" of a file without a name.
[[nodiscard]] std::string source_of(const ImportOptions& options);

[[nodiscard]] inline bool is_news(orders::Outcome outcome) {
    return outcome == orders::Outcome::placed || outcome == orders::Outcome::changed;
}

// Told after the commit. Lines are those on which rows begin.
class ImportListener {
public:
    ImportListener() = default;
    ImportListener(const ImportListener&) = delete;
    ImportListener& operator=(const ImportListener&) = delete;
    virtual ~ImportListener() = default;

    // At once after a commit, before each order of it is told.
    virtual void committed(std::uint64_t new_or_changed) { (void)new_or_changed; }
    virtual void order(const orders::Recorded& recorded, std::uint64_t line) = 0;
    virtual void refused(std::uint64_t line, const std::string& reason) = 0;
    // What the seller should know of a row that goes in.
    virtual void noted(std::uint64_t line, const std::string& note) = 0;
    virtual void progressed(std::uint64_t rows) = 0;
};

// One row of a file, read: what it says or why it cannot be used, and its text as it is kept.
struct ReadLine {
    std::uint64_t line = 0;
    base::Result<ReadRow, std::string> row;
    std::string content; // empty: it cannot be used
};
[[nodiscard]] ReadLine read_line(const Header& header, const csv::Row& row, const RowRules& rules);

// Commits some hundred orders at a time, so that what was told stays whatever happens then; the
// same file again does no harm. Belongs to one thread. Destroyed without finish(): the orders since
// the last commit are left out.
class OrderImport {
public:
    OrderImport(db::Database& database,
                const Header& header,
                std::span<const std::string_view> columns,
                ImportOptions options,
                ImportListener& listener);

    void add(ReadLine&& line);
    void finish();

private:
    struct NewRow {
        ReadRow read;
        std::string content;
        std::uint64_t line;
    };
    struct Batch {
        orders::ReceiptId receipt;
        std::uint64_t line;
        std::vector<NewRow> rows;
    };
    struct Told {
        orders::Recorded recorded;
        const Batch* of;
        bool has_no_date;
        std::vector<std::string> notes;
    };
    struct KnownRow {
        ReadRow read;
        orders::FileRow row;
        bool is_new;
    };

    void store_batch();
    Told store(Batch& one, orders::OrderRecorder& recorder);
    void tell(const Told& told);
    void note(std::uint64_t line, const ReadRow& row);
    [[nodiscard]] const orders::FileHeader& header(std::int64_t number);
    [[nodiscard]] std::int64_t number_of(const orders::FileHeader& header);
    [[nodiscard]] std::vector<KnownRow> known_rows(std::vector<orders::FileRow> rows);
    [[nodiscard]] std::optional<ReadRow> read_again(const orders::FileRow& row);
    bool take(std::vector<KnownRow>& known, NewRow& row); // true: it says something new

    db::Database* database_;
    Header header_;
    orders::FileHeader kept_header_;
    std::int64_t header_number_ = 0;
    ImportOptions options_;
    ImportListener& listener_;
    std::vector<Batch> batch_;
    std::unordered_map<orders::ReceiptId, std::size_t> place_; // in the batch
    std::map<std::int64_t, orders::FileHeader> headers_;       // by number
    RowJoiner joiner_;
    std::unordered_map<std::int64_t, orders::ReceiptId> orders_of_; // by transaction
    std::uint64_t rows_ = 0;
};

} // namespace etsyorder::imports
