// SPDX-License-Identifier: MIT
#include "orders/source_text.hpp"

#include "base/error.hpp"
#include "orders/source_dictionary.hpp"

#include <zstd.h>

namespace etsyorder::orders {
namespace {

constexpr int kLevel =
    1; // a sync is bound by it; level 3 saves 4% more and takes half as long again

base::Error damaged() {
    return base::Error(base::ErrorKind::failed, "the stored source of an order is damaged")
        .hint("sync again: it will be fetched anew");
}

} // namespace

struct SourceCompressor::State {
    State()
        : context(ZSTD_createCCtx()),
          dictionary(
              ZSTD_createCDict(kReceiptDictionary.data(), kReceiptDictionary.size(), kLevel)) {
        ZSTD_CCtx_refCDict(context, dictionary);
        // Both are known to the reader.
        ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
        ZSTD_CCtx_setParameter(context, ZSTD_c_dictIDFlag, 0);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        ZSTD_freeCDict(dictionary);
        ZSTD_freeCCtx(context);
    }
    ZSTD_CCtx* context;
    ZSTD_CDict* dictionary;
    std::vector<std::byte> scratch; // grows to the largest receipt seen
};

SourceCompressor::SourceCompressor() : state_(std::make_unique<State>()) {}
SourceCompressor::SourceCompressor(SourceCompressor&&) noexcept = default;
SourceCompressor& SourceCompressor::operator=(SourceCompressor&&) noexcept = default;
SourceCompressor::~SourceCompressor() = default;

std::vector<std::byte> SourceCompressor::compress(std::string_view text) {
    auto& out = state_->scratch;
    if (out.size() < ZSTD_compressBound(text.size())) {
        out.resize(ZSTD_compressBound(text.size()));
    }
    const auto size =
        ZSTD_compress2(state_->context, out.data(), out.size(), text.data(), text.size());
    if (ZSTD_isError(size) != 0) {
        throw base::Error(base::ErrorKind::bug, ZSTD_getErrorName(size));
    }
    return {out.begin(), out.begin() + static_cast<std::ptrdiff_t>(size)};
}

std::string
decompress_source(std::int64_t codec, std::span<const std::byte> content, std::size_t size) {
    if (codec != kCodecZstd) {
        throw base::Error(base::ErrorKind::failed, "a stored source is in a newer form")
            .hint("update etsyorder");
    }
    if (size > kMaxSourceBytes) {
        throw damaged();
    }
    std::string text(size, '\0');
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                       &ZSTD_freeDCtx);
    const auto got = ZSTD_decompress_usingDict(context.get(),
                                               text.data(),
                                               text.size(),
                                               content.data(),
                                               content.size(),
                                               kReceiptDictionary.data(),
                                               kReceiptDictionary.size());
    if (ZSTD_isError(got) != 0 || got != size) {
        throw damaged();
    }
    return text;
}

} // namespace etsyorder::orders
