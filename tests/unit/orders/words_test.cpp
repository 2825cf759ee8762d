// SPDX-License-Identifier: MIT
#include "orders/words.hpp"

#include <doctest/doctest.h>

using namespace etsyorder::orders;
using Words = std::vector<std::string>;

TEST_CASE("words of a name are found whatever their case and accents") {
    CHECK(folded_words("José ÅNGSTRÖM") == Words{"jose", "angstrom"});
    CHECK(folded_words("Straße") == folded_words("STRASSE"));
    CHECK(folded_words("e\xcc\x81t\xc3\xa9") == Words{"ete"});
}

TEST_CASE("letters that are no accented ones are found by what is typed instead of them") {
    CHECK(folded_words("Łukasz łucja ŁUCJA") == Words{"lukasz", "lucja", "lucja"});
    CHECK(folded_words("Søren Ǿrsted Đorđe Þór Guðrún") ==
          Words{"soren", "orsted", "dorde", "thor", "gudrun"});
    CHECK(folded_words("Æsa Œuvre Groß Işıl ISIL İpek") ==
          Words{"aesa", "oeuvre", "gross", "isil", "isil", "ipek"});
    CHECK(folded_words("lukasz") == folded_words("Łukasz"));
}

TEST_CASE("hyphens, apostrophes and blanks part words") {
    CHECK(folded_words("Mary-Jane  O'Neil, Jr.\t") ==
          Words{"mary", "jane", "o", "neil", "oneil", "jr"});
    CHECK(folded_words("").empty());
    CHECK(folded_words(" -.' ").empty());
}

TEST_CASE("a name with an apostrophe has its parts and the whole, whichever apostrophe it is") {
    for (const auto* name : {"O'Brien", "O’Brien", "O‘BRIEN", "Oʼbrien", "Oʻbrien", "O＇Brien"}) {
        CAPTURE(name);
        CHECK(folded_words(name) == Words{"o", "brien", "obrien"});
    }
    CHECK(folded_words("'Ann'") == Words{"ann"});
    CHECK(folded_words("d’Été") == Words{"d", "ete", "dete"});
}

TEST_CASE("names in any script have words") {
    CHECK(folded_words("田中 さくら").size() == 2);
    CHECK(folded_words("Мария") == folded_words("мария"));
}

TEST_CASE("text that is no UTF-8 does no harm, and a very long name has a bound") {
    (void)folded_words("A\xff\xfe B");
    std::string many;
    for (int i = 0; i < 100; ++i) {
        many += "w ";
    }
    CHECK(folded_words(many).size() == 16);
}

TEST_CASE("who ordered is stored behind the name, and its words are apart from it") {
    Order order;
    order.buyer_name = "Gift Receiver";
    CHECK(all_names(order) == "Gift Receiver");
    CHECK_FALSE(stored_ordered_by(order.ordered_by));
    CHECK_FALSE(is_for_another(order));
    order.ordered_by = {"Liam Smith", "liams"};
    CHECK(all_names(order) == "Gift Receiver\nLiam Smith\nliams");
    CHECK(words_beyond_name(all_names(order)) == " gift receiver \n liam smith \n liams");
    CHECK(ordered_by_from(*stored_ordered_by(order.ordered_by)) == order.ordered_by);
    CHECK(is_for_another(order));
    order.ordered_by = {"GIFT receiver", ""};
    CHECK_FALSE(is_for_another(order));
    CHECK(ordered_by_from(*stored_ordered_by(order.ordered_by)) == order.ordered_by);
    for (const auto* text : {"", "\n", "x"}) {
        CAPTURE(text);
        CHECK(ordered_by_from(text) == OrderedBy{});
    }
    CHECK(stored_ordered_by({"Two\nlines", "u"}) == "\nTwo lines\nu");
}
