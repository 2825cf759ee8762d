// SPDX-License-Identifier: MIT
// Secret: text that must never be shown. It has no formatter and no stream operator; the only way
// to the text is reveal(), so that every place that handles a bare secret can be found by that
// word.
#pragma once

#include <string>
#include <utility>

namespace etsyorder::base {

class Secret {
public:
    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) {}

    [[nodiscard]] const std::string& reveal() const { return text_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }
    friend bool operator==(const Secret&, const Secret&) = default;

private:
    std::string text_;
};

} // namespace etsyorder::base
