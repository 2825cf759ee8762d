// SPDX-License-Identifier: MIT
#include "paper/slip_layout.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::paper {
namespace {

constexpr double kMillimetre = 72 / 25.4;
constexpr double kGray = 0.4;
constexpr double kLightGray = 0.75;

constexpr Measures kA4{.page = {210 * kMillimetre, 297 * kMillimetre},
                       .margin = 15 * kMillimetre,
                       .small = 8.5,
                       .text = 10,
                       .head = 12,
                       .words = {22, 18, 15, 13},
                       .qr = 26 * kMillimetre,
                       .gutter = 34};

constexpr Measures letter() {
    Measures measures = kA4;
    measures.page = {612, 792};
    return measures;
}
constexpr Measures kLetter = letter();

constexpr Measures kA6{.page = {105 * kMillimetre, 148 * kMillimetre},
                       .margin = 7 * kMillimetre,
                       .small = 6.5,
                       .text = 7.5,
                       .head = 9,
                       .words = {15, 13, 11, 10},
                       .qr = 18 * kMillimetre,
                       .gutter = 22};

// Code points, near enough.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

double words_size(const Measures& measures, const std::vector<Labelled>& words) {
    std::size_t count = 0;
    for (const auto& one : words) {
        count += characters(one.text);
    }
    return measures.words[count <= 60 ? 0 : count <= 250 ? 1 : count <= 700 ? 2 : 3];
}

} // namespace

const Measures& measures_of(Size size) {
    return size == Size::a6 ? kA6 : size == Size::letter ? kLetter : kA4;
}

std::optional<Size> size_named(std::string_view name) {
    if (name == "a4") {
        return Size::a4;
    }
    if (name == "letter") {
        return Size::letter;
    }
    return name == "a6" ? std::optional(Size::a6) : std::nullopt;
}

void SlipLayout::run() {
    go(Pass::count);
    pages_ = page_;
    go(Pass::draw);
}

void SlipLayout::go(Pass pass) {
    pass_ = pass;
    page_ = 1;
    y_ = measures_.margin;
    fresh_ = 0;
    add_head();
    add_alarm();
    add_address_and_facts();
    add_messages(slip_.before);
    for (const auto& item : slip_.items) {
        add_item(item);
    }
    add_messages(slip_.after);
    add_sums();
    end_page();
}

double SlipLayout::bottom() const {
    return measures_.page.height - measures_.margin - 2 * measures_.small;
}

void SlipLayout::make_room(double height) {
    if (y_ + height > bottom()) {
        next_page();
    }
}

// A page that is taken from the pile must say whose it is.
void SlipLayout::next_page() {
    end_page();
    ++page_;
    y_ = measures_.margin;
    y_ += put(fmt::format("{}  ·  continued", slip_.title),
              {.size = measures_.text, .face = Face::bold},
              {left(), y_, width(), 0});
    y_ += measures_.small / 2;
    rule(kLightGray);
    fresh_ = y_;
}

void SlipLayout::end_page() {
    if (pass_ == Pass::count) {
        return;
    }
    const Type type{.size = measures_.small, .gray = kGray};
    const double y = measures_.page.height - measures_.margin - measures_.small;
    const double half = width() / 2;
    put(slip_.foot, type, {left(), y, half, 0});
    if (pages_ > 1) {
        put(fmt::format("{}  ·  page {} of {}", slip_.title, page_, pages_),
            {.size = type.size, .gray = type.gray, .side = Side::end},
            {left() + half, y, half, 0});
    }
    canvas_.end_page();
}

void SlipLayout::rule(double gray) {
    if (y_ == fresh_) {
        return; // there is one
    }
    if (pass_ == Pass::draw) {
        canvas_.fill({left(), y_, width(), 0.6}, gray);
    }
    y_ += measures_.text;
}

double SlipLayout::put(std::string_view text, const Type& type, const Box& at) {
    if (text.empty()) {
        return 0;
    }
    const Text shaped = canvas_.text(text, type, at.width);
    if (pass_ == Pass::draw) {
        shaped.draw({at.x, at.y});
    }
    return shaped.height();
}

// Line by line, over as many pages as it takes. The bar beside words has a gap where a line of the
// text begins, and none where one was only too long.
void SlipLayout::flow(std::string_view text, const Type& type, double x, double wide, bool barred) {
    if (text.empty()) {
        return;
    }
    const double indent = barred ? measures_.text : 0;
    const Text shaped = canvas_.text(text, type, wide - indent);
    for (std::size_t i = 0; i < shaped.lines().size(); ++i) {
        const double height = shaped.lines()[i].height;
        make_room(height);
        if (pass_ == Pass::draw) {
            if (barred) {
                const double gap = i > 0 && shaped.lines()[i].begins ? height * 0.3 : -0.2;
                canvas_.fill({x, y_ + gap, 2.2, height + 0.2 - gap}, 0);
            }
            shaped.draw_line(i, {x + indent, y_});
        }
        y_ += height;
    }
}

