// SPDX-License-Identifier: MIT
#include "templates/template_name.hpp"

#include "base/ascii.hpp"

#include <algorithm>

namespace etsyorder::templates {
namespace {

constexpr std::size_t kLongestName = 64;

bool is_small(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool are_small(std::string_view text) {
    return std::ranges::all_of(text, is_small);
}

} // namespace

bool is_template_name(std::string_view text) {
    if (text.starts_with('_')) {
        text.remove_prefix(1);
    }
    if (text.empty() || text.size() > kLongestName || text.front() == '-' || text.back() == '-' ||
        text.find("--") != std::string_view::npos) {
        return false;
    }
    return std::ranges::all_of(text, [](char c) { return is_small(c) || is_digit(c) || c == '-'; });
}

std::string name_from(std::string_view title) {
    std::string name;
    for (const char c : base::ascii_lower(std::string(title))) {
        if (is_small(c) || is_digit(c)) {
            name += c;
        } else if (c != '\'' && !name.empty() && name.back() != '-') {
            name += '-';
        }
        if (name.size() == kLongestName) {
            break;
        }
    }
    while (name.ends_with('-')) {
        name.pop_back();
    }
    return name;
}

std::optional<std::string> language_from(std::string_view text) {
    std::string language = base::ascii_lower(std::string(text));
    std::ranges::replace(language, '_', '-');
    const auto cut = language.find('-');
    const std::string_view first = std::string_view(language).substr(0, cut);
    if (first.size() < 2 || first.size() > 3 || !are_small(first)) {
        return std::nullopt;
    }
    if (cut != std::string::npos) {
        const auto region = std::string_view(language).substr(cut + 1);
        const bool number = region.size() == 3 && std::ranges::all_of(region, is_digit);
        if (!number && (region.size() != 2 || !are_small(region))) {
            return std::nullopt;
        }
    }
    return language;
}

std::optional<TemplateFileName> parse_file_name(std::string_view file_name) {
    if (!file_name.ends_with(kFileEnding)) {
        return std::nullopt;
    }
    const auto stem = file_name.substr(0, file_name.size() - kFileEnding.size());
    const auto dot = stem.find('.');
    const auto name = base::ascii_lower(std::string(stem.substr(0, dot)));
    if (!is_template_name(name)) {
        return std::nullopt;
    }
    if (dot == std::string_view::npos) {
        return TemplateFileName{name, ""};
    }
    auto language = language_from(stem.substr(dot + 1));
    if (!language) {
        return std::nullopt;
    }
    return TemplateFileName{name, std::move(*language)};
}

std::string file_name_of(const TemplateFileName& name) {
    auto file = name.name;
    if (!name.language.empty()) {
        file += '.' + name.language;
    }
    return file.append(kFileEnding);
}

} // namespace etsyorder::templates
