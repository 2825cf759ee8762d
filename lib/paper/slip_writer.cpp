// SPDX-License-Identifier: MIT
#include "paper/slip_writer.hpp"

#include "paper/canvas.hpp"
#include "paper/slip_layout.hpp"

namespace etsyorder::paper {

class SlipWriter::Pages {
public:
    Pages(Size size, const PdfFacts& facts)
        : measures(measures_of(size)), canvas(measures.page, facts.title, facts.created) {}

    const Measures& measures;
    Canvas canvas;
    int count = 0;
};

SlipWriter::SlipWriter(Size size, const PdfFacts& facts)
    : pages_(std::make_unique<Pages>(size, facts)) {}

SlipWriter::~SlipWriter() = default;

void SlipWriter::add(const Slip& slip) {
    SlipLayout layout(pages_->canvas, pages_->measures, slip);
    layout.run();
    pages_->count += layout.pages();
}

void SlipWriter::finish() {
    pages_->canvas.finish();
}

std::string SlipWriter::take() {
    return pages_->canvas.take();
}

int SlipWriter::pages() const {
    return pages_->count;
}

const std::set<char32_t>& SlipWriter::missing_characters() const {
    return pages_->canvas.missing_characters();
}

} // namespace etsyorder::paper
