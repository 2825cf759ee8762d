// SPDX-License-Identifier: MIT
#include "liquid/pieces.hpp"

#include "liquid/characters.hpp"

#include <algorithm>

namespace etsyorder::liquid {
namespace {

constexpr auto kNot = std::string_view::npos;

std::string_view skip_spaces(std::string_view text) {
    while (!text.empty() && is_space(text.front())) {
        text.remove_prefix(1);
    }
    return text;
}

// Name and markup of what stands in a tag.
void name_tag(Piece& piece, std::string_view inside) {
    inside = skip_spaces(inside);
    std::size_t length = 0;
    if (!inside.empty() && inside.front() == '#') {
        length = 1;
    } else {
        while (length < inside.size() && is_word(inside[length])) {
            ++length;
        }
    }
    piece.name = inside.substr(0, length);
    piece.markup = skip_spaces(inside.substr(length));
}

} // namespace

Piece Pieces::take(std::size_t length, Piece::Kind kind, bool closed) {
    Piece piece;
    piece.kind = kind;
    piece.whole = text_.substr(at_, length);
    piece.closed = closed;
    at_ += piece.whole.size();
    if (kind == Piece::Kind::text || !closed) {
        return piece;
    }
    auto inside = piece.whole.substr(2, piece.whole.size() - 4);
    piece.trim_before = !inside.empty() && inside.front() == '-';
    piece.trim_after = !inside.empty() && inside.back() == '-';
    if (piece.trim_before) {
        inside.remove_prefix(1);
    }
    if (piece.trim_after && !inside.empty()) {
        inside.remove_suffix(1);
    }
    if (kind == Piece::Kind::output) {
        piece.markup = inside;
    } else {
        name_tag(piece, inside);
    }
    return piece;
}

Piece Pieces::output() {
    for (auto at = at_ + 2; at < text_.size(); ++at) {
        if (text_[at] == '}') {
            const bool closed = at + 1 < text_.size() && text_[at + 1] == '}';
            return take(at + (closed ? 2 : 1) - at_, Piece::Kind::output, closed);
        }
        if (text_[at] == '{' && at + 1 < text_.size() && text_[at + 1] == '%') {
            const auto end = text_.find("%}", at + 2);
            return take(end == kNot ? 2 : end + 2 - at_, Piece::Kind::output, false);
        }
    }
    return take(2, Piece::Kind::output, false);
}

Piece Pieces::tag() {
    const auto end = text_.find("%}", at_ + 2);
    return end == kNot ? take(2, Piece::Kind::tag, false)
                       : take(end + 2 - at_, Piece::Kind::tag, true);
}

std::optional<Piece> Pieces::line() {
    while (at_ < text_.size()) {
        const auto end = std::min(text_.find('\n', at_), text_.size());
        Piece piece;
        piece.kind = Piece::Kind::tag;
        piece.whole = strip(text_.substr(at_, end - at_));
        at_ = end + 1;
        if (!piece.whole.empty()) {
            name_tag(piece, piece.whole);
            return piece;
        }
    }
    return std::nullopt;
}

std::optional<Piece> Pieces::next() {
    if (cut_ == Cut::lines) {
        return line();
    }
    if (at_ >= text_.size()) {
        return std::nullopt;
    }
    auto at = at_;
    while (true) {
        at = text_.find('{', at);
        if (at == kNot || at + 1 >= text_.size()) {
            return take(kNot, Piece::Kind::text, true);
        }
        if (text_[at + 1] == '{' || text_[at + 1] == '%') {
            break;
        }
        ++at;
    }
    if (at > at_) {
        return take(at - at_, Piece::Kind::text, true);
    }
    return text_[at + 1] == '{' ? output() : tag();
}

std::optional<Pieces::Raw> Pieces::raw_until(std::string_view name) {
    const auto begin = at_;
    for (auto at = text_.find("{%", begin); at != kNot && cut_ == Cut::document;
         at = text_.find("{%", at + 2)) {
        auto inside = text_.substr(at + 2);
        if (!inside.empty() && inside.front() == '-') {
            inside.remove_prefix(1);
        }
        inside = skip_spaces(inside);
        if (inside.substr(0, name.size()) == name &&
            (inside.size() == name.size() || !is_word(inside[name.size()]))) {
            at_ = at;
            const auto end = tag();
            if (end.closed) {
                return Raw{text_.substr(begin, at - begin), end};
            }
            break;
        }
    }
    return std::nullopt;
}

} // namespace etsyorder::liquid
