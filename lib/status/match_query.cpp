// SPDX-License-Identifier: MIT
#include "orders/order_query.hpp"
#include "query/parse.hpp"
#include "status/pipeline_drafts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::status {
namespace {

// The file is read where there is no store, so what is saved under a name is taken on trust: any
// query in its place tells whether the rest is right.
query::SavedQueries on_trust() {
    return {[](const std::string&) { return "saved"; }, {}};
}

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::ranges::count_if(
        utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

} // namespace

void check_match_query(const YAML::Mark& at, const std::string& text, Problems& problems) {
    if (problems.full()) {
        return;
    }
    const auto query = query::parse(text, orders::query_vocabulary(), on_trust());
    if (!query) {
        const auto& wrong = query.error();
        const auto before =
            std::string_view(wrong.text).substr(0, std::min(wrong.span.at, wrong.text.size()));
        problems.add(at,
                     "bad_query",
                     fmt::format("\"query\": {}", wrong.what),
                     wrong.hint,
                     fmt::format("at character {} of: {}", characters(before) + 1, wrong.text));
    } else if (orders::mentions_stage(*query)) {
        problems.add(at,
                     "bad_query",
                     fmt::format("a pipeline asks for a stage: \"{}\"", text),
                     "ask for what the order is: a tag, a word, a price",
                     "in which pipeline an item is must be known before its stage is");
    }
}

} // namespace etsyorder::status
