// SPDX-License-Identifier: MIT
#include "orders/undo_acts.hpp"

#include "base/error.hpp"
#include "orders/order_repository.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace etsyorder::orders {
namespace {

// The step that takes this one back.
ActStep reversed(ActStep step) {
    std::swap(step.before, step.after);
    return step;
}

UndoResult result_of(const std::vector<UndoneStep>& steps) {
    const auto any = [&](auto is_so) {
        return std::ranges::any_of(steps, is_so, &UndoneStep::fate);
    };
    const bool undone = any([](StepFate fate) { return fate == StepFate::undone; });
    const bool left = any([](StepFate fate) {
        return fate == StepFate::changed_since || fate == StepFate::no_order;
    });
    return undone ? (left ? UndoResult::partly : UndoResult::undone)
           : left ? UndoResult::refused
                  : UndoResult::already_so;
}

// Undone by this: the act. What the act itself had undone is then done again, and so on. Of an act
// undone in part neither is so: the rest can still be asked for.
void mark_chain(ActRepository& acts, const Act& act, bool in_part, base::Instant now) {
    std::optional<Act> one = act;
    bool undone = true;
    while (one) {
        acts.mark_undone(one->id, undone && !in_part ? std::optional(now) : std::nullopt);
        undone = !undone;
        one = one->undoes ? acts.find(*one->undoes) : std::nullopt;
    }
}

} // namespace

std::string_view to_string(StepFate fate) {
    switch (fate) {
    case StepFate::undone:
        return "undone";
    case StepFate::already_so:
        return "already so";
    case StepFate::changed_since:
        return "changed since";
    case StepFate::no_order:
        return "no longer here";
    }
    return "";
}

const UndoableKind* UndoActs::kind_of(const ActStep& step) const {
    for (const UndoableKind& kind : kinds_) {
        if (kind.name() == step.kind) {
            return &kind;
        }
    }
    return nullptr;
}

Undoing UndoActs::plan(const Act& act) const {
    Undoing result{act, UndoResult::already_so, {}, 0};
    if (act.undone_at) {
        return result;
    }
    auto steps = ActRepository(*database_).steps(act.id);
    std::ranges::reverse(steps);
    const OrderRepository repository(*database_);
    ReceiptId receipt{0};
    std::optional<OrderId> order;
    for (const auto& step : steps) {
        if (order != step.order) { // steps of one order stand together
            order = step.order;
            receipt = repository.receipt_of(step.order).value_or(ReceiptId{0});
        }
        const auto* kind = kind_of(step);
        if (kind == nullptr) {
            throw base::Error(base::ErrorKind::failed,
                              fmt::format("act {} cannot be undone", act.id.value()))
                .because(fmt::format("this program does not know what a \"{}\" is", step.kind))
                .hint("use the etsyorder that did it");
        }
        StepFate fate = StepFate::no_order;
        if (receipt.value() != 0 || step.order.value() == 0) {
            const auto present = kind->present(*database_, step);
            fate = present == step.before  ? StepFate::already_so
                   : present == step.after ? StepFate::undone
                                           : StepFate::changed_since;
        }
        result.steps.push_back({step, kind->in_words(step), fate, receipt});
    }
    result.forgotten = act.step_count - static_cast<std::int64_t>(steps.size());
    result.result = steps.empty() ? UndoResult::refused : result_of(result.steps);
    return result;
}

Undoing UndoActs::undo(ActId id, base::Instant now) {
    db::UnitOfWork work(*database_);
    ActRepository acts(work.database());
    const auto act = acts.find(id);
    if (!act) {
        throw base::Error(base::ErrorKind::not_found, fmt::format("there is no act {}", id.value()))
            .hint("etsyorder orders undo --list");
    }
    auto undoing = plan(*act);
    if (act->undone_at || undoing.result == UndoResult::refused) {
        return undoing;
    }
    write(undoing.steps, now);
    ActRecord record("undo", fmt::format("undo of {}", act->id.value()));
    record.undoes(act->id);
    for (const auto& one : undoing.steps) {
        if (one.fate == StepFate::undone) {
            record.add(reversed(one.step));
        }
    }
    mark_chain(acts, *act, undoing.result == UndoResult::partly, now);
    acts.append(record, now);
    work.commit();
    return undoing;
}

void UndoActs::write(const std::vector<UndoneStep>& steps, base::Instant now) {
    for (auto at = steps.begin(); at != steps.end();) {
        const auto& first = at->step;
        std::vector<ActStep> of_one; // an order's steps of one kind are one event
        for (; at != steps.end() && at->step.order == first.order && at->step.kind == first.kind;
             ++at) {
            if (at->fate == StepFate::undone) {
                of_one.push_back(reversed(at->step));
            }
        }
        if (!of_one.empty()) {
            kind_of(first)->write(*database_, of_one, now);
        }
    }
}

} // namespace etsyorder::orders
