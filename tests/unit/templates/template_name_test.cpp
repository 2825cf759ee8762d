// SPDX-License-Identifier: MIT
#include "templates/template_name.hpp"

#include <doctest/doctest.h>

using namespace etsyorder::templates;

TEST_CASE("a file name tells template and language") {
    CHECK(parse_file_name("thanks.liquid") == TemplateFileName{"thanks", ""});
    CHECK(parse_file_name("thanks.de.liquid") == TemplateFileName{"thanks", "de"});
    CHECK(parse_file_name("thanks.pt_BR.liquid") == TemplateFileName{"thanks", "pt-br"});
    CHECK(parse_file_name("_footer.liquid") == TemplateFileName{"_footer", ""});
    CHECK(parse_file_name("Thanks.DE.liquid") == TemplateFileName{"thanks", "de"});
    CHECK(file_name_of({"thanks", "pt-br"}) == "thanks.pt-br.liquid");
}

TEST_CASE("what is no name of a template is told apart") {
    for (const char* name : {"thanks.txt",
                             ".liquid",
                             "../thanks.liquid",
                             "a/b.liquid",
                             "-a.liquid",
                             "a--b.liquid",
                             "a b.liquid",
                             "thanks.german.liquid",
                             "thanks.de.at.liquid",
                             "thanks..liquid"}) {
        CAPTURE(name);
        CHECK_FALSE(parse_file_name(name));
    }
    CHECK_FALSE(is_template_name(std::string(65, 'a')));
    CHECK(is_template_name(std::string(64, 'a')));
}

TEST_CASE("a title makes a name") {
    CHECK(name_from("Thank you, 1!") == "thank-you-1");
    CHECK(name_from("  Where's my order? ") == "wheres-my-order");
    CHECK(name_from("\xC3\xA4\xC3\xA4") == "");
    CHECK(is_template_name(name_from(std::string(200, 'x'))));
}
