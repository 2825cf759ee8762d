// SPDX-License-Identifier: MIT
// The source's text of an order, kept compressed with zstd (RFC 8878).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::orders {

inline constexpr std::int64_t kCodecZstd =
    1; // Etsy's JSON, with kReceiptDictionary, without magic number
inline constexpr std::size_t kMaxSourceBytes = std::size_t{64} << 20;

// Keeps its working memory between calls. Belongs to one thread.
class SourceCompressor {
public:
    SourceCompressor();
    SourceCompressor(SourceCompressor&&) noexcept;
    SourceCompressor& operator=(SourceCompressor&&) noexcept;
    ~SourceCompressor();

    [[nodiscard]] std::vector<std::byte> compress(std::string_view text);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// `codec` and `size` as stored beside it. Throws Error of kind failed when the bytes are damaged or
// a later version wrote them.
[[nodiscard]] std::string
decompress_source(std::int64_t codec, std::span<const std::byte> content, std::size_t size);

} // namespace etsyorder::orders
