# SPDX-License-Identifier: MIT
"""Made-up receipts with every field Etsy sends, written as pages of 100. The same number is always the same receipt.

FOLDER/o<offset>.json holds a page, oldest first; FOLDER/end.json the page behind the last, FOLDER/bytes the size of all.
"""
import json
import multiprocessing
import pathlib
import random

PAGE = 100
SHOP = 12345678
FIRST_S, STEP_S = 1_650_000_000, 1_400  # an order every 23 minutes
SYLLABLES = ("an el ri do ma su ta ko len vi bar no sha mir gol fe tu da pel wi or gan ste lo ha cre mo ni qua zu").split()
GIVEN = "Anna Ben Chloé Dmitri Emily Farah Grace Hiroshi Inès José Kim Liam María Noah Olivia Priya Sören Zoë".split()
THINGS = ["Walnut Family Name Sign", "Dainty Name Necklace", "Pet Portrait Print", "Engraved Cutting Board", "Wedding Guest Book"]
PLACES = [("Portland", "OR", "97201", "US"), ("Leeds", "", "LS1 4DY", "GB"), ("München", "BY", "80331", "DE"),
          ("Lyon", "", "69001", "FR"), ("Toronto", "ON", "M5H 2N2", "CA"), ("大阪市", "大阪府", "530-0001", "JP")]
COLORS = ["Walnut", "Maple", "Gold", "Silver", "Rose gold"]
STREETS = ["Mill Lane", "High Street", "Rue de la Paix", "Elm Avenue", "Kirchweg"]


def vocabulary():
    chance = random.Random(7)
    return ["".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3)))) for _ in range(3000)]


WORDS = vocabulary()


def text(chance, least, most):
    # Squaring prefers the front of the list, as speech prefers common words.
    return " ".join(WORDS[int(chance.random() ** 2 * len(WORDS))] for _ in range(chance.randint(least, most)))


def listings():
    chance = random.Random(8)
    return [{"listing_id": 1_000_000_000 + number * 7919, "title": f"{chance.choice(THINGS)}, {text(chance, 5, 9)}",
             "description": text(chance, 40, 70), "sku": f"SKU-{number:04}"} for number in range(300)]


LISTINGS = listings()


def money(amount):
    return {"amount": amount, "divisor": 100, "currency_code": "USD"}


def transaction(chance, number, place, buyer, placed, shipped):
    color = chance.choice(COLORS)
    listing = chance.choice(LISTINGS)
    answers = [{"property_id": 54, "value_id": None, "formatted_name": "Personalization", "formatted_value": text(chance, 1, 10)},
               {"property_id": 200, "value_id": chance.randint(10 ** 9, 10 ** 10), "formatted_name": "Primary color", "formatted_value": color}]
    return {"transaction_id": 3_000_000_000 + number * 8 + place, "title": listing["title"],
            "description": listing["description"], "seller_user_id": 7654321, "buyer_user_id": buyer, "create_timestamp": placed,
            "created_timestamp": placed, "paid_timestamp": placed + 5, "shipped_timestamp": shipped,
            "quantity": chance.choice((1, 1, 1, 2, 4)), "listing_image_id": chance.randint(10 ** 9, 4 * 10 ** 9),
            "receipt_id": receipt_id(number), "is_digital": False, "file_data": "", "listing_id": listing["listing_id"],
            "transaction_type": "listing", "product_id": chance.randint(10 ** 9, 2 * 10 ** 10), "sku": listing["sku"],
            "price": money(chance.randint(900, 19_000)), "shipping_cost": money(0), "variations": answers,
            "product_data": [{"property_id": 200, "property_name": "Primary color", "scale_id": None, "scale_name": None,
                              "value_ids": [answers[1]["value_id"]], "values": [color]}],
            "shipping_profile_id": 55500011, "min_processing_days": 3, "max_processing_days": 7, "shipping_method": None,
            "shipping_upgrade": None, "expected_ship_date": placed + 7 * 86_400, "buyer_coupon": 0, "shop_coupon": 0}


def receipt_id(number):
    return 1_900_000_000 + number * 137


def receipt(number, count):
    chance = random.Random(number)
    placed = FIRST_S + number * STEP_S
    buyer = 10_000_000 + chance.randrange(count) * 11  # about a third of the orders are by buyers who come again
    name = f"{GIVEN[buyer % len(GIVEN)]} {WORDS[buyer % len(WORDS)].capitalize()}"
    city, state, postcode, country = chance.choice(PLACES)
    street = f"{chance.randint(1, 999)} {chance.choice(STREETS)}"
    open_still = count - number <= count // 50
    shipped = None if open_still else placed + chance.randint(86_400, 800_000)
    canceled = not open_still and chance.random() < 0.02
    gift = chance.random() < 0.1
    lines = [transaction(chance, number, place, buyer, placed, shipped) for place in range(chance.choice((1, 1, 1, 2, 2, 3)))]
    total = sum(line["price"]["amount"] * line["quantity"] for line in lines)
    return {"receipt_id": receipt_id(number), "receipt_type": 0, "seller_user_id": 7654321, "seller_email": "shop@seller.example",
            "buyer_user_id": buyer, "buyer_email": f"buyer{buyer}@mail.example", "name": name, "first_line": street, "second_line": None,
            "city": city, "state": state or None, "zip": postcode,
            "status": "Canceled" if canceled else "Paid" if open_still else "Completed",
            "formatted_address": f"{name}\n{street}\n{city}, {state} {postcode}\n{country}", "country_iso": country,
            "payment_method": "cc", "payment_email": None, "message_from_seller": None,
            "message_from_buyer": text(chance, 5, 40) if chance.random() < 0.3 else None, "message_from_payment": None,
            "is_paid": True, "is_shipped": shipped is not None, "create_timestamp": placed, "created_timestamp": placed,
            "update_timestamp": shipped or placed, "updated_timestamp": shipped or placed, "is_gift": gift,
            "gift_message": text(chance, 4, 12) if gift else "", "gift_sender": name if gift else "",
            "grandtotal": money(total + 595), "subtotal": money(total), "total_price": money(total), "total_shipping_cost": money(595),
            "total_tax_cost": money(total * 7 // 100), "total_vat_cost": money(0), "discount_amt": money(0), "gift_wrap_price": money(0),
            "shipments": [] if shipped is None else [
                {"receipt_shipping_id": 1_000_000_000 + number, "shipment_notification_timestamp": shipped, "carrier_name": "usps",
                 "tracking_code": f"9400{chance.getrandbits(56):018}"}],
            "transactions": lines,
            "refunds": [] if not canceled else [
                {"amount": money(total), "created_timestamp": shipped, "reason": "buyer canceled", "note_from_issuer": None, "status": "closed"}]}


def write_page(job):
    folder, count, offset = job
    results = [receipt(number, count) for number in range(offset, min(offset + PAGE, count))]
    body = json.dumps({"count": count, "results": results}, ensure_ascii=False, separators=(",", ":"))
    return (folder / f"o{offset}.json").write_bytes(body.encode())


def pages(count, folder):
    """Makes the pages unless they are there; returns the size of all in bytes."""
    folder = pathlib.Path(folder)
    done = folder / "bytes"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with multiprocessing.Pool() as pool:
            size = sum(pool.imap_unordered(write_page, [(folder, count, offset) for offset in range(0, count, PAGE)], 20))
        (folder / "end.json").write_text(json.dumps({"count": count, "results": []}))
        (folder / "none.json").write_text(json.dumps({"count": 0, "results": []}))
        done.write_text(f"{size}\n")
    return int(done.read_text())
