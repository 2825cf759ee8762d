-- SPDX-License-Identifier: MIT
-- Where the pieces of each item stand, what holds them up, and how they came there. Etsy knows nothing of it.
CREATE TABLE item_stages (
    shop_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL REFERENCES orders (order_id),
    item_id INTEGER NOT NULL REFERENCES items (item_id),
    stage TEXT NOT NULL, -- of the pipeline, by name
    pipeline TEXT NOT NULL, -- the same in all rows of an item
    quantity INTEGER NOT NULL CHECK (quantity >= 0), -- pieces
    since_utc_s INTEGER NOT NULL, -- the last of them came there
    PRIMARY KEY (item_id, stage)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_stages_by_order ON item_stages (order_id, stage);

CREATE TABLE item_holds (
    shop_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL REFERENCES orders (order_id),
    item_id INTEGER PRIMARY KEY REFERENCES items (item_id),
    waits_for TEXT NOT NULL, -- '' (on hold), buyer, material, maker, other
    reason TEXT NOT NULL,
    since_utc_s INTEGER NOT NULL
) STRICT;
CREATE INDEX item_holds_by_order ON item_holds (order_id);

-- Append-only. Nothing of it tells who the buyer is but the reason, which is the seller's own words.
CREATE TABLE status_updates (
    shop_id INTEGER NOT NULL,
    update_id INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id INTEGER NOT NULL REFERENCES orders (order_id),
    item_id INTEGER NOT NULL REFERENCES items (item_id),
    kind TEXT NOT NULL, -- moved, held, blocked, resumed, migrated, undone
    pipeline TEXT NOT NULL,
    from_stage TEXT NOT NULL, -- of held and resumed: the stage
    to_stage TEXT NOT NULL,
    quantity INTEGER NOT NULL, -- pieces
    source TEXT NOT NULL, -- user, import, ...
    by_whom TEXT NOT NULL, -- a person or a program; empty: not said
    reason TEXT NOT NULL,
    at_utc_s INTEGER NOT NULL
) STRICT;
CREATE INDEX status_updates_by_order ON status_updates (order_id, update_id);

-- Items that are made together, whatever their orders are. An item is in one batch at most.
CREATE TABLE item_batches (
    shop_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL REFERENCES orders (order_id),
    item_id INTEGER PRIMARY KEY REFERENCES items (item_id),
    batch TEXT NOT NULL,
    since_utc_s INTEGER NOT NULL
) STRICT;
CREATE INDEX item_batches_by_name ON item_batches (batch, item_id);
CREATE INDEX item_batches_by_order ON item_batches (order_id);
