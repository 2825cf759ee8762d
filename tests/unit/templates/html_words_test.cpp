// SPDX-License-Identifier: MIT
#include "templates/html_words.hpp"

#include <doctest/doctest.h>

using etsyorder::templates::tags_in_html;
using etsyorder::templates::words_of_html;

TEST_CASE("cells, terms and parts of a page do not run together") {
    CHECK(words_of_html(
              "<table><tr><th>Item</th><th>Price</th></tr><tr><td>Ring<td>5</tr></table>") ==
          "Item Price\nRing 5\n");
    CHECK(words_of_html("<header>Top</header><main>Mid</main><footer>Foot</footer>") ==
          "Top\nMid\nFoot\n");
    CHECK(words_of_html("<dl><dt>Wood</dt><dd>Oak</dd></dl>") == "Wood\nOak\n");
}

TEST_CASE("the address of a link stands behind its words, however the attribute is written") {
    CHECK(words_of_html("<a href = \"https://x.example\">here</a>") ==
          "here (https://x.example)\n");
    CHECK(words_of_html("<a data-href=\"bad\" href='https://x.example'>w</a>") ==
          "w (https://x.example)\n");
    CHECK(words_of_html("<a href=https://x.example>https://x.example</a>") ==
          "https://x.example\n");
    CHECK(words_of_html("<a href=\"https://x.example\"><img src=\"a.png\"></a>") ==
          "https://x.example\n");
    CHECK(words_of_html("<a data-href=\"bad\">w</a><a href>v</a><a href=>u</a>") == "wvu\n");
}

TEST_CASE("what is no tag of HTML stays as it is") {
    CHECK(words_of_html("<p>Dear <name>, write to <anna@oak.example></p>") ==
          "Dear <name>, write to <anna@oak.example>\n");
    CHECK_FALSE(tags_in_html("Dear <name>, 3 < 4 and 5 > 4").any);
    CHECK(tags_in_html("Dear <b>Anna</b>").any);
    CHECK_FALSE(tags_in_html("Dear <b>Anna</b>").breaks_lines);
    CHECK(tags_in_html("Dear<br>Anna").breaks_lines);
}

TEST_CASE("references that people write are characters") {
    CHECK(words_of_html("&Eacute;t&eacute; &laquo;a&raquo; &frac12; &amp; &lt;b&gt; soft&shy;ly") ==
          "Été «a» ½ & <b> softly\n");
    CHECK(words_of_html("&nosuch; & &") == "&nosuch; & &\n");
}
