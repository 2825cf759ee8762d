// SPDX-License-Identifier: MIT
// Canvas: a PDF to draw on, page by page, in points (1/72 inch) from the upper left corner. Only
// this room sees it; what it is made of stays in canvas.cpp.
#pragma once

#include "base/clock.hpp"

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::paper {

enum class Face {
    plain,
    bold,
    words, // letters that are easily taken for each other look different: I l 1, O 0
};

enum class Side { start, end }; // start: where the text's own direction begins

struct Type {
    double size = 10; // points
    Face face = Face::plain;
    double gray = 0; // 0 black, 1 white
    Side side = Side::start;
};

struct Point {
    double x = 0;
    double y = 0;
};

struct Box {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

struct PageSize {
    double width = 0;
    double height = 0;
};

// A text broken into lines for a width. Must not outlive its canvas.
class Text {
public:
    struct Line {
        double x = 0;
        double height = 0;
        double baseline = 0; // below the line's top
        bool begins = true;  // a line of the text; false: the one before goes on
    };

    Text(Text&&) noexcept;
    Text& operator=(Text&&) noexcept;
    ~Text();

    [[nodiscard]] const std::vector<Line>& lines() const { return lines_; }
    [[nodiscard]] double height() const;
    [[nodiscard]] double width() const; // of its longest line

    void draw_line(std::size_t index, Point top_left) const;
    void draw(Point top_left) const;

private:
    friend class Canvas;
    struct Layout;
    explicit Text(std::unique_ptr<Layout> layout);

    std::unique_ptr<Layout> layout_;
    std::vector<Line> lines_;
};

class Canvas {
public:
    Canvas(PageSize size, const std::string& title, base::Instant created);
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;
    ~Canvas();

    // Lines are broken between words, and within a word that is longer than a line.
    [[nodiscard]] Text text(std::string_view text, const Type& type, double width);

    void fill(const Box& box, double gray);
    void frame(const Box& box, double line_width, double gray);
    void qr_code(std::string_view content, const Box& square);

    void end_page();
    void finish();
    [[nodiscard]] std::string take();
    [[nodiscard]] const std::set<char32_t>& missing_characters() const;

private:
    struct Parts;
    void check() const;

    std::unique_ptr<Parts> parts_;
};

} // namespace etsyorder::paper
