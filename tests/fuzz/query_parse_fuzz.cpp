// SPDX-License-Identifier: MIT
// Queries as they are typed. A tree is bounded, and an error points into its text.
#include "query/parse.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace etsyorder;

namespace {

void require(bool promise) {
    if (!promise) {
        std::abort();
    }
}

int terms_of(const query::Node& node, int depth) {
    require(depth < 4 * query::kDeepest);
    if (node.kind == query::Node::Kind::term) {
        require(node.parts.empty());
        return 1;
    }
    require(node.kind == query::Node::Kind::negation ? node.parts.size() == 1
                                                     : node.parts.size() > 1);
    int terms = 0;
    for (const auto& part : node.parts) {
        terms += terms_of(part, depth + 1);
    }
    return terms;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using query::Kind;
    static const query::Vocabulary kFields = {{"order", {"number"}, Kind::number_or_name, {}},
                                              {"from", {"buyer"}, Kind::text, {}},
                                              {"due", {"ship-by"}, Kind::day_ahead, {}},
                                              {"placed", {}, Kind::day_past, {}},
                                              {"total", {}, Kind::money, {}},
                                              {"is", {}, Kind::word, {"gift", "x=gift"}}};
    const std::string text(reinterpret_cast<const char*>(data), size);
    // The text may ask for itself, and for another saved one.
    const query::SavedQueries saved{[&](const std::string& name) {
                                        return name == "self" ? std::optional(text)
                                               : name == "other"
                                                   ? std::optional<std::string>("a or -is:gift")
                                                   : std::nullopt;
                                    },
                                    [] {
                                        return std::vector<std::string>{"self", "other"};
                                    }};
    const auto tree = query::parse(text, kFields, saved);
    if (tree) {
        require(size > 0 && size <= query::kLongest);
        require(terms_of(*tree, 0) <= query::kMostTerms);
    } else {
        const auto& problem = tree.error();
        require(!problem.what.empty());
        require(problem.span.at <= problem.text.size());
    }
    return 0;
}
