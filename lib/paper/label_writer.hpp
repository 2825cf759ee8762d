// SPDX-License-Identifier: MIT
// LabelWriter: small labels with a QR code, several on a page, as one PDF. The same labels, time
// and fonts give the same bytes.
//
//     LabelWriter writer(Size::a4, {.title = "Labels", .created = now});
//     writer.add({.code = "3512345678.2", .title = "3512345678.2", .lines = {"Oak sign"}});
//     writer.finish();
//     out << writer.take();
#pragma once

#include "paper/slip_writer.hpp"

#include <memory>
#include <string>
#include <vector>

namespace etsyorder::paper {

struct Label {
    std::string code;               // what the QR code says; at most 1000 bytes
    std::string title;              // in bold
    std::vector<std::string> lines; // what does not fit is left out
};

// As the common sheets have them: 24 of 70 x 37 mm on a4, 30 of 2 5/8 x 1 inch on letter, one on a6
// as large as the sheet. Used from one thread; throws as SlipWriter does.
class LabelWriter {
public:
    LabelWriter(Size size, const PdfFacts& facts);
    LabelWriter(const LabelWriter&) = delete;
    LabelWriter& operator=(const LabelWriter&) = delete;
    ~LabelWriter();

    void add(const Label& label);
    void finish(); // once, after the last label; there must have been one

    [[nodiscard]] std::string take(); // the bytes made since the last call
    [[nodiscard]] int pages() const;
    [[nodiscard]] const std::set<char32_t>& missing_characters() const; // as SlipWriter

private:
    class Sheet;
    std::unique_ptr<Sheet> sheet_;
};

} // namespace etsyorder::paper
