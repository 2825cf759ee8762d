// SPDX-License-Identifier: MIT
#include "etsy/content_hash.hpp"

#include <sodium.h>

namespace etsyorder::etsy {

orders::ContentHash content_hash(std::string_view text) {
    // Lets libsodium choose the processor's fastest way; without it the hash is right, but slow.
    [[maybe_unused]] static const int chosen = sodium_init();
    orders::ContentHash hash{};
    crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()),
                       hash.size(),
                       reinterpret_cast<const unsigned char*>(text.data()),
                       text.size(),
                       nullptr,
                       0);
    return hash;
}

} // namespace etsyorder::etsy
