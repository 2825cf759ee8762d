// SPDX-License-Identifier: MIT
// LoopFacts: what `forloop` and `tablerowloop` know. Changes while the loop runs, hence belongs to
// one render. For this room alone.
#pragma once

#include "liquid/value.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace etsyorder::liquid {

class LoopFacts final : public Lazy {
public:
    enum class Of { loop, tablerow };
    LoopFacts(Of of,
              std::string_view name,
              std::uint64_t length,
              std::shared_ptr<const LoopFacts> parent)
        : of_(of), name_(name), length_(static_cast<std::int64_t>(length)),
          parent_(std::move(parent)) {}

    [[nodiscard]] std::optional<Value> get(std::string_view name) const override;
    [[nodiscard]] std::vector<std::string> names() const override;
    void next();

    std::int64_t columns = 0; // of a table row
    std::int64_t column = 1;
    std::int64_t row = 1;
    [[nodiscard]] bool is_last() const { return index_ == length_ - 1; }

private:
    Of of_;
    std::string_view name_; // of the template or a value that outlives the loop
    std::int64_t length_;
    std::int64_t index_ = 0;
    std::shared_ptr<const LoopFacts> parent_;
};

} // namespace etsyorder::liquid
