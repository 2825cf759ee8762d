// SPDX-License-Identifier: MIT
#include "orders/export_format.hpp"
#include "paper/slip_of_order.hpp"
#include "paper/slip_writer.hpp"

#include <fmt/format.h>

namespace etsyorder {
namespace {

// Orders of which something is to be said, and how.
class Remark {
public:
    explicit Remark(const char* what) : what_(what) {}

    void about(const std::string& order) {
        constexpr int kMostNamed = 10;
        if (++count_ <= kMostNamed) {
            orders_ += (count_ == 1 ? "" : ", ") + order;
        }
    }
    void tell(Exported& report) const {
        if (count_ > 0) {
            report.notes.push_back(
                fmt::format("{}: {}{}",
                            what_,
                            orders_,
                            count_ > 10 ? fmt::format(" and {} more", count_ - 10) : ""));
        }
    }

private:
    const char* what_;
    std::string orders_;
    int count_ = 0;
};

std::string without_font(const std::set<char32_t>& characters) {
    constexpr std::size_t kMostNamed = 12;
    std::string named;
    std::size_t count = 0;
    for (const auto character : characters) {
        if (++count <= kMostNamed) {
            named += fmt::format(
                "{}U+{:04X}", count == 1 ? "" : ", ", static_cast<std::uint32_t>(character));
        }
    }
    return fmt::format(
        "no font of this machine has {}{}; a box with the number stands in its place. "
        "On Debian: apt install fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji",
        named,
        count > kMostNamed ? " and others" : "");
}

class SlipsFormat final : public ExportFormat {
public:
    SlipsFormat(paper::Size size, Prices prices, base::Instant now)
        : prices_(prices), writer_(size, {"Packing slips", now}) {}

    void begin(std::string&) override {}

    void add(const orders::Order& order,
             const OrderSurroundings& around,
             const base::Zone& zone,
             std::string& out) override {
        const auto word = order_word(order, around);
        const auto made = slip_of(order, around, zone, prices_);
        if (!made.slip.alarm.empty()) {
            alarms_.about(word);
        }
        if (made.is_cut) {
            cut_.about(word);
        }
        if (made.hides_note) {
            notes_.about(word);
        }
        if (made.hides_price) {
            gifts_.about(word);
        }
        writer_.add(made.slip);
        out += writer_.take();
    }

    void end(std::string& out) override {
        writer_.finish();
        out += writer_.take();
    }

    void tell(Exported& report) const override {
        report.pages = writer_.pages();
        alarms_.tell(report);
        cut_.tell(report);
        notes_.tell(report);
        gifts_.tell(report);
        if (!writer_.missing_characters().empty()) {
            report.notes.push_back(without_font(writer_.missing_characters()));
        }
    }

    [[nodiscard]] bool is_text() const override { return false; }
    [[nodiscard]] bool may_be_empty() const override { return false; }

private:
    Prices prices_;
    paper::SlipWriter writer_;
    Remark alarms_{"look at Etsy before you ship; the slip says so too"};
    Remark cut_{"a text is too long for paper and was cut; etsyorder orders show has it whole"};
    Remark notes_{
        "a gift: the buyer's note to you is not on the slip; etsyorder orders show has it"};
    Remark gifts_{"a gift: the slip has no prices"};
};

} // namespace

std::unique_ptr<ExportFormat> slips_format(const SlipWishes& wishes, frame::Services& services) {
    const auto size = paper::size_named(wishes.paper);
    if (!size) {
        throw base::Error(base::ErrorKind::usage,
                          fmt::format("there is no paper \"{}\"", wishes.paper))
            .hint("a4, letter or a6");
    }
    return std::make_unique<SlipsFormat>(
        *size, wishes.prices ? Prices::shown : Prices::hidden, services.now());
}

} // namespace etsyorder
