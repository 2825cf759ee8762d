// SPDX-License-Identifier: MIT
// What receipts have in common: zstd's dictionary for their stored text (RFC 8878 section 5).
// Receipts are small, and most of one is key names; with these words at hand it takes 60% of the
// room and of the time. First the tables of how often which letters and distances occur, made by
// zstd's ZDICT_finalizeDictionary from receipts of our sandbox with English prose in them, then the
// words.
//
// Never change it: texts stored with it need the same bytes to be read again. A better one is
// another codec (orders/source_text.hpp).
#pragma once

#include <string_view>

namespace etsyorder::orders {

inline constexpr char kReceiptDictionaryBytes[] =
    "\x37\xa4\x30\xec\x01\x00\x00\x00\x3a\x10\xb8\x9a\x34\x1d\xfc\x1f\x3a\xfd\xff\xff"
    "\xff\xff\xff\x08\xe4\xdb\x6f\xf7\x6e\x6c\xbb\xdb\xfe\xba\x9b\xb5\xb2\x1b\x9f\x78"
    "\x3a\x84\x89\xff\x31\xaa\x0e\x8d\xf1\xe3\xc7\x00\xa2\x52\x13\x5a\x6a\xb2\xc9\x06"
    "\xb7\x10\x6c\xc0\xff\x7b\x01\xc3\x01\x00\x08\x10\x8f\x08\xc4\xa1\x50\xdd\x09\x00"
    "\x04\x00\x00\x12\x20\x18\x0b\x0c\x8b\x84\x87\x86\x44\x43\xf1\x90\x1c\x2c\x07\x81"
    "\x22\x31\x0c\xc3\x00\x0c\x44\x01\x0c\x49\xc3\x18\xc8\x63\xcc\xa2\xaa\x01\x00\x00"
    "\x74\xf3\xd3\x68\x28\x14\x86\x48\xc5\x41\x0a\x62\x20\x46\x62\x08\x29\xe5\x94\x11"
    "\x00\x00\x00\x01\x00\x00\x00\x04\x00\x00\x00\x08\x00\x00\x00"
    R"("status":"Completed","is_paid":true,"is_shipped":true,"state":null,)"
    R"("buyer_email":"@","refunds":[{"amount":{"amount":0,"divisor":100,)"
    R"("currency_code":"USD"},"created_timestamp":1700000000,"reason":"",)"
    R"("note_from_issuer":null,"status":""}]}]}{"receipt_id":3000000000,)"
    R"("receipt_type":0,"seller_user_id":1,"seller_email":"","buyer_user_id":1,)"
    R"("buyer_email":null,"name":"","first_line":"","second_line":null,"city":"",)"
    R"("state":"","zip":"","status":"Paid","formatted_address":"","country_iso":"US",)"
    R"("payment_method":"cc","payment_email":null,"message_from_seller":null,)"
    R"("message_from_buyer":null,"message_from_payment":null,"is_paid":true,)"
    R"("is_shipped":false,"create_timestamp":1700000000,"created_timestamp":1700000000,)"
    R"("update_timestamp":1700000000,"updated_timestamp":1700000000,"is_gift":false,)"
    R"("gift_message":"","gift_sender":"","grandtotal":{"amount":0,"divisor":100,)"
    R"("currency_code":"USD"},"subtotal":{"amount":0,"divisor":100,)"
    R"("currency_code":"USD"},"total_price":{"amount":0,"divisor":100,)"
    R"("currency_code":"USD"},"total_shipping_cost":{"amount":0,"divisor":100,)"
    R"("currency_code":"USD"},"total_tax_cost":{"amount":0,"divisor":100,)"
    R"("currency_code":"USD"},"total_vat_cost":{"amount":0,"divisor":100,)"
    R"("currency_code":"USD"},"discount_amt":{"amount":0,"divisor":100,)"
    R"("currency_code":"USD"},"gift_wrap_price":{"amount":0,"divisor":100,)"
    R"("currency_code":"USD"},"shipments":[{"receipt_shipping_id":1,)"
    R"("shipment_notification_timestamp":1700000000,"carrier_name":"usps",)"
    R"("tracking_code":"9400"}],"transactions":[{"transaction_id":3000000000,)"
    R"("title":"Personalized ","description":"","seller_user_id":1,"buyer_user_id":1,)"
    R"("create_timestamp":1700000000,"created_timestamp":1700000000,)"
    R"("paid_timestamp":1700000000,"shipped_timestamp":null,"quantity":1,)"
    R"("listing_image_id":1,"receipt_id":3000000000,"is_digital":false,"file_data":"",)"
    R"("listing_id":1,"transaction_type":"listing","product_id":1,"sku":"",)"
    R"("price":{"amount":0,"divisor":100,"currency_code":"USD"},)"
    R"("shipping_cost":{"amount":0,"divisor":100,"currency_code":"USD"},)"
    R"("variations":[{"property_id":54,"value_id":null,)"
    R"("formatted_name":"Personalization","formatted_value":"","question_id":null},)"
    R"({"property_id":200,"value_id":1,"formatted_name":"Primary color",)"
    R"("formatted_value":"","question_id":null},{"property_id":100,"value_id":1,)"
    R"("formatted_name":"Size","formatted_value":""}],)"
    R"("product_data":[{"property_id":200,"property_name":"Primary color",)"
    R"("scale_id":null,"scale_name":null,"value_ids":[1],"values":[""]}],)"
    R"("shipping_profile_id":1,"min_processing_days":3,"max_processing_days":7,)"
    R"("shipping_method":null,"shipping_upgrade":null,"expected_ship_date":1700000000,)"
    R"("buyer_coupon":0,"shop_coupon":0}],"refunds":[]})";

inline constexpr std::string_view kReceiptDictionary(kReceiptDictionaryBytes,
                                                     sizeof(kReceiptDictionaryBytes) - 1);

} // namespace etsyorder::orders
