// SPDX-License-Identifier: MIT
// Writes etsyorder-facts(5) as scdoc from the rows that templates are given: the page is what the
// program does.
#include "templates/facts.hpp"

#include <iostream>
#include <string>

namespace {

constexpr const char* kHead = R"(etsyorder-facts(5)
; SPDX-License-Identifier: MIT

# NAME

etsyorder-facts - what a template may speak of

# DESCRIPTION

A template names facts between two pairs of braces: *{{ order.name }}*. Each is looked up when a template asks
for it. What is not known is nil; a letter that prints nil is refused. How templates are written is in
*etsyorder-templates*(7).

*text*
	Words. An empty text is nil.

*integer*, *number*
	To count with. Amounts are numbers in *order.currency*; *| money* prints them.

*yes or no*
	true or false, for *if*.

*day*
	*2026-12-03*, in the shop's time zone. *| date* prints it as you like, *| relative* as "in 3 days".

*moment*
	*2026-11-22 10:00:00 +0100*, in the shop's time zone, for the same filters.

*list of ...*
	For *for*, *size*, *first*, *last* and the filters of lists. *[]* stands for each of its members.

*object*
	Has the members below it. It cannot be printed itself.

What is set with *--set* wins over a fact of that name: *--set proof.link=https://...*

)";

constexpr const char* kFoot = R"(# SEE ALSO

*etsyorder-templates*(1), *etsyorder-templates*(7)
)";

// scdoc gives a meaning to these.
std::string plain(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '_' || c == '*' || c == '\\' || c == '#' || c == '~') {
            escaped += '\\';
        }
        escaped += c;
    }
    return escaped;
}

} // namespace

int main() {
    std::string page = kHead;
    for (const auto& fact : etsyorder::templates::fact_documents()) {
        const bool root = fact.path.find_first_of(".[") == std::string::npos;
        if (root) {
            auto heading = fact.path;
            for (char& c : heading) {
                c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            }
            page += "# " + heading + "\n\n";
        }
        page += "*" + plain(fact.path) + "* (" + fact.type + ")\n\t" +
                (fact.text.empty() ? std::string("As it stands on the order.") : plain(fact.text));
        if (!fact.example.empty()) {
            page += " Such as _" + plain(fact.example) + "_";
        }
        page += "\n\n";
    }
    std::cout << page << kFoot;
    return std::cout.good() ? 0 : 1;
}
