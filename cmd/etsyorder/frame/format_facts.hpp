// SPDX-License-Identifier: MIT
// Rows as Liquid sees them. What is looked up lies in the row, which must live as long.
#pragma once

#include "frame/format.hpp"
#include "frame/value.hpp"
#include "liquid/value.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::frame {

// The same as in JSON: money is an object, moments and days are texts. Texts are not copied.
[[nodiscard]] liquid::Value as_liquid(const Value& value);

// The same of a JSON text; one that cannot be read is a text.
[[nodiscard]] liquid::Value json_as_liquid(std::string_view json);

// The row's facts, then its fields.
class RowObject final : public liquid::Lazy {
public:
    explicit RowObject(const FormatRow& row) : row_(row) {}
    [[nodiscard]] std::optional<liquid::Value> get(std::string_view name) const override;
    [[nodiscard]] std::vector<std::string> names() const override;

private:
    [[nodiscard]] const liquid::Value& facts() const;

    const FormatRow& row_;
    mutable std::optional<liquid::Value> facts_; // empty: not asked for yet
};

// What stands at the root of a format.
class RowRoot final : public liquid::Lazy {
public:
    RowRoot(const FormatRow& row, const liquid::Value& now) : row_(row), now_(now) {}
    [[nodiscard]] std::optional<liquid::Value> get(std::string_view name) const override;
    [[nodiscard]] std::vector<std::string> names() const override;

private:
    const FormatRow& row_;
    const liquid::Value& now_;
    mutable liquid::Value object_; // nil: not asked for yet
};

// A field of the row by its name; null: it has none of that name.
[[nodiscard]] const Value* field_of(const FormatRow& row, std::string_view name);

// The members of what stands in front of the last point of "order.buyer.nam", or of all there is;
// none where that is not known.
[[nodiscard]] std::vector<std::string> names_beside(std::string_view path,
                                                    const liquid::Value& root);

} // namespace etsyorder::frame
