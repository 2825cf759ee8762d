-- SPDX-License-Identifier: MIT
-- Rules as the program came to know them: each acts only for what comes after it was first read, and buyers are told
-- by one only once the seller has seen what it says.
CREATE TABLE rules (
    shop_id INTEGER NOT NULL,       -- 0: a rule is for all shops
    name TEXT NOT NULL,
    trigger_text TEXT NOT NULL,     -- as written; with another one it is a new rule
    deed_text TEXT NOT NULL,        -- what it tells or does; with another one it must be released again
    since_event_id INTEGER NOT NULL, -- only events behind it
    since_utc_s INTEGER NOT NULL,   -- only moments behind it
    released_at_utc_s INTEGER,      -- null: its tellings to buyers are held
    paused_at_utc_s INTEGER,        -- null: it acts
    PRIMARY KEY (shop_id, name)
) STRICT;

-- How far the plan has come.
CREATE TABLE rule_plans (
    shop_id INTEGER NOT NULL PRIMARY KEY, -- 0: of all shops
    event_id INTEGER NOT NULL,            -- the orders of all events up to it are planned
    settings TEXT NOT NULL                -- what it was planned by: another one, and all is planned anew
) STRICT;

-- Each telling and each deed of a rule once: what is to come, and what became of it.
CREATE TABLE outbox (
    shop_id INTEGER NOT NULL,
    outbox_id INTEGER PRIMARY KEY AUTOINCREMENT,
    rule TEXT NOT NULL,
    order_id INTEGER REFERENCES orders (order_id), -- null: about the shop
    occurrence TEXT NOT NULL,      -- unlike that of all others of the rule about the order
    event_id INTEGER NOT NULL,     -- that is the reason; 0: none is
    reason TEXT NOT NULL,          -- the event, or the moment it is counted from
    reason_at_utc_s INTEGER NOT NULL,
    recipient TEXT NOT NULL,       -- buyer, seller; empty: something is done, and nobody is told
    template TEXT NOT NULL,        -- empty: no letter
    channel TEXT NOT NULL,         -- by which it goes or went; empty: not chosen yet
    state TEXT NOT NULL CHECK (state IN ('queued', 'held', 'handed', 'sending', 'sent', 'done', 'failed', 'in_doubt',
                                         'cancelled', 'expired')),
    problem TEXT NOT NULL,         -- why it is held, failed, in doubt, cancelled; empty: nothing is wrong
    is_released INTEGER NOT NULL CHECK (is_released IN (0, 1)), -- the seller said of this one that it may go
    due_at_utc_s INTEGER NOT NULL,
    expires_at_utc_s INTEGER NOT NULL, -- told no later
    next_at_utc_s INTEGER NOT NULL,    -- of a queued one: when it is looked at
    subject TEXT,                  -- of the letter; null: it has none, or none was made yet
    text TEXT NOT NULL,            -- of the letter; empty: none was made yet
    letter_id INTEGER,             -- in the log of letters; null: it is not there
    tries INTEGER NOT NULL,
    created_at_utc_s INTEGER NOT NULL,
    changed_at_utc_s INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX outbox_once ON outbox (shop_id, rule, coalesce(order_id, 0), occurrence);
CREATE INDEX outbox_by_state ON outbox (state, next_at_utc_s);
CREATE INDEX outbox_by_rule ON outbox (rule, state, due_at_utc_s);
CREATE INDEX outbox_of_shop ON outbox (shop_id, rule, reason_at_utc_s) WHERE order_id IS NULL;
CREATE INDEX outbox_by_order ON outbox (order_id);
