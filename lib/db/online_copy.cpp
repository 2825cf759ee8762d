// SPDX-License-Identifier: MIT
#include "db/online_copy.hpp"

#include "base/error.hpp"
#include "db/immutable_uri.hpp"
#include "db/migrations.hpp"
#include "db/sqlite_error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>

namespace etsyorder::db {
namespace {

constexpr int kWaitMs = 5'000;
constexpr int kPagesAtOnce = 256; // 4 MB of our pages: often enough for a progress bar

// The bytes of a database file that SQLite's locks stand on
// (https://www.sqlite.org/src/file/src/os.h: PENDING_BYTE and the 511 after it).
constexpr off_t kLockBytes = 0x40000000;
constexpr off_t kLockLength = 512;

// One connection of the C API: a copy needs the handles of two, and no statements kept.
class Connection {
public:
    Connection(const std::filesystem::path& file, const std::string& name, int flags)
        : file_(file) {
        const int code =
            sqlite3_open_v2(name.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
        if (code != SQLITE_OK) {
            const auto error = translate(handle_, code, file_, "");
            sqlite3_close_v2(handle_);
            throw error;
        }
        sqlite3_busy_timeout(handle_, kWaitMs);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() { sqlite3_close_v2(handle_); }

    [[nodiscard]] sqlite3* get() const { return handle_; }
    void check(int code, const char* sql) const {
        if (code != SQLITE_OK) {
            throw translate(handle_, code, file_, sql);
        }
    }
    void execute(const char* sql) const {
        check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr), sql);
    }

    // The first column of each row. Throws as check().
    [[nodiscard]] std::vector<std::string> column(const char* sql) const {
        std::vector<std::string> values;
        const auto take = [](void* to, int count, char** texts, char**) {
            if (count > 0) {
                static_cast<std::vector<std::string>*>(to)->emplace_back(
                    texts[0] == nullptr ? "" : texts[0]);
            }
            return 0;
        };
        check(sqlite3_exec(handle_, sql, take, &values, nullptr), sql);
        return values;
    }

private:
    std::filesystem::path file_;
    sqlite3* handle_ = nullptr;
};

struct Backup {
    sqlite3_backup* handle;
    explicit Backup(sqlite3_backup* given) : handle(given) {}
    Backup(const Backup&) = delete;
    Backup& operator=(const Backup&) = delete;
    ~Backup() { sqlite3_backup_finish(handle); }
};

void copy_pages(const Connection& source, const Connection& target, const CopyProgress& progress) {
    const auto sizes = source.column("PRAGMA page_size");
    const auto page_bytes = sizes.empty() ? 4096ULL : std::stoull(sizes.front());
    const Backup backup(sqlite3_backup_init(target.get(), "main", source.get(), "main"));
    if (backup.handle == nullptr) {
        target.check(sqlite3_errcode(target.get()), "backup");
    }
    for (;;) {
        const int code = sqlite3_backup_step(backup.handle, kPagesAtOnce);
        if (code != SQLITE_OK && code != SQLITE_DONE) {
            // Which of the two failed is not told apart: what fills up is the target.
            target.check(code, "backup");
        }
        const auto total = static_cast<std::uint64_t>(sqlite3_backup_pagecount(backup.handle));
        const auto left = static_cast<std::uint64_t>(sqlite3_backup_remaining(backup.handle));
        if (progress) {
            progress((total - left) * page_bytes, total * page_bytes);
        }
        if (code == SQLITE_DONE) {
            return;
        }
    }
}

void create_private_file(const std::filesystem::path& file) {
    const int descriptor =
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0) {
        throw base::Error(base::ErrorKind::failed, fmt::format("cannot create {}", file.string()))
            .because(std::strerror(errno))
            .hint(errno == ENOSPC ? "free some disk space and run this again"
                                  : "check the folder's permissions");
    }
    ::close(descriptor);
}

} // namespace

void copy_database(const std::filesystem::path& from,
                   const std::filesystem::path& to,
                   const CopyProgress& progress) {
    const Connection source(from, from.string(), SQLITE_OPEN_READWRITE);
    // One snapshot for all steps: a writer beside us would otherwise make the copy begin anew.
    source.execute("PRAGMA query_only = 1; BEGIN; SELECT 1 FROM sqlite_master LIMIT 1");
    create_private_file(to);
    const Connection target(to, to.string(), SQLITE_OPEN_READWRITE);
    // It is synced once, as a whole, by whoever asked for it.
    target.execute("PRAGMA synchronous = OFF");
    copy_pages(source, target, progress);
    target.execute("PRAGMA journal_mode = DELETE");
    if (!target.column("SELECT name FROM sqlite_master WHERE name = 'leases'").empty()) {
        target.execute("DELETE FROM leases");
    }
}

