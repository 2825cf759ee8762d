// SPDX-License-Identifier: MIT
#include "orders/order.hpp"

namespace etsyorder::orders {

std::string_view to_string(AnswerKind kind) {
    switch (kind) {
    case AnswerKind::personalisation:
        return "personalisation";
    case AnswerKind::file:
        return "file";
    case AnswerKind::not_asked:
        return "not_asked";
    case AnswerKind::option:
        return "option";
    }
    return "option";
}

bool is_open(std::string_view status, bool is_shipped) {
    return !is_shipped && status != "canceled" && status != "fully refunded" &&
           status != kCompleted;
}

} // namespace etsyorder::orders
