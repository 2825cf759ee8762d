// SPDX-License-Identifier: MIT
// Variables: the process environment as a value that is passed in, so that tests need not change
// it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::config {

class Variables {
public:
    // A copy of the process environment. Take it before threads start.
    [[nodiscard]] static Variables of_the_process();

    Variables() = default;
    explicit Variables(std::map<std::string, std::string, std::less<>> values)
        : values_(std::move(values)) {}

    // Empty: not set, or set to nothing (which counts as not set).
    [[nodiscard]] std::optional<std::string> get(std::string_view name) const;

    // Of those that are set and not empty, in the order of their bytes.
    [[nodiscard]] std::vector<std::string> names_starting_with(std::string_view prefix) const;

private:
    std::map<std::string, std::string, std::less<>> values_;
};

} // namespace etsyorder::config
