// SPDX-License-Identifier: MIT
// The facts of `status`: of all items of an order that are made, and of each one.
#include "status/standing.hpp"
#include "status/status_repository.hpp"
#include "templates/fact_subjects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace etsyorder::templates {
namespace {

using liquid::Value;
using status::WorkItem;

const std::vector<WorkItem>& work_of(const OrderSubject& of) {
    if (!of.work) {
        auto items =
            status::StatusRepository(of.facts.database()).items_of(std::array{of.order.id});
        auto& placing = of.facts.placing();
        for (auto& item : items) {
            // What nobody moved before the order was over stands nowhere.
            if (item.is_open || !item.pieces.empty()) {
                placing.place(item);
            }
        }
        of.work = std::move(items);
    }
    return *of.work;
}

const status::Pipelines& pipelines_of(const StatusSubject& of) {
    return of.of->facts.placing().pipelines();
}

std::optional<status::Standing> standing(const StatusSubject& of) {
    return status::standing_of(of.items, pipelines_of(of));
}

// Whoever has the parcel is not told that it is being packed.
std::string told(const WorkItem& item, const status::Pipelines& pipelines, std::string_view stage) {
    return item.is_open ? status::public_name(pipelines.find(item.pipeline), stage) : std::string();
}

Value public_name(const StatusSubject& of) {
    const auto one = standing(of);
    return one ? text_or_nil(told(*one->item, pipelines_of(of), one->pieces->stage)) : Value();
}

Value stage(const StatusSubject& of) {
    const auto one = standing(of);
    return one ? text_or_nil(one->pieces->stage) : Value();
}

Value since(const StatusSubject& of) {
    const auto one = standing(of);
    return one ? moment_of(one->pieces->since, of.of->zone()) : Value();
}

Value pipeline(const StatusSubject& of) {
    const auto one = standing(of);
    return one ? text_or_nil(one->item->pipeline) : Value();
}

Value owner(const StatusSubject& of) {
    const auto one = standing(of);
    const auto* const stage = one ? one->stage() : nullptr;
    return stage == nullptr ? Value() : text_or_nil(stage->owner);
}

// The first that is held up in an order that is still to be made.
const status::Hold* hold_of(const StatusSubject& of) {
    const auto held = std::find_if(of.items.begin(), of.items.end(), [](const WorkItem* item) {
        return item->is_open && item->hold;
    });
    return held == of.items.end() ? nullptr : &*(*held)->hold;
}

Value waits_for(const StatusSubject& of) {
    for (const auto* item : of.items) {
        if (item->is_open && item->hold && item->hold->is_block()) {
            return Value(item->hold->waits_for);
        }
    }
    return {};
}

Value note(const StatusSubject& of) {
    const auto updates = status::StatusRepository(of.of->facts.database()).history(of.of->order.id);
    const auto last = std::find_if(updates.rbegin(), updates.rend(), [&](const auto& update) {
        return std::any_of(of.items.begin(), of.items.end(), [&](const WorkItem* item) {
            return item->item == update.item;
        });
    });
    return last == updates.rend() ? Value() : text_or_nil(last->reason);
}

Value pieces(const StatusSubject& of) {
    std::vector<StagePieces> all;
    for (const auto* item : of.items) {
        for (const auto& some : item->pieces) {
            const auto name = told(*item, pipelines_of(of), some.stage);
            const auto same = std::find_if(all.begin(), all.end(), [&](const StagePieces& one) {
                return one.stage == some.stage && one.public_name == name;
            });
            if (same == all.end()) {
                all.push_back({some.stage, name, some.quantity});
            } else {
                same->quantity += some.quantity;
            }
        }
    }
    std::vector<Value> values;
    for (auto& one : all) {
        auto* const used = of.of->used;
        auto path = used == nullptr ? "" : fmt::format("{}.pieces[{}]", of.path, values.size());
        values.push_back(Value::lazy(std::make_shared<FactsOf<StagePieces>>(
            stage_pieces_rows(),
            std::make_shared<const StagePieces>(std::move(one)),
            used,
            std::move(path))));
    }
    return Value::array(std::move(values));
}

constexpr bool kInternal = true;
constexpr Fact<StatusSubject> kStatus[] = {
    {"public",
     "text",
     "What buyers are told of it: the public name of the stage where the pieces furthest behind "
     "are, or of the nearest one before it. Nil: nothing, and of orders that are no longer open.",
     "We have your order",
     public_name},
    {"stage", "text", "Your own name of that stage; not for buyers.", "new", stage, kInternal},
    {"since", "moment", "Since when these pieces are there.", "2026-11-20 14:05:00 +0100", since},
    {"pipeline",
     "text",
     "Your own name of their pipeline; not for buyers.",
     "standard",
     pipeline,
     kInternal},
    {"owner", "text", "Who does that stage; not for buyers.", "", owner, kInternal},
    {"is_held",
     "yes or no",
     "An item is on hold, or waits for something.",
     "false",
     [](const StatusSubject& of) { return Value(hold_of(of) != nullptr); }},
    {"waits_for",
     "text",
     "What it waits for: buyer, material, maker or other; nil: nothing, or it is on hold.",
     "",
     waits_for},
    {"done",
     "yes or no",
     "All pieces are in the last stage of their pipelines.",
     "false",
     [](const StatusSubject& of) {
         return Value(status::is_all_done(of.items, pipelines_of(of)));
     }},
    {"note",
     "text",
     "Your words with the last change of its stages or holds; not for buyers.",
     "",
     note,
     kInternal},
    {"pieces",
     "list of pieces",
     "How many are in which stage. Closed orders: where they were left.",
     "",
     pieces},
};

constexpr Fact<StagePieces> kPieces[] = {
    {"public",
     "text",
     "What buyers are told of them.",
     "We have your order",
     [](const StagePieces& of) { return text_or_nil(of.public_name); }},
    {"stage",
     "text",
     "Your own name of the stage; not for buyers.",
     "new",
     [](const StagePieces& of) { return text_or_nil(of.stage); },
     kInternal},
    {"quantity",
     "integer",
     "Pieces.",
     "3",
     [](const StagePieces& of) { return Value(of.quantity); }},
};

Value value_of(StatusSubject subject) {
    auto* const used = subject.of->used;
    auto path = used == nullptr ? std::string() : subject.path;
    return Value::lazy(std::make_shared<FactsOf<StatusSubject>>(
        status_rows(),
        std::make_shared<const StatusSubject>(std::move(subject)),
        used,
        std::move(path)));
}

} // namespace

std::span<const Fact<StatusSubject>> status_rows() {
    return kStatus;
}
std::span<const Fact<StagePieces>> stage_pieces_rows() {
    return kPieces;
}

Value status_of(const OrderSubject& subject) {
    StatusSubject all{subject.shared_from_this(), {}, "status"};
    for (const auto& item : work_of(subject)) {
        all.items.push_back(&item);
    }
    return value_of(std::move(all));
}

Value status_of(const ItemSubject& subject) {
    const auto& work = work_of(*subject.of);
    const auto found = std::find_if(work.begin(), work.end(), [&](const WorkItem& item) {
        return item.item == subject.item->id;
    });
    if (found == work.end()) {
        return {};
    }
    return value_of({subject.of->shared_from_this(),
                     {&*found},
                     fmt::format("items[{}].status", subject.number - 1)});
}

} // namespace etsyorder::templates
