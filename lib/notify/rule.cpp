// SPDX-License-Identifier: MIT
#include "notify/rule.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace etsyorder::notify {
namespace {

template <class... Handlers>
struct Each : Handlers... {
    using Handlers::operator()...;
};
template <class... Handlers>
Each(Handlers...) -> Each<Handlers...>;

} // namespace

std::string_view to_string(Recipient recipient) {
    return recipient == Recipient::buyer ? "buyer" : "seller";
}

const std::vector<std::string>& channel_names() {
    static const std::vector<std::string> kNames{
        "portal", "email", "hand", "etsy-note", "exec", "webhook", "ntfy", "desktop"};
    return kNames;
}

std::string trigger_in_words(const Rule& rule) {
    return std::visit(
        Each{[](const OnEvent& on) { return fmt::format("when {}", fmt::join(on.names, " or ")); },
             [](const AtMoment& at) { return fmt::format("at {}", at.text); },
             [](const AtTimes& at) {
                 return fmt::format(
                     "cron {}{}", at.text, at.orders ? fmt::format(", of {}", *at.orders) : "");
             }},
        rule.trigger);
}

std::string deed_in_words(const Rule& rule) {
    return std::visit(
        Each{[](const Send& send) {
                 return fmt::format("tell the {}: {}", to_string(send.to), send.template_name);
             },
             [](const Run& run) { return fmt::format("run {}", fmt::join(run.words, " ")); },
             [](const SetStage& set) { return fmt::format("stage {}", set.stage); },
             [](const AddTag& add) { return fmt::format("tag {}", add.tag); }},
        rule.deed);
}

const Rule* Rules::find(std::string_view name) const {
    const auto found = std::ranges::find(all, name, &Rule::name);
    return found == all.end() ? nullptr : &*found;
}

bool is_rule_name(std::string_view text) {
    constexpr std::size_t kLongest = 60;
    return !text.empty() && text.size() <= kLongest && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               static_cast<unsigned char>(c) >= 0x80U;
    });
}

} // namespace etsyorder::notify
