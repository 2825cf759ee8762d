-- SPDX-License-Identifier: MIT
-- Codes of findings that a seller has looked at and does not want to see again: for one order, or for all
-- orders of one listing.
CREATE TABLE lint_silences (
    shop_id INTEGER NOT NULL,
    silence_id INTEGER PRIMARY KEY,
    code TEXT NOT NULL, -- stays when a later version has another name for it: then it silences nothing
    order_id INTEGER REFERENCES orders (order_id) ON DELETE CASCADE,
    listing_id INTEGER, -- Etsy's
    reason TEXT NOT NULL CHECK (reason <> ''),
    silenced_at_utc_s INTEGER NOT NULL,
    CHECK ((order_id IS NULL) <> (listing_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX lint_silences_of_order ON lint_silences (shop_id, order_id, code) WHERE order_id IS NOT NULL;
CREATE UNIQUE INDEX lint_silences_of_listing ON lint_silences (shop_id, listing_id, code) WHERE listing_id IS NOT NULL;
CREATE INDEX lint_silences_by_order ON lint_silences (order_id) WHERE order_id IS NOT NULL;
