// SPDX-License-Identifier: MIT
// SavedQueryRepository: queries under a name, for `query:NAME`. They are of all shops.
#pragma once

#include "base/clock.hpp"
#include "db/database.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::orders {

struct SavedQuery {
    std::string name;
    std::string query; // as it was typed
    base::Instant saved_at{};
};

// Belongs to one connection. Begins no transaction.
class SavedQueryRepository {
public:
    explicit SavedQueryRepository(db::Database& database) : database_(&database) {}

    [[nodiscard]] std::optional<SavedQuery> find(std::string_view name) const;
    [[nodiscard]] std::vector<SavedQuery> all() const; // by name
    void save(const SavedQuery& query);                // in place of one of that name
    void remove(std::string_view name);                // nothing happens where there is none

private:
    db::Database* database_;
};

} // namespace etsyorder::orders
