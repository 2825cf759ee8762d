// SPDX-License-Identifier: MIT
#include "orders/order_row_facts.hpp"

#include "orders/order_repository.hpp"
#include "templates/letter_facts.hpp"
#include "templates/letter_filters.hpp"
#include "templates/template_name.hpp"

namespace etsyorder {

// `order` of a row, or its `buyer`: the row's own words first, then the facts of the whole order.
class OrderOfRow final : public liquid::Lazy {
public:
    OrderOfRow(OrderRow row, OrderRowFacts& facts) : row_(std::move(row)), facts_(facts) {}

    [[nodiscard]] std::optional<liquid::Value> get(std::string_view name) const override {
        if (name == "id") {
            return liquid::Value(row_.receipt.value());
        }
        if (name == "name") {
            return liquid::Value(row_.name.empty() ? std::to_string(row_.receipt.value())
                                                   : row_.name);
        }
        if (name == "buyer") {
            return buyer();
        }
        return asked(whole(), name);
    }

    [[nodiscard]] std::vector<std::string> names() const override { return names_of(whole()); }

private:
    // An order that is gone from under us has nothing more to tell.
    static std::optional<liquid::Value> asked(const liquid::Value& of, std::string_view name) {
        return of.is_nil() ? std::optional(of) : of.ask(name);
    }
    static std::vector<std::string> names_of(const liquid::Value& of) {
        return of.is_nil() ? std::vector<std::string>() : of.names();
    }

    class Buyer final : public liquid::Lazy {
    public:
        explicit Buyer(const OrderOfRow& order) : order_(order) {}
        [[nodiscard]] std::optional<liquid::Value> get(std::string_view name) const override {
            const auto& buyer = order_.row_.buyer;
            if (name == "name") {
                return buyer.empty() ? liquid::Value() : liquid::Value(buyer);
            }
            return asked(whole(), name);
        }
        [[nodiscard]] std::vector<std::string> names() const override { return names_of(whole()); }

    private:
        [[nodiscard]] liquid::Value whole() const {
            return asked(order_.whole(), "buyer").value_or(liquid::Value());
        }
        const OrderOfRow& order_;
    };

    // The order that it belongs to is asked only while its own row is printed.
    [[nodiscard]] liquid::Value buyer() const {
        return liquid::Value::lazy(std::make_shared<Buyer>(*this));
    }

    [[nodiscard]] const liquid::Value& whole() const {
        if (!whole_) {
            auto order = orders::OrderRepository(facts_.database_).load(row_.id);
            whole_ = order ? facts_.facts_.of(std::move(*order), {}).ask("order")
                           : std::optional(liquid::Value());
        }
        return *whole_;
    }

    OrderRow row_;
    OrderRowFacts& facts_;
    mutable std::optional<liquid::Value> whole_;
};

OrderRowFacts::OrderRowFacts(frame::Services& services, db::Database& database)
    : database_(database), facts_(database,
                                  services.now(),
                                  shop_settings(services),
                                  placing_by_pipelines(services, database)) {}

liquid::Value OrderRowFacts::of(OrderRow row) {
    return liquid::Value::lazy(std::make_shared<OrderOfRow>(std::move(row), *this));
}

void know_letters(frame::Services& services) {
    services.output().surround_format(
        {[] { return &templates::letter_filters(); },
         [&services] {
             auto surroundings = services.format_surroundings();
             try {
                 surroundings.language =
                     templates::language_from(services.config().text("language")).value_or("en");
             } catch (const base::Error&) {
                 // The zone was asked before: this is a command that looks at a broken
                 // configuration.
             }
             return surroundings;
         }});
}

} // namespace etsyorder
