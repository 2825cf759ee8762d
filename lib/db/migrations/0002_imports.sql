-- SPDX-License-Identifier: MIT
-- A shop that was never signed in has a row in shops with a negative number; once it is signed in,
-- what is stored of it takes Etsy's number.

-- As Etsy's files name a buyer; its API gives a number instead.
ALTER TABLE buyers ADD COLUMN username TEXT;
CREATE INDEX buyers_by_username ON buyers (shop_id, username) WHERE username IS NOT NULL;

-- The first lines of imported files, each once. Of no shop.
CREATE TABLE file_headers (
    shop_id INTEGER NOT NULL CHECK (shop_id = 0),
    header_id INTEGER PRIMARY KEY,
    columns TEXT NOT NULL, -- one line of CSV
    day_first INTEGER NOT NULL CHECK (day_first IN (0, 1)), -- how its dates 2/3/2026 are meant
    UNIQUE (columns, day_first)
) STRICT;

-- What files said of an order, so that what a file says can be told from what Etsy says, and a later
-- version can read it again.
CREATE TABLE file_rows (
    shop_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL REFERENCES orders (order_id),
    kind INTEGER NOT NULL, -- 1 a row of sold order items, 2 of sold orders
    transaction_id INTEGER NOT NULL, -- 0: of the whole order
    header_id INTEGER NOT NULL REFERENCES file_headers (header_id),
    content TEXT NOT NULL, -- one line of CSV, decoded
    imported_at_utc_s INTEGER NOT NULL,
    PRIMARY KEY (order_id, kind, transaction_id)
) STRICT, WITHOUT ROWID;
