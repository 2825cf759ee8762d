-- SPDX-License-Identifier: MIT
-- The seller's own words on an order. Etsy never gets them.
CREATE TABLE order_notes (
    shop_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL REFERENCES orders (order_id),
    number INTEGER NOT NULL CHECK (number > 0), -- within the order; never given again
    text TEXT,                                  -- null: taken off; its number stays taken
    written_at_utc_s INTEGER NOT NULL,
    changed_at_utc_s INTEGER,                   -- null: never changed
    PRIMARY KEY (order_id, number)
) STRICT, WITHOUT ROWID;

-- What the seller's commands did, so that it can be undone: the latest only.
CREATE TABLE acts (
    shop_id INTEGER NOT NULL, -- 0: orders of several shops
    act_id INTEGER PRIMARY KEY AUTOINCREMENT,
    verb TEXT NOT NULL,       -- of the command: tag, note, merge-buyers, undo
    summary TEXT NOT NULL,    -- without a person's data: "+urgent -later"
    done_at_utc_s INTEGER NOT NULL,
    order_count INTEGER NOT NULL,
    step_count INTEGER NOT NULL,
    undoes_act_id INTEGER,    -- set: this act undid that one
    undone_at_utc_s INTEGER   -- set: it was undone
) STRICT;

-- What an act changed, one thing a step. It holds what was written, so a person's data too.
CREATE TABLE act_steps (
    shop_id INTEGER NOT NULL,
    act_id INTEGER NOT NULL REFERENCES acts (act_id),
    position INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    kind TEXT NOT NULL,  -- tag, note, buyer
    thing TEXT NOT NULL, -- the tag; the note's number; the buyer that was merged
    before TEXT,         -- null: it was not there
    after TEXT,          -- null: it is not there any more
    PRIMARY KEY (act_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX act_steps_by_order ON act_steps (order_id);

-- One person with several accounts at Etsy, or none: the seller said that this buyer is that one. Its orders
-- then have the other's buyer_id, and so have later ones that come with its etsy_user_id.
ALTER TABLE buyers ADD COLUMN merged_into_buyer_id INTEGER REFERENCES buyers (buyer_id);
CREATE INDEX buyers_merged ON buyers (merged_into_buyer_id) WHERE merged_into_buyer_id IS NOT NULL;

-- The buyer an order came with, where a merge gave it another: so that merged buyers can be told apart again.
CREATE TABLE order_accounts (
    shop_id INTEGER NOT NULL,
    order_id INTEGER PRIMARY KEY REFERENCES orders (order_id),
    buyer_id INTEGER NOT NULL REFERENCES buyers (buyer_id)
) STRICT;
CREATE INDEX order_accounts_by_buyer ON order_accounts (buyer_id);
