// SPDX-License-Identifier: MIT
// The database that is here while another is made ready to take its place. Part of restore().
// All throw base::Error: conflict (somebody works in it), failed (it may not be looked at).
#pragma once

#include "backup/restore.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace etsyorder::backup {

// Throws where that cannot be told.
[[nodiscard]] bool is_there(const std::filesystem::path& path);

// Empty: there is none, or nobody can read it; then `problem` says why.
[[nodiscard]] std::optional<db::Database> present_database(const Places& places,
                                                           std::string& problem);

// What must not get lost of it; why it could not be read, if so.
void learn_from(db::Database& present, const RestoreRequest& request, Restored& restored);

void refuse_while_in_use(const RestoreRequest& request);

// Watched while the slow part runs. Both references must outlive it.
class Present {
public:
    Present(const RestoreRequest& request, Restored& restored);

    // Throws Error of kind conflict when somebody wrote since, or made one; then it is closed
    // either way.
    void let_go();
    void learn_held(); // once more, under the hold

private:
    std::int64_t version();

    const RestoreRequest& request_;
    Restored& restored_;
    bool was_there_;
    std::optional<db::Database> database_;
    std::int64_t version_ = 0;
};

} // namespace etsyorder::backup
