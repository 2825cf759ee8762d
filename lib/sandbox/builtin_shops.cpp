// SPDX-License-Identifier: MIT
#include "sandbox/builtin_shops.hpp"

namespace etsyorder::sandbox {

const std::string_view kCatalogueYaml = R"yaml(
listings:
  - key: sign
    title: 'Personalized Walnut Family Name Sign, 5" Letters & Established Date'
    description: "Laser-engraved walnut, oiled by hand.\nTell me the exact text, line by line."
    tags: [wedding, engraved, name sign, walnut]
    materials: [walnut, oil]
    sku: SIGN-W5
    price: 48.00
    processing_days: [3, 6]
    personalization: "Exact text, line by line. Up to 256 characters."
    options: {Primary color: [Walnut, Maple], Size: [Small, Large]}
    images: 4
  - key: necklace
    title: "Dainty Name Necklace, 14k Gold Filled, Mother's Day Gift"
    description: "A name of up to 12 letters on a fine chain."
    tags: [jewellery, name, rose gold]
    materials: [gold]
    sku: NECK-14
    price: 36.50
    processing_days: [2, 4]
    questions:
      - {text: "Name on the necklace", type: text_input, required: true, max_characters: 12, instructions: "Upper and lower case exactly as typed"}
      - {text: "Font", type: dropdown, required: true, options: [Script, Block, "Typewriter & Serif"]}
    options: {Primary color: [Gold, Silver, Rose gold]}
    images: 3
  - key: portrait
    title: "Custom Pet Portrait from Your Photo, Watercolor Print"
    description: "Send a clear photo; you see a proof before I print."
    tags: [pet, portrait, custom]
    sku: PET-A4
    price: 65.00
    processing_days: [5, 9]
    questions:
      - {text: "Photo of your pet", type: unlabeled_upload, required: true, max_files: 3}
      - {text: "Pet's name under the picture", type: text_input, max_characters: 40}
      - {text: "Background", type: dropdown, options: [Cream, Sage, "No background"]}
    images: 5
  - key: invitation
    title: "Printable Birthday Invitation, Editable PDF"
    description: "A download; nothing is shipped."
    tags: [birthday, printable]
    price: 7.90
    digital: true
  - key: coaster
    title: "Engraved Slate Coaster, Wedding Favor with Guest's Name"
    description: "One coaster a guest. Names as you type them."
    tags: [wedding, engraved, favor]
    materials: [slate]
    sku: COAST-SL
    price: 6.25
    processing_days: [7, 12]
    questions:
      - {text: "Guest name", type: text_input, required: true, max_characters: 30}
  - key: board
    title: "Cutting Board, Handwritten Recipe Engraved"
    description: "Grandma's own handwriting, engraved in beech."
    tags: [kitchen, engraved, recipe]
    materials: [beech]
    sku: BOARD-B
    price: 72.00
    processing_days: [4, 8]
    questions:
      - {text: "Photo of the recipe", type: labeled_upload, required: true, max_files: 2, options: [Front, Back]}
      - {text: "Line below the recipe", type: text_input, max_characters: 60}
  - key: blanket
    title: "Embroidered Baby Blanket with Name & Birth Date"
    description: "Organic cotton, 75 x 100 cm."
    tags: [baby, embroidered]
    materials: [cotton]
    sku: BLANK-C
    price: 42.00
    processing_days: [2, 5]
    personalization: "Name, then date, e.g. Mia 03.05.2026"
    options: {Primary color: [Cream, Sage, Dusty rose]}
  - key: sweatshirt
    title: "Mama Sweatshirt with Kids' Names on Sleeve"
    description: "Heavy cotton; names on the left sleeve."
    tags: [apparel, mama]
    sku: SWEAT-M
    price: 44.00
    processing_days: [3, 7]
    personalization: "Kids' names, separated by commas"
    options: {Size: [S, M, L, XL], Primary color: [Sand, Navy]}
  - key: ring
    title: "Engraved Band Ring, Sterling Silver"
    description: "Up to 25 characters inside the band."
    tags: [jewellery, ring, engraved]
    materials: [silver]
    sku: RING-S
    price: 58.00
    processing_days: [5, 8]
    personalization: "Engraving inside the band, 25 characters"
    options: {Size: ["6", "7", "8", "9"]}
  - key: ornament
    title: "Wooden Christmas Ornament, Baby's First Christmas"
    description: "Birch, 9 cm, with a jute string."
    tags: [christmas, baby, ornament]
    sku: ORN-B
    price: 14.50
    processing_days: [1, 3]
    personalization: "Name and year"
  - key: candle
    title: "Soy Candle, Cedar & Orange"
    description: "Nothing to personalize; ready to ship."
    tags: [candle]
    sku: CAND-CO
    price: 18.00
    processing_days: [1, 2]
  - key: lamp
    title: "Neon Name Lamp (no longer made)"
    description: "Sold out for good."
    tags: [lamp]
    state: sold_out
    price: 120.00
    personalization: "Name, up to 8 letters"
)yaml";

