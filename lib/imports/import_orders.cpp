// SPDX-License-Identifier: MIT
#include "imports/import_orders.hpp"

#include "csv/writer.hpp"
#include "imports/stand_ins.hpp"
#include "imports/together.hpp"
#include "orders/order_repository.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace etsyorder::imports {
namespace {

constexpr std::size_t kTogether = 2000; // orders; others wait to write for well below a second
constexpr std::size_t kMostTransactions = 500'000; // that are remembered; some 20 MB

std::vector<orders::Item> items_of(db::Database& database,
                                   orders::OrderId order,
                                   const std::vector<orders::TransactionId>& transactions) {
    auto items = orders::OrderRepository(database).load(order).value().items;
    std::erase_if(items, [&](const orders::Item& item) {
        return std::ranges::find(transactions, item.transaction) == transactions.end();
    });
    return items;
}

// Items of a file that Etsy, who told of the order, does not have.
void note_strangers(db::Database& database,
                    orders::OrderId order,
                    const std::vector<orders::ReceivedItem>& said,
                    std::vector<std::string>& notes) {
    const auto known = orders::OrderRepository(database).load(order).value().items;
    for (const auto& item : said) {
        if (std::ranges::find(known, item.transaction, &orders::Item::transaction) == known.end()) {
            notes.push_back(fmt::format("Etsy's order has no item with the transaction {}: it is "
                                        "kept, and is not part of the order",
                                        item.transaction.value()));
        }
    }
}

} // namespace

std::string source_of(const ImportOptions& options) {
    return options.file.empty() ? "import" : "import " + options.file;
}

ReadLine read_line(const Header& header, const csv::Row& row, const RowRules& rules) {
    if (rules.gate != nullptr) {
        rules.gate->line = row.line;
    }
    ReadLine read{row.line, read_row(header, row.fields, rules), {}};
    if (read.row) {
        csv::append_row(read.content, row.fields);
    }
    return read;
}

OrderImport::OrderImport(db::Database& database,
                         const Header& header,
                         std::span<const std::string_view> columns,
                         ImportOptions options,
                         ImportListener& listener)
    : database_(&database), header_(header), options_(options), listener_(listener) {
    csv::append_row(kept_header_.columns, columns);
    orders::FileRowRepository(database).expect_many();
    kept_header_.day_first = options.rules.dates == DateOrder::day_first;
}

void OrderImport::add(ReadLine&& line) {
    ++rows_;
    if (!line.row) {
        listener_.refused(line.line, line.row.error());
        return;
    }
    const auto receipt = line.row->order.receipt;
    note(line.line, *line.row);
    const auto place = place_.find(receipt);
    if (place == place_.end() && batch_.size() == kTogether) {
        store_batch();
    }
    const auto at = place_.try_emplace(receipt, batch_.size()).first->second;
    if (at == batch_.size()) {
        batch_.push_back({receipt, line.line, {}});
    }
    batch_[at].rows.push_back({*std::move(line.row), std::move(line.content), line.line});
}

void OrderImport::note(std::uint64_t line, const ReadRow& row) {
    if (!row.note.empty()) {
        listener_.noted(line, row.note);
    }
    const auto transaction = row.transaction().value();
    const auto receipt = row.order.receipt;
    if (transaction == 0 || orders_of_.size() == kMostTransactions) {
        return;
    }
    const auto [known, is_new] = orders_of_.try_emplace(transaction, receipt);
    if (!is_new && known->second != receipt) {
        listener_.noted(line,
                        fmt::format("Transaction ID {} is also one of order {}, and is of one "
                                    "order only at Etsy",
                                    transaction,
                                    known->second.value()));
    }
}

void OrderImport::finish() {
    store_batch();
}

void OrderImport::store_batch() {
    std::vector<Told> told;
    told.reserve(batch_.size());
    {
        db::UnitOfWork work(*database_);
        header_number_ = orders::FileRowRepository(*database_).keep_header(kept_header_);
        orders::OrderRecorder recorder(*database_,
                                       {options_.shop, options_.now, source_of(options_)});
        for (auto& one : batch_) {
            told.push_back(store(one, recorder));
        }
        work.commit();
    }
    listener_.committed(static_cast<std::uint64_t>(std::ranges::count_if(
        told, [](const Told& one) { return is_news(one.recorded.outcome); })));
    for (const auto& one : told) {
        tell(one);
    }
    batch_.clear();
    place_.clear();
    listener_.progressed(rows_);
}

void OrderImport::tell(const Told& told) {
    for (const auto& note : told.notes) {
        listener_.noted(told.of->line, fmt::format("order {}: {}", told.of->receipt.value(), note));
    }
    if (!told.has_no_date) {
        return listener_.order(told.recorded, told.of->line);
    }
    for (const auto& row : told.of->rows) {
        listener_.refused(row.line, "it has no date: neither Sale Date nor Date Paid");
    }
}

