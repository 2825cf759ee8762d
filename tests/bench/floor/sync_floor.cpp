// SPDX-License-Identifier: MIT
// The least a sync can do: one connection, one page after another, each parsed and put into two
// tables with its JSON, a commit a page. No events, answers, buyers, resuming or safety.
//
//     sync_floor FILE URL      URL ends in "...&offset="
#include <curl/curl.h>
#include <simdjson.h>
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

using simdjson::dom::element;

void need(bool done, const char* what) {
    if (!done) {
        std::fprintf(stderr, "sync_floor: %s failed\n", what);
        std::exit(1);
    }
}

std::size_t append(char* bytes, std::size_t size, std::size_t count, void* body) {
    static_cast<std::string*>(body)->append(bytes, size * count);
    return size * count;
}

class Store {
public:
    explicit Store(const char* file) {
        need(sqlite3_open(file, &connection_) == SQLITE_OK, "opening the database");
        run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
            "CREATE TABLE receipts (receipt_id INTEGER PRIMARY KEY, status TEXT, name TEXT, "
            "email TEXT, created INTEGER, updated INTEGER, total INTEGER, raw TEXT);"
            "CREATE INDEX receipts_by_updated ON receipts (updated);"
            "CREATE TABLE lines (transaction_id INTEGER PRIMARY KEY, receipt_id INTEGER, "
            "title TEXT, sku TEXT, quantity INTEGER, price INTEGER);"
            "CREATE INDEX lines_by_receipt ON lines (receipt_id)");
        receipt_ = prepare("INSERT INTO receipts VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
                           "ON CONFLICT (receipt_id) DO UPDATE SET status = excluded.status, "
                           "updated = excluded.updated, raw = excluded.raw");
        line_ = prepare("INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT "
                        "(transaction_id) DO UPDATE SET quantity = excluded.quantity");
    }
    ~Store() {
        sqlite3_finalize(receipt_);
        sqlite3_finalize(line_);
        sqlite3_close(connection_);
    }
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    void run(const char* sql) {
        need(sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql);
    }

    void add(element receipt) {
        const std::string raw = simdjson::minify(receipt);
        number(receipt_, 1, receipt["receipt_id"]);
        text(receipt_, 2, receipt["status"]);
        text(receipt_, 3, receipt["name"]);
        text(receipt_, 4, receipt["buyer_email"]);
        number(receipt_, 5, receipt["created_timestamp"]);
        number(receipt_, 6, receipt["updated_timestamp"]);
        number(receipt_, 7, receipt["grandtotal"]["amount"]);
        sqlite3_bind_text(receipt_, 8, raw.data(), static_cast<int>(raw.size()), SQLITE_STATIC);
        step(receipt_);
        for (const element line : receipt["transactions"].get_array()) {
            number(line_, 1, line["transaction_id"]);
            number(line_, 2, line["receipt_id"]);
            text(line_, 3, line["title"]);
            text(line_, 4, line["sku"]);
            number(line_, 5, line["quantity"]);
            number(line_, 6, line["price"]["amount"]);
            step(line_);
        }
    }

private:
    using Field = simdjson::simdjson_result<element>;

    sqlite3_stmt* prepare(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        need(sqlite3_prepare_v2(connection_, sql, -1, &statement, nullptr) == SQLITE_OK, sql);
        return statement;
    }
    static void text(sqlite3_stmt* statement, int at, Field field) {
        std::string_view value;
        if (field.get(value) == simdjson::SUCCESS) {
            const auto size = static_cast<int>(value.size());
            sqlite3_bind_text(statement, at, value.data(), size, SQLITE_STATIC);
        } else {
            sqlite3_bind_null(statement, at);
        }
    }
    static void number(sqlite3_stmt* statement, int at, Field field) {
        std::int64_t value = 0;
        if (field.get(value) == simdjson::SUCCESS) {
            sqlite3_bind_int64(statement, at, value);
        } else {
            sqlite3_bind_null(statement, at);
        }
    }
    static void step(sqlite3_stmt* statement) {
        need(sqlite3_step(statement) == SQLITE_DONE, "a row");
        sqlite3_reset(statement);
    }

    sqlite3* connection_ = nullptr;
    sqlite3_stmt* receipt_ = nullptr;
    sqlite3_stmt* line_ = nullptr;
};

} // namespace

int main(int argc, char** argv) {
    need(argc == 3, "reading two arguments");
    Store store(argv[1]);
    CURL* connection = curl_easy_init();
    std::string body;
    curl_easy_setopt(connection, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(connection, CURLOPT_WRITEDATA, &body);
    simdjson::dom::parser parser;
    std::size_t stored = 0;
    for (;;) {
        const std::string url = argv[2] + std::to_string(stored);
        body.clear();
        curl_easy_setopt(connection, CURLOPT_URL, url.c_str());
        need(curl_easy_perform(connection) == CURLE_OK, "fetching a page");
        simdjson::dom::array receipts;
        need(parser.parse(body)["results"].get(receipts) == simdjson::SUCCESS, "reading a page");
        if (receipts.size() == 0) {
            break;
        }
        store.run("BEGIN");
        for (const element receipt : receipts) {
            store.add(receipt);
        }
        store.run("COMMIT");
        stored += receipts.size();
    }
    curl_easy_cleanup(connection);
    std::printf("%zu\n", stored);
}
