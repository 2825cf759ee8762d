// SPDX-License-Identifier: MIT
#include "csv/again.hpp"

#include <algorithm>
#include <cstring>

namespace etsyorder::csv {

Source Again::look() {
    return [kept = kept_, piece = std::size_t{0}, at = std::size_t{0}](
               std::span<char> room) mutable -> std::size_t {
        if (piece == kept->pieces.size()) {
            const auto count = kept->source(room);
            if (count > 0) {
                kept->pieces.emplace_back(room.data(), count);
                kept->size += count;
                ++piece;
            }
            return count;
        }
        const auto& known = kept->pieces[piece];
        const auto count = std::min(room.size(), known.size() - at);
        std::memcpy(room.data(), known.data() + at, count);
        at += count;
        if (at == known.size()) {
            ++piece;
            at = 0;
        }
        return count;
    };
}

Source Again::rest() {
    return [kept = kept_, at = std::size_t{0}](std::span<char> room) mutable -> std::size_t {
        if (kept->pieces.empty()) {
            return kept->source(room);
        }
        const auto& piece = kept->pieces.front();
        const auto count = std::min(room.size(), piece.size() - at);
        std::memcpy(room.data(), piece.data() + at, count);
        at += count;
        if (at == piece.size()) {
            kept->pieces.pop_front();
            at = 0;
        }
        return count;
    };
}

} // namespace etsyorder::csv
