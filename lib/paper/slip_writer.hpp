// SPDX-License-Identifier: MIT
// SlipWriter: packing slips as one PDF, each slip on a page of its own, or on several. The same
// slips, time and fonts give the same bytes.
//
//     SlipWriter writer(Size::a4, {.title = "Packing slips", .created = now});
//     for (const auto& slip : slips) {
//         writer.add(slip);
//         out << writer.take();
//     }
//     writer.finish();
//     out << writer.take();
#pragma once

#include "base/clock.hpp"
#include "paper/slip.hpp"

#include <memory>
#include <set>
#include <string>

namespace etsyorder::paper {

struct PdfFacts {
    std::string title;
    base::Instant created{};
};

// Used from one thread. Its functions throw Error of kind failed when a page cannot be drawn.
class SlipWriter {
public:
    SlipWriter(Size size, const PdfFacts& facts);
    SlipWriter(const SlipWriter&) = delete;
    SlipWriter& operator=(const SlipWriter&) = delete;
    ~SlipWriter();

    void add(const Slip& slip);
    void finish(); // once, after the last slip; there must have been one

    // The bytes made since the last call. The pages of a slip are among them when the next is
    // added.
    [[nodiscard]] std::string take();

    [[nodiscard]] int pages() const;

    // Characters that no font of this machine has; a box with their number stands in their place.
    // At most 100 of them.
    [[nodiscard]] const std::set<char32_t>& missing_characters() const;

private:
    class Pages;
    std::unique_ptr<Pages> pages_;
};

} // namespace etsyorder::paper
