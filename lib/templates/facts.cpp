// SPDX-License-Identifier: MIT
#include "templates/facts.hpp"

#include "lint/silence_repository.hpp"
#include "templates/fact_roots.hpp"
#include "templates/fact_subjects.hpp"

#include <algorithm>
#include <array>

namespace etsyorder::templates {
namespace {

using liquid::Value;

// What was set below a root: "link" of "proof.link".
SetFacts below(const SetFacts& all, std::string_view root) {
    SetFacts some;
    for (const auto& [path, value] : all) {
        if (path.size() > root.size() + 1 && path.starts_with(root) && path[root.size()] == '.') {
            some.emplace_back(path.substr(root.size() + 1), value);
        }
    }
    return some;
}

const Value* named(const SetFacts& set, std::string_view name) {
    const auto found = std::find_if(set.begin(), set.end(), [&](const auto& one) {
        return liquid::same_name(one.first, name);
    });
    return found == set.end() ? nullptr : &found->second;
}

// An object, some members of which were set by hand. Of one that is nil every other member is nil.
class Overlaid final : public liquid::Lazy {
public:
    // `below`: it stands in a member of the root.
    Overlaid(Value under, SetFacts set, bool below)
        : under_(std::move(under)), set_(std::move(set)), below_(below) {}

    [[nodiscard]] std::optional<Value> get(std::string_view name) const override {
        if (const auto* value = named(set_, name)) {
            return *value;
        }
        auto found = under_.is(Value::Kind::lazy) ? under_.ask(name)
                     : under_.is_nil() && below_  ? std::optional(Value())
                                                  : std::nullopt;
        auto deeper = below(set_, name);
        if (deeper.empty()) {
            return found;
        }
        return Value::lazy(
            std::make_shared<Overlaid>(found.value_or(Value()), std::move(deeper), true));
    }

    [[nodiscard]] std::vector<std::string> names() const override {
        auto names = under_.is(Value::Kind::lazy) ? under_.names() : std::vector<std::string>();
        for (const auto& [name, value] : set_) {
            if (std::find(names.begin(), names.end(), name) == names.end()) {
                names.push_back(name.substr(0, name.find('.')));
            }
        }
        return names;
    }

private:
    Value under_;
    SetFacts set_;
    bool below_;
};

// All that a template sees.
class Root final : public liquid::Lazy {
public:
    std::shared_ptr<const OrderSubject> order; // null: the letter is about none
    std::optional<std::size_t> item;
    const ShopFacts* shop = nullptr;
    base::Instant now{};
    UsedFacts* used = nullptr;

