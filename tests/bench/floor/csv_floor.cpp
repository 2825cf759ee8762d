// SPDX-License-Identifier: MIT
// What a plain program does with a file of sold items: libcsv, each row's cells read, and put into
// the tables and indexes that a store has, with the row as it came, by prepared statements in one
// transaction. No encodings, bounds, checks, keys of other tables, other languages, older files or
// second thoughts.
//
//     csv_floor DATABASE FILE SCHEMA
//
// SCHEMA: the statements that make the tables of a store.
#include <csv.h>
#include <sqlite3.h>

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

void need(bool done, const char* what) {
    if (!done) {
        std::fprintf(stderr, "csv_floor: %s failed\n", what);
        std::exit(1);
    }
}

// Where EtsySoldOrderItems has what is stored.
enum Column : std::size_t {
    sale_date,
    title,
    buyer,
    quantity,
    price,
    shipping = 9,
    tax = 10,
    currency = 12,
    transaction = 13,
    listing = 14,
    date_paid = 15,
    date_shipped = 16,
    name = 17,
    first_line = 18,
    second_line = 19,
    city = 20,
    state = 21,
    zip = 22,
    country = 23,
    order = 24,
    variations = 25,
    sku = 32,
    count_
};

constexpr const char* kInsertOrder =
    "INSERT INTO orders (shop_id, receipt_id, buyer_id, buyer_name, status, is_open, is_paid, "
    "is_shipped, is_personalised, placed_at_utc_s, updated_at_utc_s, first_line, second_line, "
    "city, state, zip, country, currency, shipping_minor, tax_minor, content_hash, "
    "fetched_at_utc_s) VALUES (1, ?, ?, ?, ?, ?, 1, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
    "zeroblob(16), 1) ON CONFLICT (shop_id, receipt_id) DO NOTHING";
constexpr const char* kInsertItem =
    "INSERT INTO items (shop_id, order_id, transaction_id, position, listing_id, title, sku, "
    "quantity, price_minor, currency, shipped_at_utc_s) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* kInsertAnswer =
    "INSERT INTO answers (shop_id, item_id, position, kind, question, text) "
    "VALUES (1, ?, ?, ?, ?, ?)";
constexpr const char* kInsertRow =
    "INSERT INTO file_rows (shop_id, order_id, kind, transaction_id, header_id, content, "
    "imported_at_utc_s) VALUES (1, ?, 1, ?, 1, ?, 1)";
constexpr const char* kInsertEvent =
    "INSERT INTO events (shop_id, name, order_id, occurred_at_utc_s, recorded_at_utc_s, source, "
    "data) VALUES (1, 'order.placed', ?, ?, 1, 'import', '{}')";
constexpr const char* kFindBuyer =
    "SELECT buyer_id FROM buyers WHERE shop_id = 1 AND username IS NOT NULL AND username = ?";
constexpr const char* kInsertBuyer = "INSERT INTO buyers (shop_id, username) VALUES (1, ?)";
constexpr const char* kInsertWord = "INSERT INTO buyer_words (shop_id, word, buyer_id) "
                                    "VALUES (1, ?, ?) ON CONFLICT DO NOTHING";

std::string text_of_file(const char* name) {
    std::ifstream file(name);
    return {std::istreambuf_iterator<char>(file), {}};
}

// "10/31/26" and "10/31/2026"
std::int64_t day(const std::string& text) {
    std::tm parts{};
    if (std::sscanf(text.c_str(), "%d/%d/%d", &parts.tm_mon, &parts.tm_mday, &parts.tm_year) != 3) {
        return 0;
    }
    parts.tm_mon -= 1;
    parts.tm_year += parts.tm_year < 100 ? 100 : -1900;
    return timegm(&parts);
}

std::int64_t cents(const std::string& text) {
    const auto point = text.find('.');
    const auto whole = std::atoll(text.c_str()) * 100;
    return point == std::string::npos ? whole : whole + std::atoll(text.c_str() + point + 1);
}

class Import {
public:
    Import(const char* file, const char* schema) {
        need(sqlite3_open(file, &connection_) == SQLITE_OK, "opening the database");
        run("PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
            "PRAGMA cache_size = -32000; "
            "BEGIN");
        run(text_of_file(schema).c_str());
        run("INSERT INTO shops (shop_id) VALUES (1); INSERT INTO file_headers (shop_id, header_id, "
            "columns, day_first) VALUES (0, 1, '', 0)");
        const auto ready = [this](const char* sql) { return all_.emplace_back(prepare(sql)); };
        order_ = ready(kInsertOrder);
        item_ = ready(kInsertItem);
        answer_ = ready(kInsertAnswer);
        kept_ = ready(kInsertRow);
        event_ = ready(kInsertEvent);
        find_buyer_ = ready(kFindBuyer);
        buyer_ = ready(kInsertBuyer);
        word_ = ready(kInsertWord);
    }

    void field(const char* text, std::size_t size) {
        if (fields_ == row_.size()) {
            row_.emplace_back();
        }
        row_[fields_++].assign(text, size);
    }

    void end_row() {
        if (fields_ == count_ && !header_) {
            store();
        }
        header_ = false;
        fields_ = 0;
    }

