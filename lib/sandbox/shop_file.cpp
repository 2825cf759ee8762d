// SPDX-License-Identifier: MIT
#include "sandbox/shop_file.hpp"

#include "base/money.hpp"
#include "sandbox/order_reader.hpp"
#include "sandbox/shop_reader.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <memory>
#include <yaml-cpp/yaml.h>

namespace etsyorder::sandbox {

namespace {

constexpr int kMaxDepth = 20;

nlohmann::json to_json(const YAML::Node& node, int depth) {
    if (depth > kMaxDepth) {
        throw base::Error(base::ErrorKind::usage, "the file is nested too deeply");
    }
    if (node.IsMap()) {
        auto out = nlohmann::json::object();
        for (const auto& pair : node) {
            out[pair.first.as<std::string>()] = to_json(pair.second, depth + 1);
        }
        return out;
    }
    if (node.IsSequence()) {
        auto out = nlohmann::json::array();
        for (const auto& item : node) {
            out.push_back(to_json(item, depth + 1));
        }
        return out;
    }
    return node.IsScalar() ? nlohmann::json(node.Scalar()) : nlohmann::json();
}

nlohmann::json parse_yaml(std::string_view yaml, const std::string& name) {
    try {
        return to_json(YAML::Load(std::string(yaml)), 0);
    } catch (const YAML::Exception& error) {
        throw base::Error(base::ErrorKind::usage, fmt::format("{} is not valid YAML", name))
            .because(fmt::format("line {}: {}", error.mark.line + 1, error.msg));
    }
}

Question read_question(const Node& node, std::int64_t id) {
    node.only(
        {"text", "instructions", "type", "required", "max_characters", "max_files", "options"});
    Question out;
    out.id = id;
    out.text = node.need("text").text();
    out.instructions = node.maybe_text("instructions");
    out.type = node.text_or("type", "text_input");
    const std::vector<std::string> types{
        "text_input", "dropdown", "unlabeled_upload", "labeled_upload"};
    if (std::ranges::find(types, out.type) == types.end()) {
        throw node.wrong(
            fmt::format("type \"{}\" is none of {}", out.type, fmt::join(types, ", ")));
    }
    out.required = node.flag_or("required", false);
    if (out.type == "text_input") {
        out.max_characters = node.number_or("max_characters", 256);
    }
    if (out.type.ends_with("_upload")) {
        out.max_files = node.number_or("max_files", 1);
    }
    for (const auto& label : node.texts("options")) {
        out.options.emplace_back(id * 10 + static_cast<std::int64_t>(out.options.size()) + 1,
                                 label);
    }
    return out;
}

void read_personalization(const Node& node, Listing& out) {
    if (const auto classic = node.find("personalization")) {
        out.personalization = Listing::Personalization::classic;
        Question only;
        only.text = "Personalization";
        only.instructions = classic->text();
        only.max_characters = 256;
        out.questions.push_back(only);
    }
    for (const auto& question : node.list("questions")) {
        out.personalization = Listing::Personalization::questions;
        const auto number = static_cast<std::int64_t>(out.questions.size());
        out.questions.push_back(read_question(question, out.id % 100'000'000 * 10 + number + 1));
    }
    if (out.questions.size() > 5) {
        throw node.wrong("a listing has at most 5 questions");
    }
}

Listing read_listing(const Node& node, std::size_t index, std::int64_t divisor, base::Instant now) {
    node.only({"key",
               "id",
               "title",
               "description",
               "tags",
               "materials",
               "sku",
               "state",
               "price",
               "digital",
               "personalization",
               "questions",
               "options",
               "images",
               "processing_days",
               "favorers"});
    Listing out;
    out.key = node.need("key").text();
    out.id = node.number_or("id", 1'400'000'000 + static_cast<std::int64_t>(index) * 1117);
    out.title = node.need("title").text();
    out.description = node.text_or("description", out.title);
    out.tags = node.texts("tags");
    out.materials = node.texts("materials");
    out.sku = node.text_or("sku", "");
    out.state = node.text_or("state", "active");
    out.price_minor = node.need("price").minor(divisor);
    out.digital = node.flag_or("digital", false);
    out.images = node.number_or("images", 2);
    out.favorers = node.number_or("favorers", static_cast<std::int64_t>(index) * 13 + 5);
    const auto days = node.list("processing_days");
    if (days.size() == 2) {
        out.min_days = days[0].number();
        out.max_days = days[1].number();
    } else if (!days.empty()) {
        throw node.wrong("processing_days wants two numbers, the least and the most");
    }
    out.created = now - std::chrono::days(400 + static_cast<int>(index));
    read_personalization(node, out);
    if (const auto options = node.find("options")) {
        for (const auto& [name, values] : options->members()) {
            Option option;
            option.name = name;
            option.property_id = name == "Primary color" ? 200
                                 : name == "Size"
                                     ? 62809790503
                                     : 513 + static_cast<std::int64_t>(out.options.size());
            for (const auto& value : values.items()) {
                option.values.push_back(value.text());
            }
            out.options.push_back(option);
        }
    }
    return out;
}

std::vector<Listing> read_listing_list(const Node& root, std::int64_t divisor, base::Instant now) {
    std::vector<Listing> out;
    for (const auto& node : root.list("listings")) {
        out.push_back(read_listing(node, out.size(), divisor, now));
    }
    return out;
}

ShopInfo read_info(const Node& root) {
    ShopInfo out;
    const auto node = root.find("shop");
    if (!node) {
        return out;
    }
    node->only({"id",
                "name",
                "title",
                "currency",
                "country",
                "user_id",
                "first_name",
                "last_name",
                "email"});
    out.shop_id = node->number_or("id", out.shop_id);
    out.user_id = node->number_or("user_id", out.user_id);
    out.name = node->text_or("name", out.name);
    out.title = node->text_or("title", out.title);
    out.currency = node->text_or("currency", out.currency);
    out.country = node->text_or("country", out.country);
    out.first_name = node->text_or("first_name", out.first_name);
    out.last_name = node->text_or("last_name", out.last_name);
    out.email = node->text_or("email", out.email);
    out.divisor = 1;
    for (int digit = 0; digit < base::minor_digits(out.currency); ++digit) {
        out.divisor *= 10;
    }
    return out;
}

Review read_review(const Node& node, const std::vector<Order>& orders, base::Instant now) {
    node.only({"order", "rating", "text", "language", "picture", "ago"});
    Review out;
    const auto order = node.need("order").number();
    if (order < 0 || static_cast<std::size_t>(order) >= orders.size()) {
        throw node.wrong("order counts the orders of this file from 0");
    }
    out.order = static_cast<std::size_t>(order);
    out.listing = orders[out.order].items[0].listing;
    out.rating = node.number_or("rating", 5);
    if (out.rating < 1 || out.rating > 5) {
        throw node.wrong("rating is 1 to 5");
    }
    out.text = node.text_or("text", "");
    out.language = node.text_or("language", "en");
    out.with_picture = node.flag_or("picture", false);
    out.created = now - node.maybe_span("ago").value_or(std::chrono::days(1));
    return out;
}

} // namespace

std::optional<std::chrono::seconds> parse_span(std::string_view text) {
    const bool negative = text.starts_with('-');
    text.remove_prefix(negative ? 1 : 0);
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const std::string_view unit(end, text.data() + text.size());
    if (error != std::errc{} || count < 0 || count > 1'000'000'000) {
        return std::nullopt;
    }
    const std::int64_t length = unit == "s"   ? 1
                                : unit == "m" ? 60
                                : unit == "h" ? 3600
                                : unit == "d" ? 86400
                                : unit == "w" ? 7 * 86400
                                              : 0;
    if (length == 0) {
        return std::nullopt;
    }
    return std::chrono::seconds(negative ? -count * length : count * length);
}

std::vector<Listing>
read_listings(std::string_view yaml, const std::string& name, base::Instant now) {
    const auto document = parse_yaml(yaml, name);
    return read_listing_list(Node(document, ""), 100, now);
}

ShopSeed read_shop(std::string_view yaml, const std::string& name, base::Instant now) {
    const auto document = parse_yaml(yaml, name);
    const Node root(document, "");
    try {
        root.only({"shop", "listings", "orders", "reviews"});
        ShopSeed out;
        out.shop = read_info(root);
        out.listings = read_listing_list(root, out.shop.divisor, now);
        const auto orders = std::make_shared<std::vector<Order>>();
        for (const auto& node : root.list("orders")) {
            orders->push_back(
                read_order_node(node, out.listings, orders->size(), now, out.shop.divisor));
        }
        for (const auto& node : root.list("reviews")) {
            out.reviews.push_back(read_review(node, *orders, now));
        }
        std::ranges::stable_sort(out.reviews, {}, &Review::created);
        out.orders = orders->size();
        out.make = [orders](std::size_t index) { return orders->at(index); };
        out.head = [orders](std::size_t index) { return head_of(orders->at(index)); };
        out.items = [orders](std::size_t index) { return orders->at(index).items.size(); };
        return out;
    } catch (base::Error& error) {
        throw error.add_context("reading " + name);
    }
}

} // namespace etsyorder::sandbox
