-- SPDX-License-Identifier: MIT
-- Queries that a seller gave a name.
CREATE TABLE saved_queries (
    shop_id INTEGER NOT NULL, -- 0: for all shops
    name TEXT NOT NULL,
    query TEXT NOT NULL, -- as it was typed
    saved_at_utc_s INTEGER NOT NULL,
    PRIMARY KEY (shop_id, name)
) STRICT, WITHOUT ROWID;