    void finish() {
        run("COMMIT");
        for (auto* statement : all_) {
            sqlite3_finalize(statement);
        }
        sqlite3_close(connection_);
    }

private:
    void store() {
        const auto receipt = std::atoll(row_[order].c_str());
        if (receipt != last_receipt_) { // the rows of an order stand together
            last_receipt_ = receipt;
            store_order(receipt);
        }
        raw_.clear();
        for (std::size_t at = 0; at < count_; ++at) {
            const auto& text = row_[at];
            raw_.append(at == 0 ? "" : ",");
            const auto start = raw_.size();
            raw_.resize(start + 2 * text.size() + 2);
            raw_.resize(start +
                        csv_write(&raw_[start], raw_.size() - start, text.data(), text.size()));
        }
        begin(kept_);
        bind(order_id_);
        bind(std::atoll(row_[transaction].c_str()));
        bind(raw_);
        step();
        begin(item_);
        bind(order_id_);
        bind(std::atoll(row_[transaction].c_str()));
        bind(position_++);
        bind(std::atoll(row_[listing].c_str()));
        bind(row_[title]);
        bind(row_[sku]);
        bind(std::atoll(row_[quantity].c_str()));
        bind(cents(row_[price]));
        bind(row_[currency]);
        bind(day(row_[date_shipped]));
        step();
        store_answers(sqlite3_last_insert_rowid(connection_), row_[variations]);
    }

    void store_order(std::int64_t receipt) {
        const auto by = store_buyer(row_[buyer]);
        const auto placed = day(row_[sale_date]);
        const bool shipped = !row_[date_shipped].empty();
        begin(order_);
        bind(receipt);
        bind(by);
        bind(row_[name]);
        bind(std::string_view(shipped ? "completed" : "paid"));
        bind(std::int64_t{!shipped});
        bind(std::int64_t{shipped});
        bind(placed);
        bind(placed);
        for (const auto column : {first_line, second_line, city, state, zip, country, currency}) {
            bind(row_[column]);
        }
        bind(cents(row_[shipping]));
        bind(cents(row_[tax]));
        step();
        order_id_ = sqlite3_last_insert_rowid(connection_);
        position_ = 0;
        begin(event_);
        bind(order_id_);
        bind(placed);
        step();
    }

    // "Anna Muster (user12)"
    std::int64_t store_buyer(std::string_view text) {
        const auto bracket = std::min(text.find('('), text.size());
        begin(find_buyer_);
        bind(text.substr(bracket));
        const bool found = sqlite3_step(bound_) == SQLITE_ROW;
        auto id = found ? sqlite3_column_int64(bound_, 0) : 0;
        sqlite3_reset(bound_);
        if (!found) {
            begin(buyer_);
            bind(text.substr(bracket));
            step();
            id = sqlite3_last_insert_rowid(connection_);
        }
        store_words(id, text.substr(0, bracket));
        return id;
    }

    void store_words(std::int64_t buyer, std::string_view name) {
        std::string word;
        for (const char c : name) {
            if (c != ' ') {
                word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
                continue;
            }
            begin(word_);
            bind(word);
            bind(buyer);
            step();
            word.clear();
        }
    }

    // "Size:8 x 10,Personalization:the buyer's words, which may have anything in them"
    void store_answers(std::int64_t item, std::string_view text) {
        for (std::int64_t position = 0; !text.empty(); ++position) {
            const auto colon = std::min(text.find(':'), text.size() - 1);
            const auto question = text.substr(0, colon);
            text.remove_prefix(colon + 1);
            const auto end =
                question == "Personalization" ? text.size() : std::min(text.find(','), text.size());
            begin(answer_);
            bind(item);
            bind(position);
            bind(std::int64_t{question == "Personalization" ? 0 : 3});
            bind(question);
            bind(text.substr(0, end));
            step();
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }

    void run(const char* sql) {
        need(sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql);
    }
    sqlite3_stmt* prepare(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        need(sqlite3_prepare_v2(connection_, sql, -1, &statement, nullptr) == SQLITE_OK, sql);
        return statement;
    }
    void begin(sqlite3_stmt* statement) {
        bound_ = statement;
        next_ = 1;
    }
    void bind(std::int64_t value) { sqlite3_bind_int64(bound_, next_++, value); }
    void bind(std::string_view text) {
        sqlite3_bind_text(
            bound_, next_++, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
    }
    void step() {
        need(sqlite3_step(bound_) == SQLITE_DONE, sqlite3_sql(bound_));
        sqlite3_reset(bound_);
    }

    sqlite3* connection_ = nullptr;
    std::vector<sqlite3_stmt*> all_;
    sqlite3_stmt *order_ = nullptr, *item_ = nullptr, *answer_ = nullptr, *kept_ = nullptr;
    sqlite3_stmt *event_ = nullptr, *find_buyer_ = nullptr, *buyer_ = nullptr, *word_ = nullptr;
    sqlite3_stmt* bound_ = nullptr;
    int next_ = 1;
    std::vector<std::string> row_;
    std::size_t fields_ = 0;
    std::string raw_;
    bool header_ = true;
    std::int64_t last_receipt_ = 0, order_id_ = 0, position_ = 0;
};

} // namespace

int main(int argc, char** argv) {
    need(argc == 4, "reading three arguments");
    Import import(argv[1], argv[3]);
    csv_parser parser{};
    need(csv_init(&parser, CSV_APPEND_NULL) == 0, "starting libcsv");
    const auto field = [](void* text, std::size_t size, void* to) {
        static_cast<Import*>(to)->field(static_cast<const char*>(text), size);
    };
    const auto row = [](int, void* to) { static_cast<Import*>(to)->end_row(); };
    std::FILE* file = std::fopen(argv[2], "rb");
    need(file != nullptr, "opening the file");
    std::vector<char> piece(1 << 16);
    while (const auto got = std::fread(piece.data(), 1, piece.size(), file)) {
        need(csv_parse(&parser, piece.data(), got, field, row, &import) == got, "reading the file");
    }
    csv_fini(&parser, field, row, &import);
    csv_free(&parser);
    std::fclose(file);
    import.finish();
}
