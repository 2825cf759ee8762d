-- SPDX-License-Identifier: MIT
-- For what a query asks of all orders ever and hardly any has. None tells all orders of a shop, or SQLite takes it
-- for lists.
CREATE INDEX items_by_listing ON items (listing_id) WHERE listing_id IS NOT NULL;
CREATE INDEX items_by_sku ON items (lower(sku)) WHERE sku <> '';
CREATE INDEX orders_by_total ON orders (currency, total_minor, shop_id);
CREATE INDEX orders_gifts ON orders (shop_id, is_gift) WHERE is_gift = 1;
CREATE INDEX orders_unpaid ON orders (shop_id, is_paid) WHERE is_paid = 0;
CREATE INDEX refunds_by_shop ON refunds (shop_id);