    [[nodiscard]] std::optional<Value> get(std::string_view name) const override {
        for (std::size_t i = 0; i < kFactRoots.size(); ++i) {
            if (liquid::same_name(name, kFactRoots[i].name)) {
                if (!known_[i]) {
                    known_[i] = value(i);
                }
                if (used != nullptr) {
                    used->note(std::string(name), *known_[i]);
                }
                return known_[i];
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] std::vector<std::string> names() const override {
        std::vector<std::string> names;
        for (const auto& root : kFactRoots) {
            names.emplace_back(root.name);
        }
        return names;
    }

private:
    template <class Subject>
    Value object(std::span<const Fact<Subject>> rows,
                 std::shared_ptr<const Subject> subject,
                 const char* path) const {
        return Value::lazy(std::make_shared<FactsOf<Subject>>(
            rows, std::move(subject), used, path_for(used, path)));
    }

    [[nodiscard]] Value value(std::size_t root) const {
        switch (root) {
        case 0:
            return order ? object(order_rows(), order, "order") : Value();
        case 1:
            return order ? items_of(*order) : Value();
        case 2:
            return one_item();
        case 3:
            return order ? buyer_of(*order) : Value();
        case 4:
            return shop == nullptr
                       ? Value()
                       : object(shop_rows(),
                                std::shared_ptr<const ShopSubject>(new ShopSubject{shop}),
                                "shop");
        case 5:
            return order ? object(link_rows(), order, "links") : Value();
        case 6:
            return object(proof_rows(), std::make_shared<const Nothing>(), "proof");
        case 7:
            return order ? status_of(*order) : Value();
        case 8:
            return object(thread_rows(), std::make_shared<const Nothing>(), "thread");
        default:
            return moment_of(now, shop == nullptr ? base::Zone::system() : shop->settings.zone);
        }
    }

    [[nodiscard]] Value one_item() const {
        if (!order) {
            return {};
        }
        const auto all = items_of(*order);
        if (!item) {
            return all.items().size() == 1 ? all.items().front() : Value();
        }
        for (const auto& one : all.items()) {
            if (one.ask("number").value_or(Value()).integer() ==
                static_cast<std::int64_t>(*item + 1)) {
                return one;
            }
        }
        return {};
    }

    mutable std::array<std::optional<Value>, kFactRoots.size()> known_;
};

template <class Subject>
void add_rows(std::vector<FactDocument>& all,
              const char* path,
              std::span<const Fact<Subject>> rows) {
    for (const auto& row : rows) {
        all.push_back({std::string(path) + std::string(row.name),
                       row.type,
                       row.text,
                       row.example,
                       row.internal});
    }
}

} // namespace

Value with_set(Value facts, const SetFacts& set) {
    return set.empty() ? facts
                       : Value::lazy(std::make_shared<Overlaid>(std::move(facts), set, false));
}

const ShopFacts& Facts::shop(orders::ShopId shop) {
    const auto known = shops_.find(shop);
    if (known != shops_.end()) {
        return known->second;
    }
    ShopFacts facts{shop, orders::shop_page(*database_, shop), {}};
    facts.settings = settings_of_(shop, facts.page.name);
    return shops_.emplace(shop, std::move(facts)).first->second;
}

std::shared_ptr<const OrderSubject> Facts::subject(orders::Order order, UsedFacts* used) {
    const auto& its_shop = shop(order.shop);
    return std::make_shared<const OrderSubject>(*this, std::move(order), its_shop, used);
}

Value Facts::of(std::shared_ptr<const OrderSubject> subject, const Wanted& wanted) const {
    auto root = std::make_shared<Root>();
    root->shop = &subject->shop;
    root->order = std::move(subject);
    root->item = wanted.item;
    root->now = now_;
    root->used = wanted.used;
    return with_set(Value::lazy(std::move(root)), wanted.set);
}

Value Facts::without_order(std::optional<orders::ShopId> of_shop, const Wanted& wanted) {
    auto root = std::make_shared<Root>();
    root->shop = of_shop ? &shop(*of_shop) : nullptr;
    root->now = now_;
    root->used = wanted.used;
    return with_set(Value::lazy(std::move(root)), wanted.set);
}

status::Placing& Facts::placing() {
    if (placing_of_) {
        return placing_of_();
    }
    if (!standard_) {
        standard_.emplace(status::standard_pipelines(), *database_, [](const std::string&) {
            return std::vector<orders::OrderId>();
        });
    }
    return *standard_;
}

const std::vector<orders::ListingQuestion>* Facts::questions(const orders::Order& order,
                                                             const orders::Item& item) {
    return item.listing_id ? asked_->questions(order.shop, *item.listing_id) : nullptr;
}

std::vector<lint::Finding> Facts::doubts(const orders::Order& order, const orders::Item& item) {
    auto all = linter_.lint({item.quantity, item.answers, questions(order, item)});
    const lint::SilenceRepository silences(*database_);
    std::erase_if(all, [&](const lint::Finding& finding) {
        const auto code = lint::info(finding.code).name;
        lint::SilenceTarget target;
        target.shop = order.shop;
        target.order = order.id;
        if (silences.find(target, code)) {
            return true;
        }
        target.order.reset();
        target.listing = item.listing_id;
        return item.listing_id && silences.find(target, code);
    });
    return all;
}

std::vector<FactDocument> fact_documents() {
    std::vector<FactDocument> all;
    for (const auto& root : kFactRoots) {
        const std::string_view name = root.name;
        all.push_back({std::string(root.name), root.type, root.text, "", false});
        if (name == "order") {
            add_rows(all, "order.", order_rows());
            add_rows(all, "order.address.", address_rows());
            add_rows(all, "order.shipments[].", shipment_rows());
            add_rows(all, "order.tracking.", tracking_rows());
        } else if (name == "items") {
            add_rows(all, "items[].", item_rows());
        } else if (name == "buyer") {
            add_rows(all, "buyer.", buyer_rows());
        } else if (name == "shop") {
            add_rows(all, "shop.", shop_rows());
        } else if (name == "links") {
            add_rows(all, "links.", link_rows());
        } else if (name == "proof") {
            add_rows(all, "proof.", proof_rows());
        } else if (name == "status") {
            add_rows(all, "status.", status_rows());
            add_rows(all, "status.pieces[].", stage_pieces_rows());
        } else if (name == "thread") {
            add_rows(all, "thread.", thread_rows());
        }
    }
    return all;
}

} // namespace etsyorder::templates
