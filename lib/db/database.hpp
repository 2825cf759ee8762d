// SPDX-License-Identifier: MIT
// Database, Statement, Row: the small face that all SQL goes through. SQL keeps to what SQLite and
// PostgreSQL share.
//
//     auto titles = database.statement("SELECT title FROM items WHERE order_id = :order");
//     titles.bind(":order", id.value());
//     while (titles.step()) { use(titles.text(0)); }
//
// A Database and everything taken from it belong to one thread. All throw base::Error:
// conflict (busy past its time-out), failed (corrupt, full, read-only, not a database), bug (wrong
// SQL).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace etsyorder::db {

class Statement;

enum class Open {
    existing_for_reading, // never writes; works on a read-only disk too
    held_for_reading,     // the caller has its ExclusiveHold: read as it is, without locks
    for_writing,          // creates file and folder when missing
};

class Database {
public:
    // `busy_time_out`: how long a call waits for another process's write.
    Database(const std::filesystem::path& file,
             Open how,
             std::chrono::milliseconds busy_time_out = std::chrono::seconds{5});
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    // A prepared statement; the latest are kept and reused when the same text is asked for again.
    // Destroy it before asking for the same text a second time in one nest.
    [[nodiscard]] Statement statement(std::string_view sql);

    // From now on pages are copied through a small cache, where a reader otherwise maps the file:
    // for whoever looks at most of a large one, all of which would count as the program's memory.
    void read_through_cache();

    // From now on twice as many pages are kept: for a writer of very many rows, whose indexes would
    // else be read again and again. Costs 4 MB of memory.
    void keep_more_pages();

    // Lets SQL ask name(a, b) of two texts; null is an empty one. The answer depends on nothing
    // else and does not throw. Asked for a second time, it does nothing.
    void define(const char* name, bool (*answer)(std::string_view, std::string_view));

    // Lets `fill` make and fill temporary tables, which go with the connection and are nobody
    // else's; of a database that was opened for reading too.
    void fill_temporary(const std::function<void()>& fill);

    // Another number once somebody else has changed what is stored, and the same until then.
    [[nodiscard]] std::int64_t version();

    // The greatest number that a table of growing numbers (AUTOINCREMENT) ever gave to a row, even
    // if that row is gone; 0: none. Seen together with the rows, as they are committed.
    [[nodiscard]] std::int64_t last_number_of(std::string_view table);

    // Runs text without parameters; several statements are allowed.
    void execute(const std::string& sql);

    [[nodiscard]] std::int64_t last_insert_id() const;
    [[nodiscard]] int rows_changed() const; // by the latest statement
    [[nodiscard]] const std::filesystem::path& file() const;

private:
    friend class Statement;
    friend class UnitOfWork;
    friend class Rehearsal;
    struct State;
    std::unique_ptr<State> state_;
};

// One prepared statement and, after step(), its present row. Text and bytes of a row are valid
// until the next step(), reset() or destruction.
class Statement {
public:
    Statement(Statement&&) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    Statement& bind(const char* name, std::int64_t value);
    Statement& bind(const char* name, std::string_view text);   // must live until step()
    Statement& bind(const char* name, const std::string& text); // must live until step()
    Statement& bind(const char* name, const char* text);
    Statement& bind(const char* name, std::span<const std::byte> bytes); // must live until step()
    Statement& bind_null(const char* name);
    template <class T>
    Statement& bind(const char* name, const std::optional<T>& value) {
        return value ? bind(name, *value) : bind_null(name);
    }

    bool step(); // false: no more rows
    void run();  // for statements without rows: step, then reset for the next run
    void reset();

    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;  // null is a bug: ask is_null() first
    [[nodiscard]] std::string_view text(int column) const; // null reads as empty
    [[nodiscard]] std::span<const std::byte> bytes(int column) const;
    [[nodiscard]] std::optional<std::int64_t> maybe_integer(int column) const;
    [[nodiscard]] std::string string(int column) const { return std::string(text(column)); }

private:
    friend class Database;
    struct State;
    explicit Statement(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// One write transaction: immediate, so that it waits for its turn at the start and never fails half
// way as busy. Rolls back unless committed.
class UnitOfWork {
public:
    explicit UnitOfWork(Database& database);
    UnitOfWork(const UnitOfWork&) = delete;
    UnitOfWork& operator=(const UnitOfWork&) = delete;
    ~UnitOfWork();

    void commit();
    [[nodiscard]] Database& database() { return *database_; }

private:
    Database* database_;
    bool open_ = true;
};

// What units of work commit while it lives is seen by those after them and undone at its end: for a
// plan that says just what the act would do. From the first of them on nobody else can write.
class Rehearsal {
public:
    explicit Rehearsal(Database& database);
    Rehearsal(const Rehearsal&) = delete;
    Rehearsal& operator=(const Rehearsal&) = delete;
    ~Rehearsal();

private:
    Database* database_;
};

} // namespace etsyorder::db
