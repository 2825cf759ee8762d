// SPDX-License-Identifier: MIT
// Gates: is what a stage needs there? Belongs to one database, hence to one thread.
#pragma once

#include "db/database.hpp"
#include "lint/lint_item.hpp"
#include "lint/lint_queries.hpp"
#include "status/pipeline.hpp"
#include "status/work_item.hpp"

#include <optional>
#include <string>

namespace etsyorder::status {

class Gates {
public:
    explicit Gates(db::Database& database) : database_(&database), asked_(database) {}

    // What is missing, in a seller's words ("it has no tracking code yet"); empty: nothing is.
    [[nodiscard]] std::optional<std::string> missing(Need need, const WorkItem& item);

private:
    [[nodiscard]] bool has_tracking(const WorkItem& item);
    [[nodiscard]] std::optional<std::string> missing_answers(const WorkItem& item);

    db::Database* database_;
    lint::LintQueries asked_;
    lint::Linter linter_;
};

} // namespace etsyorder::status
