-- SPDX-License-Identifier: MIT
-- Orders whose person was forgotten, by Etsy's number: also such as are not stored here, because a backup that
-- is older than the order was brought back. When one of them comes, only what the accounts need is taken.
CREATE TABLE forgotten_orders (
    shop_id INTEGER NOT NULL,
    receipt_id INTEGER NOT NULL,
    forgotten_at_utc_s INTEGER NOT NULL,
    PRIMARY KEY (receipt_id, shop_id)
) STRICT, WITHOUT ROWID;

INSERT INTO forgotten_orders (shop_id, receipt_id, forgotten_at_utc_s)
SELECT shop_id, receipt_id, forgotten_at_utc_s FROM orders WHERE forgotten_at_utc_s IS NOT NULL;
