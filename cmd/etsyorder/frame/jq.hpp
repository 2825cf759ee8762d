// SPDX-License-Identifier: MIT
// run_jq: the filter of --jq. The library is loaded when a filter is asked for, not before: it
// would make every start of the program slower.
#pragma once

#include <string>

namespace etsyorder::frame {

// Every result of the filter on a line of its own, strings without quotes (as `jq -r`). Throws
// Error of kind usage, with jq's own words, when the filter is wrong or fails on this result; of
// kind failed when libjq is not installed.
[[nodiscard]] std::string run_jq(const std::string& filter, const std::string& json);

} // namespace etsyorder::frame
