-- SPDX-License-Identifier: MIT
-- Who ordered, as files name them beside whom it goes to: a line break, the name, a line break, the user name at Etsy.
-- One of the two may be empty; null: no file says. Its words are among buyer_words.
ALTER TABLE orders ADD COLUMN ordered_by TEXT;
