// SPDX-License-Identifier: MIT
#include "sandbox/webhook_signature.hpp"

#include "base/error.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>

namespace etsyorder::sandbox {

namespace {

const unsigned char* bytes_of(const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

std::optional<base::Secret> webhook_key(const base::Secret& secret) {
    constexpr std::string_view kPrefix = "whsec_";
    const auto& text = secret.reveal();
    if (!text.starts_with(kPrefix)) {
        return std::nullopt;
    }
    std::string key(text.size(), '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(key.data()),
                                         key.size(),
                                         text.data() + kPrefix.size(),
                                         text.size() - kPrefix.size(),
                                         nullptr,
                                         &size,
                                         &end,
                                         sodium_base64_VARIANT_ORIGINAL);
    if (failed != 0 || end != text.data() + text.size() || size == 0) {
        return std::nullopt;
    }
    key.resize(size);
    return base::Secret(key);
}

base::Secret checked_webhook_key(const base::Secret& secret) {
    auto key = webhook_key(secret);
    if (!key) {
        throw base::Error(base::ErrorKind::usage, "the webhook secret is malformed")
            .because("it is whsec_ followed by base64")
            .hint("echo whsec_$(head -c 24 /dev/urandom | base64)");
    }
    return *key;
}

std::string webhook_signature(const base::Secret& key,
                              const std::string& id,
                              base::Instant at,
                              const std::string& body) {
    const auto text = fmt::format("{}.{}.{}", id, base::utc_seconds(at), body);
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes_of(key.reveal()), key.reveal().size());
    crypto_auth_hmacsha256_update(&state, bytes_of(text), text.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> hash{};
    crypto_auth_hmacsha256_final(&state, hash.data());
    std::string out(sodium_base64_encoded_len(hash.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(
        out.data(), out.size(), hash.data(), hash.size(), sodium_base64_VARIANT_ORIGINAL);
    out.pop_back(); // the terminator
    return "v1," + out;
}

} // namespace etsyorder::sandbox
