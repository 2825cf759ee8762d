// SPDX-License-Identifier: MIT
// The part of ForgetQueries that is about queries which a seller saved.
#include "base/ascii.hpp"
#include "orders/forget_orders.hpp"
#include "orders/forget_repository.hpp"
#include "orders/order_query.hpp"
#include "orders/words.hpp"
#include "query/parse.hpp"

#include <algorithm>
#include <set>

namespace etsyorder::orders {
namespace {

constexpr std::size_t kShortestWhole = 5;     // of a number or name at Etsy
constexpr std::size_t kShortestBeginning = 3; // of a name, with a star behind it

// What may name somebody in a query.
struct Asked {
    std::string word; // folded
    bool prefix = false;
    bool of_buyer = false; // asked of the buyer's name; else of titles, too
};

bool may_name_a_person(const std::string& field) {
    return field == "buyer" || field == "tag" || field == "text" || field == "message";
}

void collect(const query::Node& node, std::vector<Asked>& asked) {
    for (const auto& part : node.parts) {
        collect(part, asked);
    }
    const auto* text = std::get_if<query::Text>(&node.value);
    if (node.kind != query::Node::Kind::term || text == nullptr) {
        return;
    }
    const auto field = node.field ? query_vocabulary()[*node.field].name : "";
    if (node.field && !may_name_a_person(field)) {
        return;
    }
    for (auto& word : folded_words(text->text)) {
        asked.push_back({std::move(word), text->prefix, field == "buyer"});
    }
}

std::vector<Asked> asked_by(const SavedQuery& saved) {
    // What another saved query asks is its own affair.
    const query::SavedQueries others{
        [](const std::string&) { return std::optional<std::string>("is:any"); }, {}};
    std::vector<Asked> asked;
    if (const auto tree = query::parse(saved.query, query_vocabulary(), others)) {
        collect(*tree, asked);
    } else {
        for (auto& word : folded_words(saved.query)) {
            asked.push_back({std::move(word), false, false});
        }
    }
    for (auto& word : folded_words(saved.name)) {
        asked.push_back({std::move(word), false, false});
    }
    return asked;
}

bool is_part_of_word(char c) {
    const char letter = base::ascii_lower(c);
    return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool has_whole(std::string_view text, std::string_view word) {
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const auto end = at + word.size();
        if ((at == 0 || !is_part_of_word(text[at - 1])) &&
            (end == text.size() || !is_part_of_word(text[end]))) {
            return true;
        }
    }
    return false;
}

// Of whom the orders are that go, and of whom those that stay.
class People {
public:
    People(db::Database& database, std::span<const OrderId> orders)
        : database_(database), orders_(orders.begin(), orders.end()) {
        const ForgetRepository repository(database);
        for (const auto id : orders_) {
            const auto order = ForgetQueries(database).order(id);
            if (!order) {
                continue;
            }
            const auto traces = repository.traces_of(*order);
            for (const auto& name :
                 {order->buyer_name, order->ordered_by.name, order->ordered_by.username}) {
                for (auto& word : folded_words(name)) {
                    names_.insert(std::move(word));
                }
            }
            if (std::ranges::none_of(traces.buyers,
                                     [&](std::int64_t buyer) { return has_others(buyer); })) {
                add_whole(traces, *order);
            }
        }
    }

    [[nodiscard]] bool are_named_by(const SavedQuery& saved) const {
        const auto text = base::ascii_lower(saved.query);
        if (std::ranges::any_of(whole_,
                                [&](const std::string& word) { return has_whole(text, word); })) {
            return true;
        }
        const auto asked = asked_by(saved);
        return std::ranges::any_of(asked, [&](const Asked& one) { return is_a_name(one); });
    }

private:
    void add_whole(const PersonTraces& traces, const ForgettableOrder& order) {
        for (const auto& word : traces.words) {
            if (word.size() >= kShortestWhole && word != order.buyer_name &&
                word != std::to_string(order.receipt.value())) {
                whole_.insert(base::ascii_lower(word));
            }
        }
    }

    [[nodiscard]] bool is_a_name(const Asked& asked) const {
        return std::ranges::any_of(names_, [&](const std::string& name) {
            const bool same = asked.prefix ? asked.word.size() >= kShortestBeginning &&
                                                 name.starts_with(asked.word)
                                           : name == asked.word;
            return same && !is_of_others(name) && (asked.of_buyer || !is_of_an_item(asked.word));
        });
    }

    [[nodiscard]] bool stays(db::Statement& rows) const {
        while (rows.step()) {
            if (!orders_.contains(OrderId{rows.integer(0)})) {
                return true;
            }
        }
        return false;
    }
    [[nodiscard]] bool has_others(std::int64_t buyer) const {
        auto rows = database_.statement("SELECT order_id FROM orders WHERE buyer_id = :buyer");
        rows.bind(":buyer", buyer);
        return stays(rows);
    }
    [[nodiscard]] bool is_of_others(const std::string& name) const {
        auto rows = database_.statement(
            "SELECT o.order_id FROM buyer_words w JOIN orders o ON o.buyer_id = w.buyer_id WHERE "
            "w.shop_id IN (SELECT shop_id FROM shops) AND w.word = :word");
        rows.bind(":word", name);
        return stays(rows);
    }
    [[nodiscard]] bool is_of_an_item(const std::string& word) const {
        auto rows =
            database_.statement("SELECT DISTINCT title FROM items WHERE instr(lower(title), "
                                ":word) > 0 LIMIT 1000");
        rows.bind(":word", word);
        while (rows.step()) {
            const auto words = folded_words(rows.text(0));
            if (std::ranges::find(words, word) != words.end()) {
                return true;
            }
        }
        return false;
    }

    db::Database& database_;
    std::set<OrderId> orders_;
    std::set<std::string> names_; // words of them, folded
    std::set<std::string> whole_; // addresses, numbers and names at Etsy of those who have no other
};

} // namespace

std::vector<SavedQuery> ForgetQueries::saved_queries_of(std::span<const OrderId> orders) const {
    auto all = SavedQueryRepository(*database_).all();
    if (all.empty() || orders.empty()) {
        return {};
    }
    const People people(*database_, orders);
    std::erase_if(all, [&](const SavedQuery& one) { return !people.are_named_by(one); });
    return all;
}

} // namespace etsyorder::orders
