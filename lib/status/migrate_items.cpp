// SPDX-License-Identifier: MIT
#include "status/migrate_items.hpp"

#include "orders/act_repository.hpp"
#include "status/status_kind.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::status {
namespace {

// Where pieces of a stage belong in a pipeline; empty: nobody says.
std::optional<std::string> successor(const std::string& stage,
                                     const Pipeline& pipeline,
                                     const std::map<std::string, std::string>& to) {
    if (pipeline.stage(stage)) {
        return stage;
    }
    if (const auto told = to.find(stage); told != to.end() && pipeline.stage(told->second)) {
        return told->second;
    }
    const auto was = std::find_if(pipeline.stages.begin(),
                                  pipeline.stages.end(),
                                  [&](const Stage& one) { return one.was == stage; });
    return was == pipeline.stages.end() ? std::nullopt : std::optional(was->name);
}

void add_pieces(WorkItem& item, const PiecesAt& pieces, std::string stage) {
    const auto there = std::find_if(item.pieces.begin(), item.pieces.end(), [&](const auto& one) {
        return one.stage == stage;
    });
    if (there == item.pieces.end()) {
        item.pieces.push_back({std::move(stage), pieces.quantity, pieces.since});
    } else {
        there->quantity += pieces.quantity;
        there->since = std::max(there->since, pieces.since);
    }
}

// Empty: it may stay as it is.
std::optional<Migrated>
migrated(const WorkItem& item, const std::map<std::string, std::string>& to, Placing& placing) {
    if (item.untouched) {
        return std::nullopt; // it follows the file by itself
    }
    const auto* const own = placing.pipeline_of(item);
    const auto& pipeline = own == nullptr ? placing.choose(product_of(item)) : *own;
    Migrated result{item, item, {}};
    result.after.pipeline = pipeline.name;
    result.after.pieces.clear();
    for (const auto& pieces : item.pieces) {
        auto stage = successor(pieces.stage, pipeline, to);
        if (!stage) {
            result.after = item;
            result.why = fmt::format(
                "pipeline \"{}\" has no stage \"{}\" any more", pipeline.name, pieces.stage);
            return result;
        }
        add_pieces(result.after, pieces, std::move(*stage));
    }
    const bool same = result.after.pipeline == item.pipeline && result.after.pieces == item.pieces;
    return same ? std::nullopt : std::optional(std::move(result));
}

void write(const StatusRepository& repository,
           const Migrated& one,
           const std::map<std::string, std::string>& to,
           Placing& placing,
           const Told& told,
           base::Instant now) {
    repository.store_pieces(one.after);
    const auto* const pipeline = placing.pipeline_of(one.after);
    for (const auto& pieces : one.before.pieces) {
        const auto stage = successor(pieces.stage, *pipeline, to).value_or(pieces.stage);
        if (stage == pieces.stage && one.before.pipeline == one.after.pipeline) {
            continue; // other pieces of the item moved
        }
        repository.append({0,
                           one.after.shop,
                           one.after.order,
                           one.after.item,
                           "migrated",
                           one.after.pipeline,
                           pieces.stage,
                           stage,
                           pieces.quantity,
                           told.source,
                           told.by_whom,
                           told.reason,
                           now});
    }
}

} // namespace

std::vector<Migrated> plan_migration(db::Database& database,
                                     const std::map<std::string, std::string>& to,
                                     Placing& placing) {
    std::vector<Migrated> all;
    StatusRepository(database).open_items({}, [&](WorkItem&& item) {
        placing.place(item);
        if (auto one = migrated(item, to, placing)) {
            all.push_back(std::move(*one));
        }
    });
    return all;
}

std::vector<Migrated> migrate_items(db::Database& database,
                                    const std::map<std::string, std::string>& to,
                                    Placing& placing,
                                    const Told& told,
                                    base::Instant now) {
    db::UnitOfWork work(database);
    auto all = plan_migration(work.database(), to, placing);
    const StatusRepository repository(work.database());
    orders::ActRecord record("status", "to changed pipelines");
    for (const auto& one : all) {
        if (one.is_settled()) {
            write(repository, one, to, placing, told, now);
            record.add(step_of(one.after, stored_state(one.before), stored_state(one.after)));
        }
    }
    orders::ActRepository(work.database()).append(record, now);
    work.commit();
    return all;
}

} // namespace etsyorder::status
