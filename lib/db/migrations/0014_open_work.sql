-- SPDX-License-Identifier: MIT
-- The work on hand: where the pieces of open orders stand, beside all that counting them needs, so that the board is
-- one walk through one small table. It follows from the tables it is made of, as an index does: triggers keep it up to
-- date, and nothing else writes to it.
CREATE VIEW work_on_hand AS
SELECT o.shop_id, i.order_id, i.item_id, coalesce(s.stage, '') AS stage, coalesce(s.pipeline, '') AS pipeline,
    coalesce(s.quantity, i.quantity) AS quantity,
    coalesce((SELECT sum(a.quantity) <> i.quantity FROM item_stages a WHERE a.item_id = i.item_id), 0) AS is_changed,
    EXISTS (SELECT 1 FROM item_holds h WHERE h.item_id = i.item_id) AS is_held,
    i.listing_id, i.sku, o.ship_by_utc_s
FROM items i JOIN orders o ON o.order_id = i.order_id LEFT JOIN item_stages s ON s.item_id = i.item_id
WHERE o.is_open = 1 AND i.removed_at_utc_s IS NULL AND i.is_digital = 0;

CREATE TABLE open_work (
    shop_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    stage TEXT NOT NULL,    -- '': nobody has moved the item
    pipeline TEXT NOT NULL, -- '': the same
    quantity INTEGER NOT NULL, -- pieces in this stage
    is_changed INTEGER NOT NULL CHECK (is_changed IN (0, 1)), -- ordered are more or fewer pieces than have a stage
    is_held INTEGER NOT NULL CHECK (is_held IN (0, 1)),
    listing_id INTEGER,
    sku TEXT NOT NULL,
    ship_by_utc_s INTEGER, -- of the order
    PRIMARY KEY (item_id, stage)
) STRICT, WITHOUT ROWID;

INSERT INTO open_work SELECT * FROM work_on_hand;

CREATE TRIGGER open_work_of_order AFTER UPDATE OF is_open, ship_by_utc_s, shop_id ON orders
WHEN OLD.is_open <> NEW.is_open
    OR NEW.is_open = 1 AND (OLD.ship_by_utc_s IS NOT NEW.ship_by_utc_s OR OLD.shop_id <> NEW.shop_id)
BEGIN
    DELETE FROM open_work WHERE item_id IN (SELECT item_id FROM items WHERE order_id = NEW.order_id);
    INSERT INTO open_work SELECT * FROM work_on_hand WHERE order_id = NEW.order_id;
END;

CREATE TRIGGER open_work_of_new_item AFTER INSERT ON items BEGIN
    INSERT INTO open_work SELECT * FROM work_on_hand WHERE item_id = NEW.item_id;
END;
CREATE TRIGGER open_work_of_item
AFTER UPDATE OF item_id, order_id, quantity, listing_id, sku, is_digital, removed_at_utc_s ON items
WHEN (OLD.item_id, OLD.order_id, OLD.quantity, OLD.listing_id, OLD.sku, OLD.is_digital, OLD.removed_at_utc_s) IS NOT
    (NEW.item_id, NEW.order_id, NEW.quantity, NEW.listing_id, NEW.sku, NEW.is_digital, NEW.removed_at_utc_s)
BEGIN
    DELETE FROM open_work WHERE item_id IN (OLD.item_id, NEW.item_id);
    INSERT INTO open_work SELECT * FROM work_on_hand WHERE item_id = NEW.item_id;
END;
CREATE TRIGGER open_work_of_gone_item AFTER DELETE ON items BEGIN
    DELETE FROM open_work WHERE item_id = OLD.item_id;
END;

CREATE TRIGGER open_work_of_new_stage AFTER INSERT ON item_stages BEGIN
    DELETE FROM open_work WHERE item_id = NEW.item_id;
    INSERT INTO open_work SELECT * FROM work_on_hand WHERE item_id = NEW.item_id;
END;
CREATE TRIGGER open_work_of_stage AFTER UPDATE OF item_id, stage, pipeline, quantity ON item_stages BEGIN
    DELETE FROM open_work WHERE item_id IN (OLD.item_id, NEW.item_id);
    INSERT INTO open_work SELECT * FROM work_on_hand WHERE item_id IN (OLD.item_id, NEW.item_id);
END;
CREATE TRIGGER open_work_of_gone_stage AFTER DELETE ON item_stages BEGIN
    DELETE FROM open_work WHERE item_id = OLD.item_id;
    INSERT INTO open_work SELECT * FROM work_on_hand WHERE item_id = OLD.item_id;
END;

CREATE TRIGGER open_work_of_new_hold AFTER INSERT ON item_holds BEGIN
    UPDATE open_work SET is_held = 1 WHERE item_id = NEW.item_id;
END;
CREATE TRIGGER open_work_of_hold AFTER UPDATE OF item_id ON item_holds BEGIN
    UPDATE open_work SET is_held = 0 WHERE item_id = OLD.item_id;
    UPDATE open_work SET is_held = 1 WHERE item_id = NEW.item_id;
END;
CREATE TRIGGER open_work_of_gone_hold AFTER DELETE ON item_holds BEGIN
    UPDATE open_work SET is_held = 0 WHERE item_id = OLD.item_id;
END;
