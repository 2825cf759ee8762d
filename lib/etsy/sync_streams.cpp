// SPDX-License-Identifier: MIT
#include "etsy/sync_streams.hpp"

namespace etsyorder::etsy {
namespace {

std::optional<base::Instant> instant(const std::optional<std::int64_t>& utc_s) {
    return utc_s ? std::optional(base::from_utc_seconds(*utc_s)) : std::nullopt;
}

std::optional<std::int64_t> seconds(const std::optional<base::Instant>& instant) {
    return instant ? std::optional(base::utc_seconds(*instant)) : std::nullopt;
}

} // namespace

StreamState SyncStreams::load(const std::string& stream) const {
    auto row = database_->statement("SELECT cursor_utc_s, state, completed_at_utc_s FROM "
                                    "sync_streams WHERE shop_id = :shop AND stream = :stream");
    row.bind(":shop", shop_.value()).bind(":stream", stream);
    if (!row.step()) {
        return {};
    }
    return {instant(row.maybe_integer(0)), row.string(1), instant(row.maybe_integer(2))};
}

void SyncStreams::save(const std::string& stream, const StreamState& state) {
    auto upsert = database_->statement(
        "INSERT INTO sync_streams (shop_id, stream, cursor_utc_s, state, completed_at_utc_s) "
        "VALUES (:shop, :stream, :cursor, :state, :completed) ON CONFLICT (shop_id, stream) DO "
        "UPDATE SET "
        "cursor_utc_s = excluded.cursor_utc_s, state = excluded.state, completed_at_utc_s = "
        "excluded.completed_at_utc_s");
    upsert.bind(":shop", shop_.value())
        .bind(":stream", stream)
        .bind(":cursor", seconds(state.cursor))
        .bind(":state", state.unfinished)
        .bind(":completed", seconds(state.completed_at))
        .run();
}

} // namespace etsyorder::etsy
