// SPDX-License-Identifier: MIT
#include "status/standing.hpp"

#include <algorithm>
#include <limits>

namespace etsyorder::status {

std::size_t stages_left(const Pipeline* pipeline, std::string_view stage) {
    return pipeline == nullptr ? std::numeric_limits<std::size_t>::max()
                               : pipeline->stages.size() - pipeline->stage(stage).value_or(0);
}

const Stage* Standing::stage() const {
    const auto at = pipeline == nullptr ? std::nullopt : pipeline->stage(pieces->stage);
    return at ? &pipeline->stages[*at] : nullptr;
}

std::optional<Standing> standing_of(std::span<const WorkItem* const> items,
                                    const Pipelines& pipelines) {
    std::optional<Standing> behind;
    std::size_t most = 0;
    for (const auto* item : items) {
        const auto* const pipeline = pipelines.find(item->pipeline);
        for (const auto& pieces : item->pieces) {
            const auto left = stages_left(pipeline, pieces.stage);
            if (!behind || left > most) {
                behind = Standing{item, &pieces, pipeline};
                most = left;
            }
        }
    }
    return behind;
}

std::string public_name(const Pipeline* pipeline, std::string_view stage) {
    const auto at = pipeline == nullptr ? std::nullopt : pipeline->stage(stage);
    for (auto place = at ? *at + 1 : 0; place > 0; --place) {
        const auto& one = pipeline->stages[place - 1];
        if (!one.public_name.empty()) {
            return one.public_name;
        }
    }
    return {};
}

bool is_all_done(std::span<const WorkItem* const> items, const Pipelines& pipelines) {
    return !items.empty() && std::all_of(items.begin(), items.end(), [&](const WorkItem* item) {
        const auto* const pipeline = pipelines.find(item->pipeline);
        return pipeline != nullptr && !item->pieces.empty() &&
               std::all_of(item->pieces.begin(), item->pieces.end(), [&](const PiecesAt& pieces) {
                   return pieces.stage == pipeline->stages.back().name;
               });
    });
}

} // namespace etsyorder::status
