// SPDX-License-Identifier: MIT
#include "paper/slip_of_order.hpp"

#include "frame/text.hpp"

#include <fmt/format.h>

#include <array>

namespace etsyorder {
namespace {

using orders::Answer;
using orders::AnswerKind;
using orders::Item;
using orders::Order;
using paper::Labelled;

// More of a text does not go onto paper. Etsy's own limits are far below.
struct Most {
    std::size_t characters;
    std::size_t lines;
};
constexpr Most kOfWords{5000, 300};
constexpr Most kOfMessages{3000, 100};
constexpr Most kOfLabels{300, 4};
constexpr Most kOfAddresses{600, 12}; // stands on one page, beside the facts

class SlipMaker {
public:
    SlipMaker(const Order& order,
              const OrderSurroundings& around,
              const base::Zone& zone,
              Prices prices)
        : order_(order), around_(around), zone_(zone),
          with_prices_(prices == Prices::shown && !order.is_gift) {
        result_.hides_price = prices == Prices::shown && order.is_gift;
    }

    OrderSlip make() {
        auto& slip = result_.slip;
        const auto word = order_word(order_, around_);
        slip.shop = around_.shop_name.empty() ? "" : label(around_.shop_name);
        slip.title = "Order " + label(word);
        slip.code = word;
        slip.foot = slip.shop;
        slip.alarm = alarm();
        slip.to = {"Ship to", address()};
        add_facts();
        for (const auto& item : order_.items) {
            if (!item.removed_at) {
                slip.items.push_back(of(item));
            }
        }
        add_messages();
        if (with_prices_) {
            add_sums();
        }
        return std::move(result_);
    }

private:
    // As it is shown elsewhere: what looks like nothing is written out.
    std::string shown(std::string_view text, Most most) {
        std::string kept;
        std::size_t characters = 0;
        std::size_t lines = 1;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
            if (begins && (++characters > most.characters || lines > most.lines)) {
                result_.is_cut = true;
                return frame::with_odd_characters_shown(kept) + "\n[cut here: there is more]";
            }
            if (text.substr(i, 2) == "\r\n") {
                continue; // one line break, as whoever typed it meant
            }
            lines += text[i] == '\n' ? 1U : 0U;
            kept += text[i];
        }
        return frame::with_odd_characters_shown(kept);
    }

    std::string label(std::string_view text) { return shown(text, kOfLabels); }

