// SPDX-License-Identifier: MIT
#include "db/database.hpp"

#include "base/error.hpp"
#include "base/private_folder.hpp"
#include "db/sqlite_error.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
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
};

struct Statement::State {
    // The C handle itself: SQLiteCpp keeps its own private, and its columns read NULL as 0.
    State(Database::State& database, std::string_view text) : sql(text), owner(&database) {
        check(
            sqlite3_prepare_v2(database.connection.getHandle(), sql.c_str(), -1, &handle, nullptr));
        const int count = sqlite3_bind_parameter_count(handle);
        for (int index = 1; index <= count; ++index) {
            const char* name = sqlite3_bind_parameter_name(handle, index);
            parameters.push_back(name == nullptr ? "" : name);
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
    std::vector<const char*> parameters; // names; SQLite looks each up from the first on
    std::size_t expected = 0; // parameters are mostly bound in the order they are written
};

int Statement::State::index_of(const char* name) {
    auto at = expected;
    if (at >= parameters.size() || std::strcmp(parameters[at], name) != 0) {
        const auto found = std::ranges::find_if(
            parameters, [&](const char* one) { return std::strcmp(one, name) == 0; });
        if (found == parameters.end()) {
            throw base::Error(base::ErrorKind::bug,
                              fmt::format("no parameter {} in: {}", name, sql));
        }
        at = static_cast<std::size_t>(found - parameters.begin());
    }
    expected = at + 1;
    return static_cast<int>(at) + 1;
}

namespace {

// Each connection belongs to one thread, so SQLite need not lock it at every call.
constexpr int kOneThread = SQLITE_OPEN_NOMUTEX;

// Counts nothing that nobody asks for: each count takes a lock at each allocation.
void prepare_sqlite() {
    [[maybe_unused]] static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

// SQLite gives the files beside it (-wal, -shm) the same mode.
void create_private_file(const std::filesystem::path& file) {
    const int descriptor =
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor >= 0) {
        ::close(descriptor);
    }
}

SQLite::Database
connect(const std::filesystem::path& file, Open how, std::chrono::milliseconds busy_time_out) {
    const int wait = static_cast<int>(busy_time_out.count());
    prepare_sqlite();
    try {
        if (how == Open::for_writing) {
            std::error_code ignored; // opening reports it better
            base::create_private_folder(file.parent_path(), ignored);
            create_private_file(file);
            return SQLite::Database(
                file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | kOneThread, wait);
        }
        return SQLite::Database(file.string(), SQLite::OPEN_READWRITE | kOneThread, wait);
    } catch (const SQLite::Exception& problem) {
        if (!std::filesystem::exists(file)) {
            throw base::Error(base::ErrorKind::not_found,
                              fmt::format("there is no database at {}", file.string()))
                .because("nothing has been synced or imported yet")
                .hint("etsyorder sync");
        }
        throw translate_open(problem.getExtendedErrorCode(), problem.what(), file);
    }
}

// A disk or folder that refuses writes can still be read as it is, unless the newest pages stand in
// a log beside it, which this way of reading would leave out.
SQLite::Database connect_immutable(const std::filesystem::path& file) {
    std::error_code none;
    const auto log_bytes = std::filesystem::file_size(file.string() + "-wal", none);
    if (!none && log_bytes > 0) {
        throw base::Error(base::ErrorKind::failed,
                          fmt::format("the database {} cannot be read completely", file.string()))
            .because("its newest changes are still in the file beside it, and this user may not "
                     "write there")
            .hint("run this as the user who owns the folder");
    }
    std::string uri = "file:";
    for (const char c :
         file.string()) { // https://www.sqlite.org/uri.html: these have a meaning there
        uri += c == '%' || c == '?' || c == '#'
                   ? fmt::format("%{:02X}", static_cast<unsigned char>(c))
                   : std::string(1, c);
    }
    try {
        return SQLite::Database(uri + "?immutable=1",
                                SQLite::OPEN_READONLY | SQLite::OPEN_URI | kOneThread);
    } catch (const SQLite::Exception& problem) {
        throw translate_open(problem.getExtendedErrorCode(), problem.what(), file);
    }
}

// On a full disk the index of the write-ahead log, a file shared with others, cannot grow. Alone
// with the database it is kept in memory instead (https://www.sqlite.org/wal.html#noshm): nobody
// else can open the database meanwhile, and if somebody has it open, this fails as locked.
SQLite::Database connect_alone(const std::filesystem::path& file,
                               std::chrono::milliseconds busy_time_out) {
    auto connection = connect(file, Open::existing_for_reading, busy_time_out);
    // What stands in the log stays there: to move it over would need writes.
    sqlite3_db_config(
        connection.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, static_cast<int*>(nullptr));
    sqlite3_exec(
        connection.getHandle(), "PRAGMA locking_mode = EXCLUSIVE", nullptr, nullptr, nullptr);
    return connection;
}

bool is_full(int extended_code) {
    return (extended_code & 0xff) == SQLITE_FULL || extended_code == SQLITE_IOERR_SHMSIZE;
}

bool readable(SQLite::Database& connection) {
    return sqlite3_exec(connection.getHandle(),
                        "SELECT 1 FROM sqlite_master LIMIT 1",
                        nullptr,
                        nullptr,
                        nullptr) == SQLITE_OK;
}

} // namespace

Database::Database(const std::filesystem::path& file,
                   Open how,
                   std::chrono::milliseconds busy_time_out)
    : state_(new State{file, connect(file, how, busy_time_out), {}}) {
    if (how == Open::existing_for_reading) {
        if (!readable(state_->connection) &&
            is_full(sqlite3_extended_errcode(state_->connection.getHandle()))) {
            state_->connection = connect_alone(file, busy_time_out);
        }
        if (!readable(state_->connection)) {
            const int code = sqlite3_errcode(state_->connection.getHandle());
            if (code != SQLITE_READONLY && code != SQLITE_CANTOPEN) {
                throw translate(state_->connection.getHandle(), code, file, "");
            }
            state_->connection = connect_immutable(file);
        }
        // Mapped: pages are looked at where they are, not copied first.
        execute("PRAGMA query_only = 1; PRAGMA mmap_size = 1073741824");
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
    database.execute("BEGIN IMMEDIATE");
}

UnitOfWork::~UnitOfWork() {
    if (open_) {
        try {
            database_->execute("ROLLBACK");
        } catch (
            const base::Error&) { // NOLINT(bugprone-empty-catch): SQLite has already rolled back
        }
    }
}

void UnitOfWork::commit() {
    database_->execute("COMMIT");
    open_ = false;
}

} // namespace etsyorder::db