OrderImport::Told OrderImport::store(Batch& one, orders::OrderRecorder& recorder) {
    const auto stored = orders::OrderRepository(*database_).find_stored(options_.shop, one.receipt);
    const orders::FileRowRepository repository(*database_);
    auto kept = stored ? repository.rows_of(stored->id) : std::vector<orders::FileRow>{};
    const auto stand_ins = stand_ins_among(repository, kept);
    auto known = known_rows(std::move(kept));
    bool news = !stored;
    for (auto& row : one.rows) {
        news = take(known, row) || news;
    }
    if (!news) {
        return {{orders::Outcome::unchanged, stored->id, one.receipt, "", {}, {}}, &one, false, {}};
    }
    std::vector<ReadRow> rows;
    rows.reserve(known.size());
    for (auto& row : known) {
        rows.push_back(std::move(row.read));
    }
    auto said = together(std::move(rows));
    if (!stored && !said.placed_at && !said.updated_at) {
        return {{}, &one, true, {}};
    }
    std::vector<std::string> notes;
    const bool replaces = !stand_ins.empty() && said.items;
    if (replaces) {
        notes = take_over(said, items_of(*database_, stored->id, stand_ins));
    }
    if (stored && stored->content_hash != orders::ContentHash{} && said.items) {
        note_strangers(*database_, stored->id, *said.items, notes);
    }
    auto recorded = recorder.record_file(
        said, stored, replaces ? stand_ins : std::vector<orders::TransactionId>{});
    orders::Order order;
    order.shop = options_.shop;
    order.id = recorded.order;
    for (const auto& row : known) {
        if (row.is_new && !recorded.is_forgotten && !(stored && stored->is_forgotten)) {
            orders::FileRowRepository(*database_).keep(order, row.row, options_.now);
        }
    }
    return {std::move(recorded), &one, false, std::move(notes)};
}

bool OrderImport::take(std::vector<KnownRow>& known, NewRow& row) {
    const auto transaction = row.read.transaction().value();
    const auto same = std::ranges::find_if(known, [&](const KnownRow& one) {
        return one.row.kind == row.read.kind && one.row.transaction == transaction;
    });
    orders::FileRow kept{row.read.kind, transaction, header_number_, std::move(row.content)};
    if (same == known.end()) {
        known.push_back({std::move(row.read), std::move(kept), true});
        return true;
    }
    if (same->row.header == kept.header && same->row.content == kept.content) {
        return false;
    }
    const RowText known_text{header(same->row.header), same->row.content};
    const auto prevails = is_newer(same->read, row.read) ? Prevails::known : Prevails::added;
    auto joined = joiner_.join(known_text, {kept_header_, kept.content}, prevails);
    if (joined == known_text) {
        return false;
    }
    kept.header = number_of(joined.header);
    kept.content = std::move(joined.content);
    auto read = read_again(kept);
    *same = {read ? *std::move(read) : std::move(row.read), std::move(kept), true};
    return true;
}

const orders::FileHeader& OrderImport::header(std::int64_t number) {
    const auto found = headers_.find(number);
    return found != headers_.end()
               ? found->second
               : headers_.emplace(number, orders::FileRowRepository(*database_).header(number))
                     .first->second;
}

std::int64_t OrderImport::number_of(const orders::FileHeader& header) {
    for (const auto& [number, known] : headers_) {
        if (known.columns == header.columns && known.day_first == header.day_first) {
            return number;
        }
    }
    const auto number = orders::FileRowRepository(*database_).keep_header(header);
    headers_.emplace(number, header);
    return number;
}

std::vector<OrderImport::KnownRow> OrderImport::known_rows(std::vector<orders::FileRow> rows) {
    std::vector<KnownRow> known;
    for (auto& row : rows) {
        if (auto read = read_again(row)) {
            known.push_back({*std::move(read), std::move(row), false});
        }
    }
    return known;
}

// Empty: another version of this program could read it, this one cannot.
std::optional<ReadRow> OrderImport::read_again(const orders::FileRow& row) {
    const auto& kept = header(row.header);
    csv::Reader reader(csv::from_text(kept.columns + row.content));
    const auto columns = reader.next();
    const auto recognised =
        columns && *columns != nullptr ? recognise((*columns)->fields) : std::nullopt;
    const auto cells = reader.next();
    if (!recognised || !cells || *cells == nullptr) {
        return std::nullopt;
    }
    auto rules = options_.rules;
    rules.gate = nullptr;
    rules.dates = kept.day_first ? DateOrder::day_first : DateOrder::month_first;
    auto read = read_row(*recognised, (*cells)->fields, rules);
    return read ? std::optional(*std::move(read)) : std::nullopt;
}

} // namespace etsyorder::imports
