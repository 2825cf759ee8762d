// SPDX-License-Identifier: MIT
// Pieces: a template cut into text, outputs and tags; or the inside of a `liquid` tag cut into
// lines, each a tag. For this room alone.
#pragma once

#include <optional>
#include <string_view>

namespace etsyorder::liquid {

struct Piece {
    enum class Kind { text, output, tag };
    Kind kind = Kind::text;
    std::string_view whole;
    std::string_view name;   // of a tag: letters, digits, _ or a #; empty: it has none
    std::string_view markup; // what stands in an output, or behind the name
    bool trim_before = false;
    bool trim_after = false;
    bool closed = true; // false: the brackets are not
};

class Pieces {
public:
    enum class Cut { document, lines };
    Pieces(std::string_view text, Cut cut) : text_(text), cut_(cut) {}

    [[nodiscard]] std::optional<Piece> next(); // empty: the end
    [[nodiscard]] Cut cut() const { return cut_; }

    // What stands up to the tag of that name, nothing of it understood, and that tag. Empty: there
    // is none.
    struct Raw {
        std::string_view text;
        Piece end;
    };
    [[nodiscard]] std::optional<Raw> raw_until(std::string_view name);

private:
    [[nodiscard]] Piece output();
    [[nodiscard]] Piece tag();
    [[nodiscard]] std::optional<Piece> line();
    [[nodiscard]] Piece take(std::size_t length, Piece::Kind kind, bool closed);

    std::string_view text_;
    std::size_t at_ = 0;
    Cut cut_;
};

} // namespace etsyorder::liquid
