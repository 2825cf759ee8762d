-- SPDX-License-Identifier: MIT
-- Every text that left the program for somebody to read, so that "what exactly did we tell them?" has an answer
-- years later. The same text about the same order, made again, is one row.
CREATE TABLE letters (
    shop_id INTEGER NOT NULL, -- 0: about no order, and of no shop that is known
    letter_id INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id INTEGER REFERENCES orders (order_id), -- null: about none
    item_number INTEGER,        -- null: about the whole order
    template TEXT NOT NULL,
    language TEXT NOT NULL,     -- of the text that was used; empty: the base
    content_hash TEXT NOT NULL, -- SHA-256 of what it was made from
    made_as TEXT NOT NULL,      -- text, html
    subject TEXT,
    text TEXT NOT NULL,         -- empty: about no order, so that nobody could have it forgotten
    facts TEXT NOT NULL,        -- JSON object: each fact that was looked up, by its path
    set_by_hand TEXT NOT NULL,  -- JSON object: what --set and answers gave, by its path
    anyway INTEGER NOT NULL CHECK (anyway IN (0, 1)), -- 1: the template is not for such an order
    state TEXT NOT NULL,        -- rendered: made, and what became of it is not known
    first_at_utc_s INTEGER NOT NULL,
    last_at_utc_s INTEGER NOT NULL,
    times INTEGER NOT NULL CHECK (times > 0)
) STRICT;
CREATE INDEX letters_by_order ON letters (order_id, letter_id);
CREATE INDEX letters_by_template ON letters (template, last_at_utc_s);
CREATE INDEX letters_by_time ON letters (last_at_utc_s);
