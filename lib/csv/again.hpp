// SPDX-License-Identifier: MIT
// Again: a source whose beginning can be looked at and is read once more after that, also where it
// is a pipe.
#pragma once

#include "csv/source.hpp"

#include <deque>
#include <memory>
#include <string>

namespace etsyorder::csv {

// Keeps what was looked at until it is read. Belongs to one thread; the sources that it gives out
// share what it keeps, and may outlive it.
class Again {
public:
    explicit Again(Source source) : kept_(std::make_shared<Kept>(Kept{std::move(source), {}, 0})) {}

    [[nodiscard]] Source look(); // from the beginning on; to be done with before rest() is read
    [[nodiscard]] std::size_t looked_at() const { return kept_->size; } // bytes
    [[nodiscard]] Source rest();                                        // from the beginning on

private:
    struct Kept {
        Source source;
        std::deque<std::string> pieces;
        std::size_t size;
    };
    std::shared_ptr<Kept> kept_;
};

} // namespace etsyorder::csv
