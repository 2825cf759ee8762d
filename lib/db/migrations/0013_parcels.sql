-- SPDX-License-Identifier: MIT
-- A parcel of an order, and what became of telling Etsy about it. Etsy mails the buyer for each telling, so each
-- parcel is told once: `sending` is written before the call, and who finds it afterwards does not know whether the
-- call arrived.
CREATE TABLE parcels (
    shop_id INTEGER NOT NULL,
    parcel_id INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id INTEGER NOT NULL REFERENCES orders (order_id),
    number INTEGER NOT NULL CHECK (number > 0), -- within the order
    carrier TEXT NOT NULL,       -- slug; empty: without a tracking code
    carrier_name TEXT NOT NULL,  -- for people
    tracking_code TEXT NOT NULL, -- empty: shipped without one
    note TEXT NOT NULL,          -- to the buyer, sent by Etsy; empty: none
    template TEXT,               -- the note was made from; null: typed, or none
    content_hash TEXT,           -- of what that template was
    state TEXT NOT NULL,         -- prepared, sending, sent, failed, in_doubt, by_hand
    problem TEXT NOT NULL,       -- of failed and in_doubt: why
    created_at_utc_s INTEGER NOT NULL,
    changed_at_utc_s INTEGER NOT NULL,
    UNIQUE (order_id, tracking_code),
    UNIQUE (order_id, number)
) STRICT;
