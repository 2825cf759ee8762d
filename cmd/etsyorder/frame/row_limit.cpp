// SPDX-License-Identifier: MIT
#include "frame/row_limit.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <charconv>

namespace etsyorder::frame {
namespace {

constexpr int kMost = 100'000;
constexpr int kOnScreen = 50;

} // namespace

RowLimit::RowLimit(const std::optional<std::string>& typed, const Streams& streams) {
    if (!typed) {
        most_ = streams.out_is_terminal() ? kOnScreen : kNone;
        return;
    }
    if (*typed == "all" || *typed == "0") {
        return;
    }
    const auto* end = typed->data() + typed->size();
    const auto [stop, problem] = std::from_chars(typed->data(), end, most_);
    if (problem != std::errc{} || stop != end || most_ < 1 || most_ > kMost) {
        throw base::Error(base::ErrorKind::usage,
                          fmt::format("--limit: \"{}\" is no limit", *typed))
            .because(fmt::format("it is a number up to {}, or \"all\"", kMost));
    }
}

void RowLimit::tell(Output& output) const {
    if (cut()) {
        output.note(
            fmt::format("only the first {}: --limit N shows more, --limit all shows all", most_));
    }
}

} // namespace etsyorder::frame
