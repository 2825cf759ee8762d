// SPDX-License-Identifier: MIT
#include "rendering.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using namespace etsyorder::liquid_tests;

namespace {

std::string html(const std::string& source) {
    const auto data = Value::object({{"evil", "<b>\"A\" & 'B'</b>"},
                                     {"list", Value::array({"<", ">"})},
                                     {"object", Value::object({{"<k>", "<v>"}})},
                                     {"link", Value("<a>x</a>").marked_safe()},
                                     {"lines", "<\n>"}});
    auto options = lenient();
    options.surroundings.html = true;
    return shown(source, data, options);
}

} // namespace

TEST_CASE("in HTML every output is escaped, the template's own text is not") {
    CHECK(html("<i>{{ evil }}</i>") == "<i>&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;</i>");
    CHECK(html("{{ list }}") == "&lt;&gt;");
    CHECK(html("{{ object }}") == "{&quot;&lt;k&gt;&quot;=&gt;&quot;&lt;v&gt;&quot;}");
    CHECK(html("{{ '<' }}{% echo '>' %}{% cycle '&' %}") == "&lt;&gt;&amp;");
    CHECK(html("{{ evil | upcase | truncate: 4, '' }}") == "&lt;B&gt;&quot;");
    CHECK(html("{% for pair in object %}{{ pair[0] }}{% endfor %}") == "&lt;k&gt;");
}

TEST_CASE("what is marked safe is not escaped, and nothing is escaped twice") {
    CHECK(html("{{ link }}") == "<a>x</a>");
    CHECK(html("{{ list | first | escape }}") == "&lt;");
    CHECK(html("{{ list | first | escape | escape | escape_once }}") == "&lt;");
    CHECK(html("{{ lines | newline_to_br }}") == "&lt;<br />\n&gt;");
    CHECK(html("{% capture c %}<p>{{ list }}</p>{% endcapture %}{{ c }}") == "<p>&lt;&gt;</p>");
    CHECK(html("{{ link | append: '<' }}{{ link | prepend: '<' }}") == "<a>x</a>&lt;&lt;<a>x</a>");
    CHECK(html("{{ link | strip }}") == "<a>x</a>");
    CHECK(html("{{ link | upcase }}") == "&lt;A&gt;X&lt;/A&gt;");
}

TEST_CASE("a text stays what it is where no HTML is asked for") {
    CHECK(shown("{{ '<&>' }}{{ '<' | escape }}") == "<&>&lt;");
}
