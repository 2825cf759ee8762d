// SPDX-License-Identifier: MIT
#include "etsy/wire_fields.hpp"

namespace etsyorder::etsy::wire {

Fault checked_instant(ondemand::value content, std::optional<base::Instant>& instant) {
    if (auto read = wire::instant(content)) {
        instant = read;
        return {};
    }
    ondemand::json_type type{};
    const bool number =
        integer(content).has_value() ||
        (content.type().get(type) == simdjson::SUCCESS && type == ondemand::json_type::number);
    return number || is_null(content) ? Fault() : " is not a time";
}

Fault checked_flag(ondemand::value content, std::optional<bool>& flag) {
    flag = wire::flag(content);
    return flag || is_null(content) ? Fault() : " is neither true nor false";
}

Fault checked_money(ondemand::value content, std::optional<base::Money>& money) {
    money = wire::money(content);
    return money || is_null(content) ? Fault() : " is not an amount";
}

} // namespace etsyorder::etsy::wire
