// SPDX-License-Identifier: MIT
#include "templates/skeleton.hpp"

#include "templates/facts.hpp"

#include <fmt/format.h>

namespace etsyorder::templates {

std::string skeleton() {
    return R"(---
# What stands between the two lines of dashes is about the letter. All of it may be left out;
# take the # away from what you need.
#about: Thanks for an order
#subject: "Your order {{ order.name }}"
#audience: buyer
#channels: [message, email]
#tags: [order]
# Questions of buyers that it answers, for `templates search`:
#questions: ["Did you get my order?"]
# The orders it is for:
#applies: order.open and order.paid
# What only you know; asked for when the letter is written, and printed with {{ reason }}:
#ask:
#  reason: "Why does it take longer?"
#  new_date: {question: "The new day it ships", type: date}
# Files of this folder that go with it:
#attach: [care-card.pdf]
---
{% render "_greeting" %}



{% render "_signature" %}
)";
}

std::string facts_as_comments() {
    std::string text = "{% comment %}\nWhat a letter may print, such as {{ order.name }}; "
                       "man 5 etsyorder-facts\n\n";
    for (const auto& fact : fact_documents()) {
        text += fmt::format("{:<32} {}", fact.path, fact.text);
        if (!fact.example.empty()) {
            text += fmt::format(" ({})", fact.example);
        }
        text += '\n';
    }
    return text + "{% endcomment %}";
}

} // namespace etsyorder::templates
