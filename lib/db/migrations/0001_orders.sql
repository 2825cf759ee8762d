-- SPDX-License-Identifier: MIT
CREATE TABLE schema_migrations (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL
) STRICT;

CREATE TABLE shops (
    shop_id INTEGER PRIMARY KEY, -- Etsy's
    name TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    currency TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    owner_user_id INTEGER,
    server TEXT NOT NULL DEFAULT '', -- where it was last synced from: https://openapi.etsy.com; empty: never
    raw TEXT,
    fetched_at_utc_s INTEGER
) STRICT;

-- Their names are those of their orders.
CREATE TABLE buyers (
    shop_id INTEGER NOT NULL REFERENCES shops (shop_id),
    buyer_id INTEGER PRIMARY KEY,
    etsy_user_id INTEGER,
    email TEXT,
    UNIQUE (shop_id, etsy_user_id)
) STRICT;

-- The folded words of each name a buyer ever used, so that a buyer is found by the start of any of them.
CREATE TABLE buyer_words (
    shop_id INTEGER NOT NULL,
    word TEXT NOT NULL,
    buyer_id INTEGER NOT NULL,
    PRIMARY KEY (shop_id, word, buyer_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
    shop_id INTEGER NOT NULL REFERENCES shops (shop_id),
    order_id INTEGER PRIMARY KEY,
    receipt_id INTEGER NOT NULL,
    buyer_id INTEGER REFERENCES buyers (buyer_id),
    buyer_name TEXT NOT NULL DEFAULT '',
    buyer_words TEXT, -- of the name, folded, a blank before each; null: the name in lower case
    searched_words TEXT GENERATED ALWAYS AS (coalesce(buyer_words, ' ' || lower(buyer_name))) VIRTUAL,
    buyer_email TEXT,
    status TEXT NOT NULL DEFAULT '', -- Etsy's word in lower case, unknown ones too
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    is_paid INTEGER NOT NULL DEFAULT 0 CHECK (is_paid IN (0, 1)),
    is_shipped INTEGER NOT NULL DEFAULT 0 CHECK (is_shipped IN (0, 1)),
    is_gift INTEGER NOT NULL DEFAULT 0 CHECK (is_gift IN (0, 1)),
    is_personalised INTEGER NOT NULL DEFAULT 0 CHECK (is_personalised IN (0, 1)),
    placed_at_utc_s INTEGER NOT NULL,
    updated_at_utc_s INTEGER NOT NULL,
    ship_by_utc_s INTEGER, -- the earliest of its items
    first_line TEXT, second_line TEXT, city TEXT, state TEXT, zip TEXT, country TEXT,
    -- How buyer_name and the parts above stand in Etsy's formatted address (orders/address_layout.hpp).
    -- A change of one of them without this one changes what Etsy is said to have written.
    address_layout TEXT,
    payment_method TEXT NOT NULL DEFAULT '',
    message_from_buyer TEXT NOT NULL DEFAULT '',
    message_from_seller TEXT NOT NULL DEFAULT '',
    message_from_payment TEXT NOT NULL DEFAULT '',
    gift_message TEXT NOT NULL DEFAULT '',
    gift_sender TEXT NOT NULL DEFAULT '',
    currency TEXT NOT NULL DEFAULT '',
    total_minor INTEGER, subtotal_minor INTEGER, shipping_minor INTEGER, tax_minor INTEGER,
    vat_minor INTEGER, discount_minor INTEGER, gift_wrap_minor INTEGER,
    content_hash BLOB NOT NULL,
    fetched_at_utc_s INTEGER NOT NULL, -- when its content last changed here
    gone_at_utc_s INTEGER, -- set while the source says that it does not know the order
    UNIQUE (shop_id, receipt_id)
) STRICT;
-- With the words, so that a list of one buyer's open orders skips those of others without reading them.
CREATE INDEX orders_open_by_ship_by ON orders (shop_id, ship_by_utc_s, searched_words) WHERE is_open = 1;
-- is_open: to pass over open orders without reading them.
CREATE INDEX orders_by_placed ON orders (shop_id, placed_at_utc_s, is_open);
-- Of all orders; without the shop, or SQLite takes it for the open ones too.
CREATE INDEX orders_by_ship_by ON orders (ship_by_utc_s);
CREATE INDEX orders_by_updated ON orders (shop_id, updated_at_utc_s);
-- Nearly all orders are completed: orders_by_placed finds those as fast.
CREATE INDEX orders_by_status ON orders (shop_id, status, placed_at_utc_s) WHERE status <> 'completed';
CREATE INDEX orders_gone ON orders (shop_id, gone_at_utc_s) WHERE gone_at_utc_s IS NOT NULL;
CREATE INDEX orders_by_buyer ON orders (buyer_id, placed_at_utc_s);

-- What the source said, whole and compressed, so that a later version can read it again.
CREATE TABLE order_sources (
    shop_id INTEGER NOT NULL,
    order_id INTEGER PRIMARY KEY REFERENCES orders (order_id),
    codec INTEGER NOT NULL, -- 1: Etsy's JSON, zstd with our dictionary of receipts
    bytes INTEGER NOT NULL, -- before compression
    content BLOB NOT NULL
) STRICT;

-- Orders that came and could not be read; theirs is a number or none. Gone once they can be read.
CREATE TABLE unread_orders (
    shop_id INTEGER NOT NULL,
    unread_id INTEGER PRIMARY KEY,
    receipt_id INTEGER,
    why TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    codec INTEGER NOT NULL, -- as in order_sources
    bytes INTEGER NOT NULL,
    content BLOB NOT NULL,
    fetched_at_utc_s INTEGER NOT NULL,
    UNIQUE (shop_id, content_hash)
) STRICT;

CREATE TABLE items (
    shop_id INTEGER NOT NULL,
    item_id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders (order_id),
    transaction_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    listing_id INTEGER,
    listing_image_id INTEGER,
    product_id INTEGER,
    title TEXT NOT NULL DEFAULT '',
    sku TEXT NOT NULL DEFAULT '',
    quantity INTEGER NOT NULL CHECK (quantity >= 0),
    price_minor INTEGER,
    currency TEXT NOT NULL DEFAULT '',
    is_digital INTEGER NOT NULL DEFAULT 0 CHECK (is_digital IN (0, 1)),
    ship_by_utc_s INTEGER,
    shipped_at_utc_s INTEGER,
    shipping_upgrade TEXT NOT NULL DEFAULT '',
    removed_at_utc_s INTEGER -- set when the source no longer names it
) STRICT;
CREATE INDEX items_by_order ON items (order_id);

CREATE TABLE answers (
    shop_id INTEGER NOT NULL,
    item_id INTEGER NOT NULL REFERENCES items (item_id),
    position INTEGER NOT NULL,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3), -- 0 personalisation, 1 file, 2 not asked, 3 option
    property_id INTEGER,
    question_id INTEGER,
    question TEXT,       -- null: "Personalization", which Etsy calls nearly all of them
    text TEXT NOT NULL,  -- decoded once
    verbatim TEXT,       -- as it came, where that differs
    PRIMARY KEY (item_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE shipments (
    shop_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL REFERENCES orders (order_id),
    position INTEGER NOT NULL,
    receipt_shipping_id INTEGER,
    carrier TEXT NOT NULL DEFAULT '',
    tracking_code TEXT NOT NULL DEFAULT '',
    notified_at_utc_s INTEGER,
    PRIMARY KEY (order_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE refunds (
    shop_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL REFERENCES orders (order_id),
    position INTEGER NOT NULL,
    amount_minor INTEGER,
    currency TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT '',
    refunded_at_utc_s INTEGER,
    PRIMARY KEY (order_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_tags (
    shop_id INTEGER NOT NULL,
    tag TEXT NOT NULL,
    order_id INTEGER NOT NULL REFERENCES orders (order_id),
    PRIMARY KEY (shop_id, tag, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_tags_by_order ON order_tags (order_id);

CREATE TABLE listings (
    shop_id INTEGER NOT NULL REFERENCES shops (shop_id),
    listing_id INTEGER NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    is_personalizable INTEGER NOT NULL DEFAULT 0 CHECK (is_personalizable IN (0, 1)),
    content_hash BLOB NOT NULL,
    raw TEXT NOT NULL,
    fetched_at_utc_s INTEGER NOT NULL,
    PRIMARY KEY (shop_id, listing_id)
) STRICT;

CREATE TABLE listing_images (
    shop_id INTEGER NOT NULL,
    listing_id INTEGER NOT NULL,
    listing_image_id INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    url_570xn TEXT NOT NULL DEFAULT '',
    url_fullxfull TEXT NOT NULL DEFAULT '',
    alt_text TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (shop_id, listing_id, listing_image_id)
) STRICT;

CREATE TABLE listing_questions (
    shop_id INTEGER NOT NULL,
    listing_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    question_id INTEGER,
    question TEXT NOT NULL DEFAULT '',
    instructions TEXT NOT NULL DEFAULT '',
    type TEXT NOT NULL DEFAULT '',
    is_required INTEGER NOT NULL DEFAULT 0 CHECK (is_required IN (0, 1)),
    max_characters INTEGER,
    max_files INTEGER,
    options TEXT NOT NULL DEFAULT '[]', -- JSON array of labels
    PRIMARY KEY (shop_id, listing_id, position)
) STRICT;

CREATE TABLE reviews (
    shop_id INTEGER NOT NULL REFERENCES shops (shop_id),
    transaction_id INTEGER NOT NULL,
    listing_id INTEGER,
    buyer_user_id INTEGER,
    rating INTEGER NOT NULL,
    review TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    image_url TEXT NOT NULL DEFAULT '',
    created_at_utc_s INTEGER NOT NULL,
    updated_at_utc_s INTEGER NOT NULL,
    PRIMARY KEY (shop_id, transaction_id)
) STRICT;

-- Append-only: each change writes its event in the same transaction.
CREATE TABLE events (
    shop_id INTEGER NOT NULL,
    event_id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    order_id INTEGER,
    subject_id INTEGER, -- the listing, transaction or shop it is about, where it is no order
    occurred_at_utc_s INTEGER NOT NULL,
    recorded_at_utc_s INTEGER NOT NULL,
    source TEXT NOT NULL,
    data TEXT NOT NULL -- JSON
) STRICT;
CREATE INDEX events_by_order ON events (order_id);

-- How far each stream of a shop (orders, listings, ...) has come.
CREATE TABLE sync_streams (
    shop_id INTEGER NOT NULL,
    stream TEXT NOT NULL,
    cursor_utc_s INTEGER,
    state TEXT NOT NULL DEFAULT '{}', -- JSON: where an unfinished run goes on
    completed_at_utc_s INTEGER,
    PRIMARY KEY (shop_id, stream)
) STRICT;

CREATE TABLE leases (
    shop_id INTEGER NOT NULL,
    job TEXT NOT NULL,
    holder TEXT NOT NULL, -- host, process and its start time
    taken_at_utc_s INTEGER NOT NULL,
    expires_at_utc_s INTEGER NOT NULL,
    PRIMARY KEY (shop_id, job)
) STRICT;
