// SPDX-License-Identifier: MIT
#include "lint/silence_code.hpp"

#include "events/event_log.hpp"
#include "lint/silence_repository.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>

namespace etsyorder::lint {
namespace {

Silenced plan_one(const SilenceRepository& silences,
                  const SilenceChange& change,
                  const SilenceTarget& target) {
    const auto now = silences.find(target, info(change.code).name);
    const std::string reason_now = now ? now->reason : "";
    return {
        target, change.reason.empty() ? reason_now : change.reason, change.reason != reason_now};
}

// With its event. `reason` empty: the silence is taken away.
void write_silence(db::Database& database, const Silence& silence) {
    const auto& [target, code, reason, now] = silence;
    SilenceRepository silences(database);
    nlohmann::ordered_json data{{"code", code}};
    if (reason.empty()) {
        silences.remove(target, code);
    } else {
        silences.save(silence);
        data["reason"] = reason;
    }
    const bool of_order = target.order.has_value();
    const std::string subject = of_order ? "order" : "listing";
    events::EventLog(database).append(
        {0,
         target.shop.value(),
         subject + (reason.empty() ? ".unsilenced" : ".silenced"),
         of_order ? std::optional(target.order->value()) : std::nullopt,
         of_order ? std::nullopt : target.listing,
         now,
         now,
         "user",
         data.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)});
}

std::optional<std::string> reason_or_none(const std::string& reason) {
    return reason.empty() ? std::nullopt : std::optional(reason);
}

struct Named {
    SilenceTarget target;
    std::string code;
};

Named named_by(db::Database& database, const orders::ActStep& step) {
    if (step.order.value() != 0) {
        return {SilenceRepository(database).target_of(step.order), step.thing};
    }
    const auto blank = step.thing.find(' ');
    std::int64_t listing = 0;
    if (blank != std::string::npos) {
        const auto* const end = step.thing.data() + step.thing.size();
        std::from_chars(step.thing.data() + blank + 1, end, listing);
    }
    return {{step.shop, std::nullopt, std::nullopt, listing}, step.thing.substr(0, blank)};
}

} // namespace

std::vector<Silenced> plan_silence(db::Database& database, const SilenceChange& change) {
    const SilenceRepository silences(database);
    std::vector<Silenced> result;
    for (const auto& target : change.targets) {
        result.push_back(plan_one(silences, change, target));
    }
    return result;
}

std::vector<Silenced>
change_silence(db::Database& database, const SilenceChange& change, base::Instant now) {
    db::UnitOfWork work(database);
    const SilenceRepository silences(work.database());
    const std::string code(info(change.code).name);
    orders::ActRecord record(std::string(SilenceKind::kName),
                             (change.reason.empty() ? "-" : "+") + code);
    std::vector<Silenced> result;
    for (const auto& target : change.targets) {
        auto silenced = plan_one(silences, change, target);
        if (silenced.changed) {
            const auto before = silences.find(target, code);
            write_silence(work.database(), {target, code, change.reason, now});
            record.add({target.shop,
                        target.order.value_or(orders::OrderId{0}),
                        std::string(SilenceKind::kName),
                        target.order ? code : fmt::format("{} {}", code, *target.listing),
                        before ? std::optional(before->reason) : std::nullopt,
                        reason_or_none(change.reason)});
        }
        result.push_back(std::move(silenced));
    }
    orders::ActRepository(work.database()).append(record, now);
    work.commit();
    return result;
}

std::optional<std::string> SilenceKind::present(db::Database& database,
                                                const orders::ActStep& step) const {
    const auto named = named_by(database, step);
    const auto found = SilenceRepository(database).find(named.target, named.code);
    return found ? std::optional(found->reason) : std::nullopt;
}

void SilenceKind::write(db::Database& database,
                        std::span<const orders::ActStep> steps,
                        base::Instant now) const {
    for (const auto& step : steps) {
        auto named = named_by(database, step);
        write_silence(database,
                      {std::move(named.target), named.code, step.after.value_or(""), now});
    }
}

std::string SilenceKind::in_words(const orders::ActStep& step) const {
    const auto blank = step.thing.find(' ');
    return fmt::format("{} {}{}",
                       step.after ? "silence of" : "no silence of",
                       step.thing.substr(0, blank),
                       blank == std::string::npos ? "" : " for listing" + step.thing.substr(blank));
}

} // namespace etsyorder::lint
