// SPDX-License-Identifier: MIT
// SlipLayout: where everything of one slip stands. It is gone through twice: to count the pages,
// which are named on each, and to draw them.
#pragma once

#include "paper/canvas.hpp"
#include "paper/slip.hpp"

#include <string_view>

namespace etsyorder::paper {

// Sizes in points, by paper.
struct Measures {
    PageSize page;
    double margin = 0;
    double small = 0; // labels, facts, the foot
    double text = 0;
    double head = 0;      // order and shop; smaller than any size of `words`
    double words[4] = {}; // what is to be made: of few, some, many and very many characters
    double qr = 0;
    double gutter = 0; // left of an item, where its quantity stands
};

[[nodiscard]] const Measures& measures_of(Size size);

class SlipLayout {
public:
    enum class Pass { count, draw };

    SlipLayout(Canvas& canvas, const Measures& measures, const Slip& slip)
        : canvas_(canvas), measures_(measures), slip_(slip) {}

    void run(); // draws all pages of the slip
    [[nodiscard]] int pages() const { return pages_; }

private:
    void go(Pass pass);
    void add_head();
    void add_alarm();
    void add_address_and_facts();
    void add_item(const SlipItem& item);
    void add_words(const std::vector<Labelled>& words);
    void add_messages(const std::vector<Labelled>& messages);
    void add_sums();

    [[nodiscard]] double left() const { return measures_.margin; }
    [[nodiscard]] double width() const { return measures_.page.width - 2 * measures_.margin; }
    [[nodiscard]] double bottom() const; // above the foot
    void make_room(double height);       // a new page when it does not fit on this one
    void next_page();
    void end_page();
    void rule(double gray);
    double put(std::string_view text, const Type& type, const Box& at); // the height it takes
    void flow(std::string_view text, const Type& type, double x, double wide, bool barred);

    Canvas& canvas_;
    const Measures& measures_;
    const Slip& slip_;
    Pass pass_ = Pass::count;
    double y_ = 0;
    double fresh_ = 0; // y_ below the rule at the top of a further page
    int page_ = 1;
    int pages_ = 0;
};

} // namespace etsyorder::paper
