// SPDX-License-Identifier: MIT
#include "base/ascii.hpp"
#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "base/nearest.hpp"
#include "base/zone.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace etsyorder::base {
namespace {

constexpr const char* kFolder = "/usr/share/zoneinfo/";
constexpr std::size_t kMaxIndexBytes = 4 << 20; // it has 110 KB

std::optional<std::string> if_known(std::string name) {
    try {
        (void)Zone::named(name);
        return name;
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::string_view word(std::string_view line, int number) {
    for (; number > 0; --number) {
        const auto space = line.find(' ');
        line.remove_prefix(space == std::string_view::npos ? line.size() : space + 1);
    }
    return line.substr(0, line.find(' '));
}

} // namespace

// tzdata.zi: "Z Europe/Berlin ..." begins a zone, "L Europe/Berlin Arctic/Longyearbyen" is a second
// name (zic(8)).
std::vector<std::string> zone_names() {
    std::vector<std::string> names;
    std::optional<std::string> index;
    try {
        index = read_file(std::string(kFolder) + "tzdata.zi", kMaxIndexBytes);
    } catch (const Error&) { // NOLINT(bugprone-empty-catch): no names, then
    }
    std::string_view rest = index ? std::string_view(*index) : std::string_view();
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (line.starts_with("Z ") || line.starts_with("L ")) {
            names.emplace_back(word(line, line.front() == 'Z' ? 1 : 2));
        }
    }
    return names;
}

std::optional<std::string> nearest_zone(std::string_view name) {
    std::string asked(name);
    std::ranges::replace(asked, ' ', '_');
    const auto names = zone_names();
    for (const std::string& one : names) {
        const auto place = std::string_view(one).substr(one.rfind('/') + 1); // npos + 1 is 0
        if (same_but_for_case(place, asked)) {
            return one;
        }
    }
    return nearest(asked, names);
}

std::optional<std::string> system_zone_name() {
    if (const char* variable = std::getenv("TZ"); variable != nullptr && *variable != '\0') {
        return if_known(variable + (*variable == ':' ? 1 : 0));
    }
    std::error_code problem;
    const std::string target = std::filesystem::read_symlink("/etc/localtime", problem).string();
    constexpr std::string_view kMark = "zoneinfo/";
    const auto at = target.find(kMark);
    if (problem || at == std::string::npos) {
        return std::nullopt;
    }
    return if_known(target.substr(at + kMark.size()));
}

} // namespace etsyorder::base
