// SPDX-License-Identifier: MIT
// Standing: how far the making of some items is, as one place: where the pieces are that are
// furthest behind, and what buyers are told of it. Pure.
//
//     if (const auto standing = standing_of(items, pipelines)) {
//         standing->pieces->stage;                                // "oiling", for the seller
//         public_name(standing->pipeline, standing->pieces->stage); // "We make it"; empty: nothing
//     }
#pragma once

#include "status/pipeline.hpp"
#include "status/work_item.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace etsyorder::status {

// Of items that are placed; all that it points to belongs to whoever asked.
struct Standing {
    const WorkItem* item = nullptr;
    const PiecesAt* pieces = nullptr;
    const Pipeline* pipeline = nullptr; // null: it is not written any more

    [[nodiscard]] const Stage* stage() const; // null: the pipeline has no such stage any more
};

// The stages of their pipeline that pieces still have before them, with the one in which they
// stand. Of a stage that is gone all of them; of a pipeline that is gone, null, more than any has.
[[nodiscard]] std::size_t stages_left(const Pipeline* pipeline, std::string_view stage);

// Furthest behind are the pieces that have the most stages of their pipeline still before them; of
// several those of the first item. Pieces in a stage that is gone count as at the beginning, and
// those of a pipeline that is gone as behind all others. Empty: no item has pieces in a stage.
[[nodiscard]] std::optional<Standing> standing_of(std::span<const WorkItem* const> items,
                                                  const Pipelines& pipelines);

// What buyers are told of pieces in a stage: its public name; of a stage that has none that of the
// nearest one before it, which is the last they were told. Empty: nothing.
[[nodiscard]] std::string public_name(const Pipeline* pipeline, std::string_view stage);

// Are all pieces of all items in the last stage of their pipelines? Of no items: no.
[[nodiscard]] bool is_all_done(std::span<const WorkItem* const> items, const Pipelines& pipelines);

} // namespace etsyorder::status
