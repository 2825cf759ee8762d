// SPDX-License-Identifier: MIT
#include "etsy/sync_streams.hpp"

#include "base/optional_instant.hpp"

namespace etsyorder::etsy {

StreamState SyncStreams::load(const std::string& stream) const {
    auto row = database_->statement("SELECT cursor_utc_s, state, completed_at_utc_s FROM "
                                    "sync_streams WHERE shop_id = :shop AND stream = :stream");
    row.bind(":shop", shop_.value()).bind(":stream", stream);
    if (!row.step()) {
        return {};
    }
    return {base::maybe_from_utc_seconds(row.maybe_integer(0)),
            row.string(1),
            base::maybe_from_utc_seconds(row.maybe_integer(2))};
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
        .bind(":cursor", base::maybe_utc_seconds(state.cursor))
        .bind(":state", state.unfinished)
        .bind(":completed", base::maybe_utc_seconds(state.completed_at))
        .run();
}

} // namespace etsyorder::etsy
