-- SPDX-License-Identifier: MIT
-- What files, not Etsy's API, say of a shop's catalogue. No foreign keys: a file may know a listing
-- or an order before the rest of this database does.

-- Listings of a file, which has no numbers for them.
CREATE TABLE file_listings (
    shop_id INTEGER NOT NULL,
    file_listing_id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    price_minor INTEGER,
    currency TEXT NOT NULL DEFAULT '',
    quantity INTEGER,
    content TEXT NOT NULL, -- JSON: description, tags, materials, skus, images, variations
    imported_at_utc_s INTEGER NOT NULL -- when its content last changed here
) STRICT;
CREATE INDEX file_listings_by_title ON file_listings (shop_id, title);

CREATE TABLE file_listing_skus (
    shop_id INTEGER NOT NULL,
    sku TEXT NOT NULL,
    file_listing_id INTEGER NOT NULL REFERENCES file_listings (file_listing_id),
    PRIMARY KEY (shop_id, sku, file_listing_id)
) STRICT, WITHOUT ROWID;

-- Reviews of a file, which names the order and not the item.
CREATE TABLE file_reviews (
    shop_id INTEGER NOT NULL,
    file_review_id INTEGER PRIMARY KEY,
    receipt_id INTEGER NOT NULL,
    reviewer TEXT NOT NULL DEFAULT '',
    rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
    review TEXT NOT NULL DEFAULT '',
    reviewed_on TEXT NOT NULL, -- a day, 2026-11-22
    imported_at_utc_s INTEGER NOT NULL
) STRICT;
CREATE INDEX file_reviews_by_receipt ON file_reviews (shop_id, receipt_id);

-- What other shops call their orders, where that is no number.
CREATE TABLE order_names (
    shop_id INTEGER NOT NULL,
    order_id INTEGER PRIMARY KEY REFERENCES orders (order_id),
    name TEXT NOT NULL
) STRICT;
-- For completions: as it is typed, where a # would begin a comment of the shell.
CREATE INDEX order_names_by_name ON order_names (ltrim(upper(name), '# '));
