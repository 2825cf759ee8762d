// SPDX-License-Identifier: MIT
// Reads the parameters of API operations; what is wrong with one is thrown as a Refusal of status
// 400 that names it, as the real service does.
#pragma once

#include "base/clock.hpp"
#include "httpd/message.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::sandbox {

class Parameters {
public:
    explicit Parameters(const httpd::Fields& fields) : fields_(&fields) {}

    [[nodiscard]] std::optional<std::string>
    text(std::string_view name) const; // "" is absent, as in the real service
    [[nodiscard]] std::optional<std::int64_t>
    number(std::string_view name, std::int64_t low, std::int64_t high) const;
    [[nodiscard]] std::optional<bool> flag(std::string_view name) const; // true, false, 1, 0
    [[nodiscard]] std::optional<base::Instant>
    instant(std::string_view name) const; // from 946684800 on
    [[nodiscard]] std::string one_of(std::string_view name,
                                     std::initializer_list<std::string_view> known,
                                     std::string_view fallback) const;
    [[nodiscard]] std::vector<std::int64_t> ids(std::string_view name,
                                                std::size_t most) const; // required
    [[nodiscard]] std::size_t limit() const;                             // 1..100, default 25
    [[nodiscard]] std::size_t offset() const;                            // at most 12000

private:
    const httpd::Fields* fields_;
};

// A positive id in the path.
[[nodiscard]] std::int64_t path_id(const httpd::Request& request, std::string_view name);

} // namespace etsyorder::sandbox
