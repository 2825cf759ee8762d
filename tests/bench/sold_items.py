# SPDX-License-Identifier: MIT
"""Made-up EtsySoldOrderItems: the items of the receipts of receipts.py, as Etsy's download writes them, newest first."""
import csv
import datetime
import io
import pathlib

import receipts

COLUMNS = ("Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Coupon Details,Discount Amount,Shipping Discount,"
           "Order Shipping,Order Sales Tax,Item Total,Currency,Transaction ID,Listing ID,Date Paid,Date Shipped,Ship Name,"
           "Ship Address1,Ship Address2,Ship City,Ship State,Ship Zipcode,Ship Country,Order ID,Variations,Order Type,"
           "Listings Type,Payment Type,InPerson Discount,InPerson Location,VAT Paid by Buyer,SKU").split(",")
COUNTRIES = {"US": "United States", "GB": "United Kingdom", "DE": "Germany", "FR": "France", "CA": "Canada", "JP": "Japan"}


def day(seconds, year):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime(f"%m/%d/{year}") if seconds else ""


def decimal(money):
    return f"{money['amount'] // 100}.{money['amount'] % 100:02}"


def row(receipt, line):
    name, buyer = receipt["name"], receipt["buyer_user_id"]
    color = line["variations"][1]
    answer = line["variations"][0]["formatted_value"]
    if line["transaction_id"] % 5 == 0:
        answer = answer.replace(" ", "\n", 3)  # on several lines
    words = f"{color['formatted_name']}:{color['formatted_value']},Personalization:{answer}"
    price, quantity = line["price"]["amount"], line["quantity"]
    return [day(receipt["created_timestamp"], "%y"), line["title"], f"{name} (user{buyer})", quantity, decimal(line["price"]),
            "", "", 0, 0, decimal(receipt["total_shipping_cost"]), decimal(receipt["total_tax_cost"]),
            decimal({"amount": price * quantity}), "USD", line["transaction_id"], line["listing_id"],
            day(receipt["created_timestamp"], "%Y"), day(line["shipped_timestamp"], "%Y"), name, receipt["first_line"], "",
            receipt["city"], receipt["state"] or "", receipt["zip"], COUNTRIES[receipt["country_iso"]], receipt["receipt_id"],
            words, "online", "listing", "online_cc", 0, "", 0, line["sku"]]


def write(count, file):
    """Makes a file of `count` items unless it is there; returns how many orders they are of."""
    file, done = pathlib.Path(file), pathlib.Path(f"{file}.orders")
    if not done.exists():
        out = io.StringIO()
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(COLUMNS)
        number, items, orders = count, 0, 0
        while items < count:
            number -= 1
            receipt = receipts.receipt(number, count)
            lines = receipt["transactions"][:count - items]
            rows.writerows(row(receipt, line) for line in lines)
            items, orders = items + len(lines), orders + 1
        file.write_text(out.getvalue(), encoding="utf-8")
        done.write_text(f"{orders}\n")
    return int(done.read_text())