void SlipLayout::add_head() {
    const double top = y_;
    const double wide = width() - measures_.qr - measures_.text;
    if (pass_ == Pass::draw) {
        canvas_.qr_code(slip_.code,
                        {left() + width() - measures_.qr, top, measures_.qr, measures_.qr});
    }
    y_ += put(slip_.shop, {.size = measures_.head, .face = Face::bold}, {left(), y_, wide, 0});
    y_ += measures_.small / 2;
    y_ += put(slip_.title, {.size = measures_.head}, {left(), y_, wide, 0});
    y_ = std::max(y_, top + measures_.qr) + measures_.text;
}

void SlipLayout::add_alarm() {
    if (slip_.alarm.empty()) {
        return;
    }
    const double pad = measures_.small / 2;
    const Text shaped = canvas_.text(
        slip_.alarm, {.size = measures_.text, .face = Face::bold, .gray = 1}, width() - 2 * pad);
    if (pass_ == Pass::draw) {
        canvas_.fill({left(), y_, width(), shaped.height() + 2 * pad}, 0);
        shaped.draw({left() + pad, y_ + pad});
    }
    y_ += shaped.height() + 2 * pad + measures_.text;
}

void SlipLayout::add_address_and_facts() {
    const double top = y_;
    const double half = (width() - measures_.text) / 2;
    const Type label{.size = measures_.small, .gray = kGray};
    y_ += put(slip_.to.label, label, {left(), y_, half, 0});
    y_ += put(slip_.to.text, {.size = measures_.text + 1}, {left(), y_, half, 0});
    double right_y = top;
    const double x = left() + half + measures_.text;
    for (const auto& fact : slip_.facts) {
        const double wide = half * 0.3;
        const double label_height = put(fact.label, label, {x, right_y + 1, wide, 0});
        const double text_height =
            put(fact.text, {.size = measures_.text}, {x + wide, right_y, half - wide, 0});
        right_y += std::max(label_height, text_height);
    }
    y_ = std::max(y_, right_y) + measures_.text;
}

void SlipLayout::add_item(const SlipItem& item) {
    const double x = left() + measures_.gutter;
    const double price = item.price.empty() ? 0 : width() * 0.18;
    const double wide = width() - measures_.gutter;
    const Type title{.size = measures_.text + 0.5, .face = Face::bold};
    const Text shaped = canvas_.text(item.title, title, wide - price);
    double needed = 2 * measures_.text + shaped.height();
    if (!item.words.empty()) { // the title never stands alone at the foot of a page
        needed += 2 * measures_.small + 2 * words_size(measures_, item.words);
    }
    make_room(std::min(needed, bottom() - 2 * measures_.margin));
    rule(kLightGray);
    const double top = y_;
    put(fmt::format("{} ×", item.quantity),
        {.size = item.quantity > 1 ? measures_.head : measures_.text,
         .face = item.quantity > 1 ? Face::bold : Face::plain,
         .gray = item.quantity > 1 ? 0 : kGray},
        {left(), top, measures_.gutter, 0});
    put(item.price,
        {.size = measures_.text, .side = Side::end},
        {left() + width() - price, top, price, 0});
    flow(item.title, title, x, wide - price, false);
    flow(item.facts, {.size = measures_.small, .gray = 0.25}, x, wide, false);
    add_words(item.words);
    y_ += measures_.text * 0.8;
}

void SlipLayout::add_words(const std::vector<Labelled>& words) {
    const double size = words_size(measures_, words);
    const double x = left() + measures_.gutter;
    const double wide = width() - measures_.gutter;
    for (const auto& one : words) {
        y_ += measures_.small * 0.6;
        make_room(2 * measures_.small + size);
        flow(one.label, {.size = measures_.small, .gray = kGray}, x, wide, false);
        y_ += 1;
        flow(one.text, {.size = size, .face = Face::words}, x, wide, true);
    }
}

void SlipLayout::add_messages(const std::vector<Labelled>& messages) {
    for (const auto& message : messages) {
        if (message.text.empty()) {
            continue;
        }
        make_room(5 * measures_.text);
        rule(kLightGray);
        flow(message.label, {.size = measures_.small, .gray = kGray}, left(), width(), false);
        y_ += 1;
        flow(message.text, {.size = measures_.text + 1}, left(), width(), false);
        y_ += measures_.text * 0.8;
    }
}

void SlipLayout::add_sums() {
    if (slip_.sums.empty()) {
        return;
    }
    make_room(measures_.text * (2 + 1.6 * static_cast<double>(slip_.sums.size())));
    rule(kLightGray);
    const double wide = width() * 0.25;
    const double x = left() + width() - 2 * wide;
    const Type type{.size = measures_.text, .side = Side::end};
    for (const auto& sum : slip_.sums) {
        put(sum.label, type, {x, y_, wide, 0});
        y_ += put(sum.text, type, {x + wide, y_, wide, 0});
    }
}

} // namespace etsyorder::paper
