// SPDX-License-Identifier: MIT
// Any bytes as an address: what is taken is of the promised form, and taken again as it is.
#include "base/email_address.hpp"
#include "base/invisible.hpp"
#include "base/utf8.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace etsyorder;

namespace {

void require(bool promise) {
    if (!promise) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto address = base::EmailAddress::parse(text);
    if (!address) {
        return 0;
    }
    const std::string_view taken = address->reveal();
    require(taken.size() <= base::EmailAddress::kMostBytes && base::is_utf8(taken));
    require(taken.ends_with(address->domain()) &&
            taken[taken.size() - address->domain().size() - 1] == '@');
    require(taken.find('@') == taken.rfind('@'));
    require(taken.find_first_of(" \t\r\n<>()[]\\,;:\"") == std::string_view::npos);
    bool ascii = true;
    for (std::size_t at = 0; at < taken.size();) {
        const auto code = base::next_character(taken, at);
        require(!base::is_control(code) && !base::is_deceptive(code));
        ascii = ascii && code < 0x80;
    }
    require(ascii == address->is_ascii());
    require(base::EmailAddress::parse(taken) == address);
    return 0;
}
