// SPDX-License-Identifier: MIT
#include "templates/asked_value.hpp"
#include "templates/check.hpp"

namespace etsyorder::templates {

using Kind = CheckFinding::Kind;
using liquid::Value;

std::string_view to_string(Kind kind) {
    switch (kind) {
    case Kind::file:
        return "file";
    case Kind::syntax:
        return "syntax";
    case Kind::unknown:
        return "unknown";
    case Kind::hole:
        return "hole";
    case Kind::refused:
        return "refused";
    case Kind::attach:
        return "attach";
    case Kind::internal:
        return "internal";
    }
    return "";
}

Value sample_of(const Asked& asked, base::Instant now, const base::Zone& zone) {
    if (!asked.example.empty()) {
        return value_of_answer(asked, asked.example).value_or(Value(asked.example));
    }
    switch (asked.type) {
    case AskedType::date:
        return Value(
            base::format_date(std::chrono::sys_days{zone.date(now)} + std::chrono::days{14}));
    case AskedType::number:
    case AskedType::money:
        return Value(3);
    case AskedType::text:
        break;
    }
    return Value("(" + asked.name + ")");
}

} // namespace etsyorder::templates
