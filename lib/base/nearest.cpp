// SPDX-License-Identifier: MIT
#include "base/nearest.hpp"

#include "base/ascii.hpp"

#include <algorithm>

namespace etsyorder::base {
namespace {

constexpr std::size_t kLongestWord = 64; // longer ones are no typo; bounds the work

// Edits that turn one word into the other: insert, delete, replace, swap of neighbours.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            const std::size_t differs = ascii_lower(a[i - 1]) == ascii_lower(b[j - 1]) ? 0 : 1;
            cost[i][j] =
                std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + differs});
            if (i > 1 && j > 1 && ascii_lower(a[i - 1]) == ascii_lower(b[j - 2]) &&
                ascii_lower(a[i - 2]) == ascii_lower(b[j - 1])) {
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
            }
        }
    }
    return cost[a.size()][b.size()];
}

} // namespace

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& known) {
    if (word.empty() || word.size() > kLongestWord) {
        return std::nullopt;
    }
    const std::string* best = nullptr;
    std::size_t least = std::max<std::size_t>(1, (word.size() + 1) / 3) + 1;
    for (const std::string& candidate : known) {
        if (candidate.size() > kLongestWord) {
            continue;
        }
        const std::size_t edits = distance(word, candidate);
        if (edits < least) {
            least = edits;
            best = &candidate;
        }
    }
    return best == nullptr ? std::nullopt : std::optional(*best);
}

} // namespace etsyorder::base
