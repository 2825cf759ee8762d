// SPDX-License-Identifier: MIT
// A carrier's list of parcels as anybody may have changed it: it is refused with a reason, or each
// of its rows says something.
#include "base/error.hpp"
#include "imports/carrier_file.hpp"
#include "orders/tracking_number.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace etsyorder;

namespace {

void require(bool promise) {
    if (!promise) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    try {
        imports::CarrierFile file(csv::from_text(text), "parcels.csv");
        std::uint64_t line = 0;
        while (const auto row = file.next()) {
            require(row->line > line);
            line = row->line;
            require(!row->orders.empty() || !row->tracking.empty());
            (void)imports::lost_digits(row->tracking);
            (void)orders::read_tracking(row->tracking, {"US", ""});
            (void)orders::carrier_in_words(row->carrier + ' ' + row->service);
        }
    } catch (const base::Error& error) {
        require(!error.summary().empty());
    }
    return 0;
}