    [[nodiscard]] std::string day(base::Instant at) const {
        constexpr std::array kMonths{
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        const auto date = zone_.date(at);
        return fmt::format("{} {} {}",
                           static_cast<unsigned>(date.day()),
                           kMonths.at(static_cast<unsigned>(date.month()) - 1),
                           static_cast<int>(date.year()));
    }

    [[nodiscard]] std::string alarm() const {
        if (order_.gone_at) {
            return "Etsy no longer knows this order: look at Etsy before you ship it";
        }
        if (order_.status == "canceled") {
            return "Canceled: do not ship";
        }
        if (order_.status == "fully refunded") {
            return "Fully refunded: look at Etsy before you ship it";
        }
        return order_.is_paid ? "" : "Not paid yet";
    }

    std::string address() {
        const auto& address = order_.address;
        if (address.formatted && !address.formatted->empty()) {
            return shown(*address.formatted, kOfAddresses);
        }
        std::string text = order_.buyer_name;
        if (address == orders::Address{}) {
            return shown(text, kOfLabels) + (text.empty() ? "" : "\n") +
                   "(address not given by Etsy)";
        }
        const auto add = [&](const std::string& line) {
            text += line.empty() ? "" : (text.empty() ? "" : "\n") + line;
        };
        const auto or_nothing = [](const auto& part) { return part.value_or(""); };
        add(or_nothing(address.first_line));
        add(or_nothing(address.second_line));
        std::string place = or_nothing(address.city);
        for (const auto& part : {or_nothing(address.state), or_nothing(address.zip)}) {
            place += part.empty() ? "" : (place.empty() ? "" : " ") + part;
        }
        add(place);
        add(or_nothing(address.country));
        return shown(text, kOfAddresses);
    }

    void add_facts() {
        auto& facts = result_.slip.facts;
        facts.push_back({"Ordered", day(order_.placed_at)});
        if (order_.ship_by) {
            facts.push_back({"Ship by", day(*order_.ship_by)});
        }
        std::int64_t pieces = 0;
        std::string upgrade;
        for (const auto& item : order_.items) {
            pieces += item.removed_at ? 0 : item.quantity;
            if (!item.removed_at && upgrade.empty()) {
                upgrade = item.shipping_upgrade;
            }
        }
        facts.push_back({"Pieces", std::to_string(pieces)});
        if (!upgrade.empty()) {
            facts.push_back({"Shipping", label(upgrade)});
        }
        // Paper grows old unseen: what was canceled since does not show on it.
        if (const auto known = around_.imported_at ? around_.imported_at : around_.synced_at) {
            facts.push_back({"As of", day(*known)});
        }
        if (order_.is_gift) {
            facts.push_back(
                {"Gift", order_.gift_sender.empty() ? "yes" : "from " + label(order_.gift_sender)});
        }
    }

    paper::SlipItem of(const Item& item) {
        paper::SlipItem on_paper{.quantity = item.quantity,
                                 .title = label(item.title),
                                 .price = {},
                                 .facts = {},
                                 .words = {}};
        if (with_prices_ && item.price) {
            on_paper.price = in_words(*item.price) + (item.quantity > 1 ? " each" : "");
        }
        const auto add = [&](const std::string& fact) {
            on_paper.facts += (on_paper.facts.empty() ? "" : "   ·   ") + fact;
        };
        if (!item.sku.empty()) {
            add("SKU " + label(item.sku));
        }
        if (item.is_digital) {
            add("digital: nothing to pack");
        }
        for (const auto& answer : item.answers) {
            if (answer.kind == AnswerKind::personalisation && !answer.text.empty()) {
                on_paper.words.push_back({label(answer.question), shown(answer.text, kOfWords)});
            } else if (answer.kind == AnswerKind::option) {
                add(label(answer.question) + ": " + label(answer.text));
            } else if (answer.kind == AnswerKind::file) {
                add(label(answer.question) + ": file of the buyer's");
            }
        }
        return on_paper;
    }

    void add_messages() {
        auto& slip = result_.slip;
        slip.after.push_back({"Gift message", shown(order_.gift_message, kOfMessages)});
        if (order_.is_gift) { // who unpacks it is not who wrote it
            result_.hides_note = !order_.message_from_buyer.empty();
        } else {
            slip.before.push_back(
                {"Note from the buyer", shown(order_.message_from_buyer, kOfMessages)});
        }
    }

    [[nodiscard]] static std::string in_words(const base::Money& money) {
        return fmt::format("{} {}", base::format_decimal(money), money.currency);
    }

    void add_sums() {
        const auto& amounts = order_.amounts;
        for (const auto& [name, minor] : {std::pair("Items", amounts.subtotal),
                                          std::pair("Discount", amounts.discount),
                                          std::pair("Gift wrap", amounts.gift_wrap),
                                          std::pair("Shipping", amounts.shipping),
                                          std::pair("Tax", amounts.tax),
                                          std::pair("VAT", amounts.vat),
                                          std::pair("Total", amounts.total)}) {
            const auto money = amount(order_, minor);
            if (money && (money->minor != 0 || std::string_view(name) == "Total")) {
                result_.slip.sums.push_back({name, in_words(*money)});
            }
        }
    }

    const Order& order_;
    const OrderSurroundings& around_;
    const base::Zone& zone_;
    bool with_prices_;
    OrderSlip result_;
};

} // namespace

OrderSlip slip_of(const Order& order,
                  const OrderSurroundings& around,
                  const base::Zone& zone,
                  Prices prices) {
    return SlipMaker(order, around, zone, prices).make();
}

} // namespace etsyorder
