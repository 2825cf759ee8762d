// SPDX-License-Identifier: MIT
#include "backup/present.hpp"

#include "db/lease.hpp"
#include "db/migrations.hpp"
#include "db/online_copy.hpp"

#include <fmt/format.h>

namespace etsyorder::backup {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorKind;

bool is_there(const fs::path& path) {
    std::error_code problem;
    const bool found = fs::exists(path, problem);
    if (problem) {
        throw Error(ErrorKind::failed, fmt::format("cannot look at {}", path.string()))
            .because(problem.message())
            .hint("check owner and permissions of the folder");
    }
    return found;
}

namespace {

std::string why(const Error& error) {
    return error.reason().empty() ? error.summary() : error.reason();
}

} // namespace

std::optional<db::Database> present_database(const Places& places, std::string& problem) {
    if (!is_there(places.database)) {
        return std::nullopt;
    }
    if (!db::looks_like_database(places.database)) {
        std::error_code none;
        problem = fs::file_size(places.database, none) == 0 ? "" : "it is no database";
        return std::nullopt;
    }
    try {
        db::Database present(places.database, db::Open::existing_for_reading);
        if (db::schema_version(present) > 0) {
            return present;
        }
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::conflict) {
            throw;
        }
        problem = why(error);
    }
    return std::nullopt;
}

void learn_from(db::Database& present, const RestoreRequest& request, Restored& restored) {
    if (!request.take_over.learn) {
        return;
    }
    try {
        request.take_over.learn(present);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::conflict) {
            throw;
        }
        restored.present_problem = why(error);
    }
}

void refuse_while_in_use(const RestoreRequest& request) {
    if (!is_there(request.places.database)) {
        return;
    }
    std::string problem;
    if (auto present = present_database(request.places, problem)) {
        if (const auto holder = db::held_job(*present, request.now)) {
            throw Error(ErrorKind::conflict, "another command works in the database")
                .because(*holder)
                .note("nothing was changed")
                .hint("wait for it to end and run this again")
                .retry_later();
        }
    }
    db::refuse_if_open_elsewhere(request.places.database);
}

Present::Present(const RestoreRequest& request, Restored& restored)
    : request_(request), restored_(restored), was_there_(is_there(request.places.database)),
      database_(present_database(request.places, restored.present_problem)) {
    if (database_) {
        version_ = version();
        learn_from(*database_, request_, restored_);
    }
}

void Present::let_go() {
    const bool changed =
        (database_ && version() != version_) || (!was_there_ && is_there(request_.places.database));
    database_.reset();
    if (changed) {
        throw Error(ErrorKind::conflict, "another command wrote into the present database")
            .because("it did so while the backup was copied, and its changes would be lost")
            .note("nothing was changed")
            .hint("run this again")
            .retry_later();
    }
}

void Present::learn_held() {
    try {
        db::Database held(request_.places.database, db::Open::held_for_reading);
        if (db::schema_version(held) > 0) {
            learn_from(held, request_, restored_);
        }
    } catch (const Error& error) {
        restored_.present_problem = why(error);
    }
}

std::int64_t Present::version() {
    auto row = database_->statement("PRAGMA data_version");
    return row.step() ? row.integer(0) : 0;
}

} // namespace etsyorder::backup