Inspected inspect_database(const std::filesystem::path& file) {
    Inspected found;
    try {
        const Connection connection(
            file, immutable_uri(file), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
        found.is_ours = connection.column("PRAGMA application_id") ==
                        std::vector<std::string>{std::to_string(kApplicationId)};
        const auto versions = connection.column("PRAGMA user_version");
        found.schema_version = versions.empty() ? 0 : std::stoi(versions.front());
        for (auto& line : connection.column("PRAGMA integrity_check(5)")) {
            if (line != "ok") {
                found.problems.push_back(std::move(line));
            }
        }
        if (found.problems.empty() && !connection.column("PRAGMA foreign_key_check").empty()) {
            found.problems.emplace_back("rows point at rows that are not there");
        }
    } catch (const base::Error& error) {
        found.problems.push_back(error.reason().empty() ? error.summary() : error.reason());
    }
    return found;
}

struct ExclusiveHold::State {
    std::unique_ptr<Connection> connection; // null: SQLite could not read it
    int descriptor = -1;                    // without it the locks stand on this one
    bool had_log = false;                   // and shall have one again
};

namespace {

base::Error held(const std::filesystem::path& file) {
    return base::Error(base::ErrorKind::conflict,
                       fmt::format("another process has {} open", file.string()))
        .because("a file that is in use cannot be exchanged")
        .hint("let the other command end, and run this again")
        .retry_later();
}

// What SQLite itself would lock for a writer that is alone.
int lock_by_hand(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0) {
        throw base::Error(base::ErrorKind::failed, fmt::format("cannot open {}", file.string()))
            .because(std::strerror(errno))
            .hint("check owner and permissions of the file");
    }
    struct flock all {};
    all.l_type = F_WRLCK;
    all.l_whence = SEEK_SET;
    all.l_start = kLockBytes;
    all.l_len = kLockLength;
    if (::fcntl(descriptor, F_SETLK, &all) != 0) {
        ::close(descriptor);
        throw held(file);
    }
    return descriptor;
}

} // namespace

bool looks_like_database(const std::filesystem::path& file) {
    constexpr std::string_view kMagic("SQLite format 3\0", 16);
    std::ifstream in(file, std::ios::binary);
    std::array<char, kMagic.size()> begin{};
    in.read(begin.data(), begin.size());
    return std::string_view(begin.data(), static_cast<std::size_t>(in.gcount())) == kMagic;
}

void refuse_if_open_elsewhere(const std::filesystem::path& file) {
    ::close(lock_by_hand(file));
}

ExclusiveHold::ExclusiveHold(const std::filesystem::path& file) : state_(new State) {
    if (!looks_like_database(file)) {
        state_->descriptor = lock_by_hand(file);
        return;
    }
    try {
        auto connection = std::make_unique<Connection>(file, file.string(), SQLITE_OPEN_READWRITE);
        sqlite3_busy_timeout(connection->get(), 0); // a reader in a pager may stay for hours
        // In this mode the lock taken first is kept to the end.
        connection->execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
        state_->had_log = connection->column("PRAGMA journal_mode").at(0) == "wal";
        connection->execute("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT");
        state_->descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        state_->connection = std::move(connection);
    } catch (const base::Error& error) {
        if (error.kind() == base::ErrorKind::conflict) {
            throw held(file);
        }
        state_->descriptor = lock_by_hand(file);
    }
}

ExclusiveHold::~ExclusiveHold() {
    if (state_->connection && state_->had_log) {
        sqlite3_exec(
            state_->connection->get(), "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
    }
    state_->connection.reset();
    if (state_->descriptor >= 0) {
        ::close(state_->descriptor);
    }
}

int ExclusiveHold::descriptor() const {
    return state_->descriptor;
}

void ExclusiveHold::leave_without_log() {
    state_->had_log = false;
}

bool ExclusiveHold::is_sound() const {
    return state_->connection != nullptr;
}

} // namespace etsyorder::db
