-- SPDX-License-Identifier: MIT
-- Set: a person's data is gone from the order, and what comes later of it brings back only what the accounts
-- need (orders/forget_orders.hpp).
ALTER TABLE orders ADD COLUMN forgotten_at_utc_s INTEGER;

-- Items of forgotten orders, so that a review of one comes without its writer and words. Few: an index of all
-- items by transaction would be paid for by every sync.
CREATE TABLE forgotten_transactions (
    shop_id INTEGER NOT NULL,
    transaction_id INTEGER NOT NULL,
    PRIMARY KEY (shop_id, transaction_id)
) STRICT, WITHOUT ROWID;

-- One row while bytes of what was forgotten may still stand in the file or its log: a run that was cut off.
CREATE TABLE pending_wipes (
    shop_id INTEGER NOT NULL PRIMARY KEY CHECK (shop_id = 0),
    since_utc_s INTEGER NOT NULL
) STRICT;
