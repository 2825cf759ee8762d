// SPDX-License-Identifier: MIT
#include "paper/label_writer.hpp"

#include "paper/canvas.hpp"

#include <algorithm>

namespace etsyorder::paper {
namespace {

constexpr double kMillimetre = 72 / 25.4; // points
constexpr double kInch = 72;

struct Grid {
    PageSize page;
    int columns = 1;
    int rows = 1;
    Point first;       // the upper left corner of the first label
    PageSize label;    // of one, with what is between it and the next
    double inside = 0; // from the edge of a label to what stands on it
};

Grid grid_of(Size size) {
    switch (size) {
    case Size::letter: // Avery 5160
        return {{8.5 * kInch, 11 * kInch},
                3,
                10,
                {0.19 * kInch, 0.5 * kInch},
                {2.75 * kInch, kInch},
                0.08 * kInch};
    case Size::a6:
        return {{105 * kMillimetre, 148 * kMillimetre},
                1,
                1,
                {0, 0},
                {105 * kMillimetre, 148 * kMillimetre},
                6 * kMillimetre};
    case Size::a4:
        break;
    }
    return {{210 * kMillimetre, 297 * kMillimetre},
            3,
            8,
            {0, 0.5 * kMillimetre},
            {70 * kMillimetre, 37 * kMillimetre},
            4 * kMillimetre};
}

} // namespace

class LabelWriter::Sheet {
public:
    Sheet(Size size, const PdfFacts& facts)
        : grid_(grid_of(size)), canvas_(grid_.page, facts.title, facts.created) {}

    void add(const Label& label) {
        if (on_page_ == grid_.columns * grid_.rows) {
            canvas_.end_page();
            on_page_ = 0;
        }
        pages_ += on_page_ == 0 ? 1 : 0;
        const Point corner{
            grid_.first.x + grid_.label.width * (on_page_ % grid_.columns) + grid_.inside,
            grid_.first.y + grid_.label.height * (on_page_ / grid_.columns) + grid_.inside};
        draw(label, corner);
        ++on_page_;
    }

    void finish() {
        canvas_.end_page();
        canvas_.finish();
    }

    [[nodiscard]] Canvas& canvas() { return canvas_; }
    [[nodiscard]] int pages() const { return pages_; }

private:
    void draw(const Label& label, Point corner) {
        const double width = grid_.label.width - 2 * grid_.inside;
        const double height = grid_.label.height - 2 * grid_.inside;
        // No larger than a scanner needs, or a large label would be all code.
        const double square = std::min({height, width * 0.45, 35 * kMillimetre});
        canvas_.qr_code(label.code, {corner.x, corner.y, square, square});
        const double beside = corner.x + square + 2 * kMillimetre;
        double y = corner.y;
        y = write(label.title,
                  {9, Face::bold, 0, Side::start},
                  {beside, y},
                  corner.y + height,
                  width - square - 2 * kMillimetre);
        for (const auto& line : label.lines) {
            y = write(line,
                      {7.5, Face::plain, 0, Side::start},
                      {beside, y},
                      corner.y + height,
                      width - square - 2 * kMillimetre);
        }
    }

    // Returns where the next text begins. Lines below `end` are left out.
    double write(const std::string& words, const Type& type, Point at, double end, double width) {
        const auto text = canvas_.text(words, type, width);
        for (std::size_t i = 0; i < text.lines().size(); ++i) {
            const auto height = text.lines()[i].height;
            if (at.y + height > end) {
                return end;
            }
            text.draw_line(i, at);
            at.y += height;
        }
        return at.y;
    }

    Grid grid_;
    Canvas canvas_;
    int on_page_ = 0;
    int pages_ = 0;
};

LabelWriter::LabelWriter(Size size, const PdfFacts& facts)
    : sheet_(std::make_unique<Sheet>(size, facts)) {}

LabelWriter::~LabelWriter() = default;

void LabelWriter::add(const Label& label) {
    sheet_->add(label);
}

void LabelWriter::finish() {
    sheet_->finish();
}

std::string LabelWriter::take() {
    return sheet_->canvas().take();
}

int LabelWriter::pages() const {
    return sheet_->pages();
}

const std::set<char32_t>& LabelWriter::missing_characters() const {
    return sheet_->canvas().missing_characters();
}

} // namespace etsyorder::paper