// U+200B and U+00A0 are written as YAML escapes, so that an editor cannot lose them.
const std::string_view kSmallOrdersYaml = R"yaml(
orders:
  - buyer: "Maya O'Neil"
    country: US
    address: {first_line: 418 Alder Court, city: Portland, state: OR, zip: "97201"}
    ordered_ago: 12d
    items:
      - {listing: ornament, personalization: "Baby's First Christmas 2026", shipping: 4.50}
    tax: 1.10
    shipped: {ago: 9d, carrier: usps, code: "9400100000000000000017"}
    delivered: true
    refund: {amount: 3.00, reason: "Arrived later than promised", note: "Sorry & thank you!", ago: 4d}
  - buyer: "Lena Grünwald"
    country: DE
    address: {first_line: Birkenweg 9, second_line: "", city: München, zip: "80331"}
    ordered_ago: 5d
    ship_in: -1d
    items:
      - listing: necklace
        options: {Primary color: Rose gold}
        answers: {"Name on the necklace": "Zoe\u0308", "Font": "Typewriter & Serif"}
        shipping: 9.90
    message: "Please note the two dots on the e: it's \"Zoë\", not \"Zoe\" :)"
    gift: {message: "Alles Liebe zum Geburtstag,\ndeine Oma", from: "Oma Grünwald"}
  - buyer: "田中 さくら"
    country: JP
    address: {first_line: 梅田1-2-3, city: 大阪市, state: 大阪府, zip: "530-0001"}
    ordered_ago: 4d
    ship_in: 3h
    items:
      - listing: blanket
        options: {Primary color: Sage}
        personalization: "さくら 2026\u00a0年\u200b 👩‍👩‍👧"
        shipping: 18.00
  - buyer: "Maya O'Neil"
    country: US
    address: {first_line: 418 Alder Court, city: Portland, state: OR, zip: "97201"}
    ordered_ago: 2d
    ship_in: 1d
    items:
      - listing: portrait
        answers:
          "Photo of your pet": ["https://i.sandbox.example/upload/7f3a-biscuit-1.jpg", "https://i.sandbox.example/upload/7f3a-biscuit-2.heic"]
          "Pet's name under the picture": "Biscuit <3"
          "Background": Sage
        shipping: 5.95
        upgrade: USPS Priority
      - {listing: invitation}
      - {listing: candle, quantity: 2}
    tax: 7.32
    discount: 5.00
    message: "He's the one on the left!"
  - buyer: "Tom & Jo Okafor"
    country: GB
    address: {first_line: Flat 3, second_line: 27 Cloth Street, city: Leeds, zip: LS1 4DY}
    ordered_ago: 7h
    ship_in: 5d
    items:
      - listing: sign
        options: {Primary color: Walnut, Size: Large}
        personalization: "THE OKAFORS\nest. 2019\n\"Home & Heart\""
        shipping: 12.00
      - {listing: sign, options: {Primary color: Maple, Size: Small}, shipping: 3.00}
reviews:
  - {order: 0, rating: 5, text: "Lovely, and Robin answered at once. It's even nicer than the photo & smells of wood!", ago: 2d, picture: true}
)yaml";

} // namespace etsyorder::sandbox
