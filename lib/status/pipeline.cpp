// SPDX-License-Identifier: MIT
#include "status/pipeline.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace etsyorder::status {
namespace {

constexpr std::array<std::pair<Need, std::string_view>, 3> kNeeds{
    {{Need::approved_proof, "approved proof"},
     {Need::tracking, "tracking"},
     {Need::answers, "answers"}}};

Stage stage_of(std::string name, std::string public_name, std::optional<int> days) {
    Stage stage;
    stage.name = std::move(name);
    stage.public_name = std::move(public_name);
    stage.days = days;
    return stage;
}

} // namespace

std::string_view to_string(Need need) {
    for (const auto& [known, word] : kNeeds) {
        if (known == need) {
            return word;
        }
    }
    return "";
}

std::optional<Need> need_from(std::string_view word) {
    for (const auto& [need, known] : kNeeds) {
        if (known == word) {
            return need;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> Pipeline::stage(std::string_view stage_name) const {
    const auto found = std::find_if(
        stages.begin(), stages.end(), [&](const Stage& one) { return one.name == stage_name; });
    return found == stages.end() ? std::nullopt
                                 : std::optional(static_cast<std::size_t>(found - stages.begin()));
}

const Pipeline* Pipelines::find(std::string_view name) const {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Pipeline& one) { return one.name == name; });
    return found == all.end() ? nullptr : &*found;
}

std::vector<std::string> Pipelines::stage_names() const {
    std::vector<std::string> names;
    for (const auto& pipeline : all) {
        for (const auto& stage : pipeline.stages) {
            if (std::find(names.begin(), names.end(), stage.name) == names.end()) {
                names.push_back(stage.name);
            }
        }
    }
    return names;
}

base::BusinessDays ShipByRules::business_days(base::Date today) const {
    std::vector<base::Date> days;
    const auto add = [&](std::chrono::year year, const Holiday& holiday) {
        const base::Date date{
            year, std::chrono::month{holiday.month}, std::chrono::day{holiday.day}};
        if (date.ok()) { // 29 February is not in every year
            days.push_back(date);
        }
    };
    for (const auto& holiday : holidays) {
        if (holiday.year) {
            add(std::chrono::year{*holiday.year}, holiday);
            continue;
        }
        for (int offset = -1; offset <= 2; ++offset) {
            add(today.year() + std::chrono::years{offset}, holiday);
        }
    }
    return base::BusinessDays(std::move(days));
}

const Pipelines& standard_pipelines() {
    static const Pipelines kStandard{{{"standard",
                                       {},
                                       {stage_of("new", "We have your order", 1),
                                        stage_of("making", "It is being made", 3),
                                        stage_of("packing", "It is being packed", 1),
                                        stage_of("ready", "It is ready to go", 0)}}},
                                     {}};
    return kStandard;
}

bool is_stage_name(std::string_view text) {
    constexpr std::size_t kLongest = 40;
    return !text.empty() && text.size() <= kLongest && text.front() != '-' &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                      static_cast<unsigned char>(c) >= 0x80;
           });
}

} // namespace etsyorder::status
