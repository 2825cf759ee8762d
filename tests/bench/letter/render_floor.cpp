// SPDX-License-Identifier: MIT
// The same letter as a C++ program would write it by hand: pieces of text, and values escaped.
//
//     render_floor COUNT    renders a second
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

struct Line {
    std::string title, words, price;
    int quantity;
};

struct Order {
    std::string name, shop, id, city, tracking, total;
    std::vector<Line> lines;
};

void escape(std::string& out, const std::string& text) {
    for (const char c : text) {
        switch (c) {
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '&':
            out += "&amp;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += c;
        }
    }
}

void write(std::string& out, const Order& order) {
    out += "<p>Hi ";
    escape(out, order.name);
    out += ",</p>\n<p>Thank you so much for your order <b>#";
    escape(out, order.id);
    out += "</b> from ";
    escape(out, order.shop);
    out += ". Everything is made to order by hand, and we wanted to tell you where it stands "
           "today.</p>\n<table>\n";
    for (const auto& line : order.lines) {
        out += "<tr><td>";
        escape(out, line.title);
        out += "</td><td>";
        if (!line.words.empty()) {
            out += "<i>";
            escape(out, line.words);
            out += "</i>";
        }
        out += "</td><td>";
        out += std::to_string(line.quantity);
        out += " x ";
        escape(out, line.price);
        out += "</td></tr>\n";
    }
    out += "</table>\n<p>Total: <b>";
    escape(out, order.total);
    out += "</b></p>\n";
    if (!order.tracking.empty()) {
        out += "<p>It is on its way to ";
        escape(out, order.city);
        out += ". Tracking: <a href=\"https://track.example/";
        escape(out, order.tracking);
        out += "\">";
        escape(out, order.tracking);
        out += "</a></p>\n";
    }
    out += "<p>Please look over the proof within two days; if we hear nothing we start the "
           "engraving as shown. A reply to this mail reaches us directly, and a change of the "
           "delivery address is possible until the parcel is handed over.</p>\n<p>Warm "
           "regards,<br>";
    escape(out, order.shop);
    out += "</p>\n";
}

} // namespace

int main(int, char** argv) {
    const Order order{"Zoë O'Brien",
                      "Oak & Thread Studio",
                      "2900020521",
                      "München",
                      "9400111899223344556677",
                      "$103.50",
                      {{"Engraved Oak Cutting Board", "The <Smith> Family", "$45.00", 1},
                       {"Ceramic Mug", "Grandma", "$18.00", 2},
                       {"Linen Tote Bag", "A.B.", "$22.50", 1}}};
    const long count = std::atol(argv[1]);
    std::string out;
    const auto begin = std::chrono::steady_clock::now();
    for (long i = 0; i < count; ++i) {
        out.clear();
        write(out, order);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    std::printf("{\"renders_s\":%.0f,\"bytes\":%zu}\n",
                static_cast<double>(count) / took.count(),
                out.size());
    return 0;
}
