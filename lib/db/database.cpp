// SPDX-License-Identifier: MIT
#include "db/database.hpp"

#include "base/error.hpp"
#include "db/connect.hpp"
#include "db/sqlite_error.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace etsyorder::db {

constexpr std::size_t kMostResting = 64; // those used longest ago go first

// `resting`: statements that nobody uses now. They are few and mostly differ in length, so looking
// at each costs less than a map would.
struct Database::State {
    std::filesystem::path file;
    SQLite::Database connection;
    std::vector<std::unique_ptr<Statement::State>> resting;
    std::vector<const char*> defined = {}; // functions of ours that SQL may call
    bool rehearses = false;                // a Rehearsal lives

    [[nodiscard]] bool in_transaction() const {
        return sqlite3_get_autocommit(connection.getHandle()) == 0;
    }
};

struct Statement::State {
    // The C handle itself: SQLiteCpp keeps its own private, and its columns read NULL as 0.
    State(Database::State& database, std::string_view text) : sql(text), owner(&database) {
        check(
            sqlite3_prepare_v2(database.connection.getHandle(), sql.c_str(), -1, &handle, nullptr));
        const int count = sqlite3_bind_parameter_count(handle);
        for (int index = 1; index <= count; ++index) {
            const char* name = sqlite3_bind_parameter_name(handle, index);
            parameters.emplace_back(name == nullptr ? "" : name);
        }
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { sqlite3_finalize(handle); }

    int index_of(const char* name);
    void check(int code) const {
        if (code != SQLITE_OK) {
            throw translate(owner->connection.getHandle(), code, owner->file, sql);
        }
    }

    std::string sql;
    Database::State* owner;
    sqlite3_stmt* handle = nullptr;
    // Names; SQLite looks each up from the first on. Copies: a statement that outlives a change of
    // the schema is prepared anew by SQLite, which frees the names it gave.
    std::vector<std::string> parameters;
    std::size_t expected = 0; // parameters are mostly bound in the order they are written
};

int Statement::State::index_of(const char* name) {
    auto at = expected;
    if (at >= parameters.size() || parameters[at] != name) {
        const auto found = std::ranges::find(parameters, name);
        if (found == parameters.end()) {
            throw base::Error(base::ErrorKind::bug,
                              fmt::format("no parameter {} in: {}", name, sql));
        }
        at = static_cast<std::size_t>(found - parameters.begin());
    }
    expected = at + 1;
    return static_cast<int>(at) + 1;
}

Database::Database(const std::filesystem::path& file,
                   Open how,
                   std::chrono::milliseconds busy_time_out)
    : state_(new State{file, connect(file, how, busy_time_out), {}}) {
    if (how == Open::existing_for_reading) {
        // Mapped: pages are looked at where they are, not copied first.
        execute("PRAGMA query_only = 1; PRAGMA mmap_size = 1073741824");
        return;
    }
    if (how == Open::held_for_reading) {
        return;
    }
    // The page size is for new files only: the texts of orders fill larger pages better.
    execute("PRAGMA page_size = 16384; PRAGMA foreign_keys = 1; PRAGMA synchronous = FULL; "
            "PRAGMA cache_size = -4000");
}

Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() {
    if (state_) {
        state_->resting.clear(); // statements go before their connection
    }
}

Statement Database::statement(std::string_view sql) {
    auto& resting = state_->resting;
    const auto found =
        std::ranges::find_if(resting, [&](const auto& one) { return one->sql == sql; });
    if (found != resting.end()) {
        auto state = std::move(*found);
        *found = std::move(resting.back());
        resting.pop_back();
        return Statement(std::move(state));
    }
    return Statement(std::make_unique<Statement::State>(*state_, sql));
}

void Database::read_through_cache() {
    execute("PRAGMA mmap_size = 0");
}

void Database::keep_more_pages() {
    execute("PRAGMA cache_size = -8000");
}

void Database::fill_temporary(const std::function<void()>& fill) {
    bool only_reads = false;
    {
        auto asked = statement("PRAGMA query_only");
        only_reads = asked.step() && asked.integer(0) != 0;
    }
    if (only_reads) {
        execute("PRAGMA query_only = 0"); // its file stays closed to writing: it is open read-only
    }
    fill();
    if (only_reads) {
        execute("PRAGMA query_only = 1");
    }
}

std::int64_t Database::version() {
    auto row = statement("PRAGMA data_version");
    return row.step() ? row.integer(0) : 0;
}

std::int64_t Database::last_number_of(std::string_view table) {
    auto row = statement("SELECT seq FROM sqlite_sequence WHERE name = :table");
    row.bind(":table", table);
    return row.step() ? row.integer(0) : 0;
}

void Database::define(const char* name, bool (*answer)(std::string_view, std::string_view)) {
    auto& defined = state_->defined;
    if (std::ranges::find(defined, std::string_view(name)) != defined.end()) {
        return; // SQLite refuses to replace one that a running statement uses
    }
    const auto call = [](sqlite3_context* context, int, sqlite3_value** arguments) {
        const auto text = [&](int index) {
            const auto* start = sqlite3_value_text(arguments[index]);
            return start == nullptr ? std::string_view()
                                    : std::string_view(reinterpret_cast<const char*>(start),
                                                       static_cast<std::size_t>(
                                                           sqlite3_value_bytes(arguments[index])));
        };
        const auto ask = reinterpret_cast<bool (*)(std::string_view, std::string_view)>(
            sqlite3_user_data(context));
        sqlite3_result_int(context, ask(text(0), text(1)) ? 1 : 0);
    };
    const int code = sqlite3_create_function_v2(state_->connection.getHandle(),
                                                name,
                                                2,
                                                SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                                reinterpret_cast<void*>(answer),
                                                call,
                                                nullptr,
                                                nullptr,
                                                nullptr);
    if (code != SQLITE_OK) {
        throw translate(state_->connection.getHandle(), code, state_->file, name);
    }
    defined.push_back(name);
}

void Database::execute(const std::string& sql) {
    const int code =
        sqlite3_exec(state_->connection.getHandle(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        throw translate(state_->connection.getHandle(), code, state_->file, sql);
    }
}

std::int64_t Database::last_insert_id() const {
    return sqlite3_last_insert_rowid(state_->connection.getHandle());
}

int Database::rows_changed() const {
    return sqlite3_changes(state_->connection.getHandle());
}

const std::filesystem::path& Database::file() const {
    return state_->file;
}

Statement::Statement(std::unique_ptr<State> state) : state_(std::move(state)) {}
Statement::Statement(Statement&&) noexcept = default;

Statement::~Statement() {
    if (state_) {
        sqlite3_reset(state_->handle);
        sqlite3_clear_bindings(state_->handle);
        state_->expected = 0;
        auto& resting = state_->owner->resting;
        if (resting.size() == kMostResting) {
            resting.erase(resting.begin());
        }
        resting.push_back(std::move(state_));
    }
}

Statement& Statement::bind(const char* name, std::int64_t value) {
    state_->check(sqlite3_bind_int64(state_->handle, state_->index_of(name), value));
    return *this;
}

Statement& Statement::bind(const char* name, std::string_view text) {
    const char* start = text.data() == nullptr ? "" : text.data(); // a null pointer would bind NULL
    state_->check(sqlite3_bind_text64(
        state_->handle, state_->index_of(name), start, text.size(), SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(const char* name, const std::string& text) {
    return bind(name, std::string_view(text));
}

Statement& Statement::bind(const char* name, const char* text) {
    return bind(name, std::string_view(text));
}

Statement& Statement::bind(const char* name, std::span<const std::byte> bytes) {
    state_->check(sqlite3_bind_blob64(state_->handle,
                                      state_->index_of(name),
                                      bytes.empty() ? "" : static_cast<const void*>(bytes.data()),
                                      bytes.size(),
                                      SQLITE_STATIC));
    return *this;
}

Statement& Statement::bind_null(const char* name) {
    state_->check(sqlite3_bind_null(state_->handle, state_->index_of(name)));
    return *this;
}

bool Statement::step() {
    const int code = sqlite3_step(state_->handle);
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code == SQLITE_DONE) {
        return false;
    }
    auto error =
        translate(state_->owner->connection.getHandle(), code, state_->owner->file, state_->sql);
    sqlite3_reset(state_->handle);
    throw error;
}

void Statement::run() {
    while (step()) {
    }
    reset();
}

void Statement::reset() {
    sqlite3_reset(state_->handle);
    state_->expected = 0;
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(state_->handle, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
    if (sqlite3_column_type(state_->handle, column) != SQLITE_INTEGER) {
        throw base::Error(base::ErrorKind::bug,
                          fmt::format("column {} holds no number in: {}", column, state_->sql));
    }
    return sqlite3_column_int64(state_->handle, column);
}

std::string_view Statement::text(int column) const {
    const auto* start = sqlite3_column_text(state_->handle, column);
    if (start == nullptr) {
        return {};
    }
    // SQLite hands out unsigned characters; the same bytes are chars here.
    return {reinterpret_cast<const char*>(start),
            static_cast<std::size_t>(sqlite3_column_bytes(state_->handle, column))};
}

std::span<const std::byte> Statement::bytes(int column) const {
    const auto* start = static_cast<const std::byte*>(sqlite3_column_blob(state_->handle, column));
    if (start == nullptr) {
        return {};
    }
    return {start, static_cast<std::size_t>(sqlite3_column_bytes(state_->handle, column))};
}

std::optional<std::int64_t> Statement::maybe_integer(int column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
}

UnitOfWork::UnitOfWork(Database& database) : database_(&database) {
    const auto& state = *database.state_;
    if (!state.rehearses || !state.in_transaction()) {
        database.execute("BEGIN IMMEDIATE");
    }
    if (state.rehearses) {
        database.execute("SAVEPOINT unit_of_work");
    }
}

UnitOfWork::~UnitOfWork() {
    if (open_) {
        try {
            database_->execute(database_->state_->rehearses
                                   ? "ROLLBACK TO unit_of_work; RELEASE unit_of_work"
                                   : "ROLLBACK");
        } catch (
            const base::Error&) { // NOLINT(bugprone-empty-catch): SQLite has already rolled back
        }
    }
}

void UnitOfWork::commit() {
    database_->execute(database_->state_->rehearses ? "RELEASE unit_of_work" : "COMMIT");
    open_ = false;
}

Rehearsal::Rehearsal(Database& database) : database_(&database) {
    database.state_->rehearses = true;
}

Rehearsal::~Rehearsal() {
    database_->state_->rehearses = false;
    if (database_->state_->in_transaction()) {
        try {
            database_->execute("ROLLBACK");
        } catch (const base::Error&) { // NOLINT(bugprone-empty-catch): closing rolls back
        }
    }
}

} // namespace etsyorder::db
