// SPDX-License-Identifier: MIT
#include "lint/asks.hpp"
#include "lint_world.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using test::found_in;
using test::found_in_name;

TEST_CASE("odd spaces are found, French and Japanese ones are left alone") {
    CHECK(found_in("Est.\u00A02019") == "odd-space");
    CHECK(found_in("Emma\tGrace") == "odd-space");
    CHECK(found_in("Emma\u2003Grace") == "odd-space");
    CHECK(found_in("Emma\u3000Grace") == "odd-space");
    CHECK(found_in("Joyeux anniversaire\u00A0!") == "");
    CHECK(found_in("«\u00A0Toujours\u00A0»\u202F?") == "");
    CHECK(found_in("田中\u3000さくら") == "");
}

TEST_CASE("spaces too many are found between words, at the ends and before a comma") {
    CHECK(found_in("The  Smiths") == "double-space");
    CHECK(found_in(" Emma") == "edge-space");
    CHECK(found_in("Emma ") == "edge-space");
    CHECK(found_in("Emma\n") == "edge-space");
    CHECK(found_in("one \ntwo") == "edge-space");
    CHECK(found_in("one\n  two") == "edge-space");
    CHECK(found_in("one\r\n \r\ntwo") == "edge-space");
    CHECK(found_in("Mom , Dad") == "stray-space");
    CHECK(found_in("The end .") == "stray-space");
}

TEST_CASE("single spaces, line breaks, and dots that begin something are no stray spaces") {
    for (const char* text : {"The Smiths",
                             "line one\nline two\n\nline four",
                             "line one\r\nline two",
                             "wait ...",
                             "a .5 mm line",
                             "visit smith .com-mittee",
                             ". . . and so on",
                             "Joyeux anniversaire !",
                             "Mom,Dad",
                             "a - b"}) {
        CAPTURE(text);
        CHECK(found_in(text) == "");
    }
    CHECK(found_in("   ") == "not-requested"); // and nothing of spaces
}

TEST_CASE("places at the ends of lines are counted as a reader counts") {
    const auto found = test::findings_of("Zo\xC3\xAB\r\nEmma  ");
    REQUIRE(test::codes_of(found) == "edge-space");
    const auto& spot = found[0].spots.at(0);
    CHECK(spot.position == 9); // three letters, a line break, four letters
    CHECK(spot.line == 2);
    CHECK(spot.column == 5);
}

TEST_CASE("text is too long when a reader counts more characters than are allowed") {
    CHECK(found_in("Maximiliane", {.most = 10}) == "too-long");
    CHECK(test::findings_of("Maximiliane", {.most = 10}).at(0).message ==
          "11 characters, 10 are allowed");
    CHECK(found_in("Maximilian", {.most = 10}) == "");
    CHECK(found_in("Zo\xC3\xAB", {.most = 3}) == "");
    CHECK(found_in("👨‍👩‍👧‍👦", {.most = 1}) ==
          "emoji"); // one, of seven code points
    CHECK(found_in("a\r\nb", {.most = 3}) == "");
    CHECK(found_in("anything", {.most = 0}) == ""); // no limit
}

TEST_CASE("text is too long for what the instructions say, where they say one thing") {
    const auto told = [](const char* instructions, const char* text) {
        return found_in(text, {.instructions = instructions});
    };
    CHECK(told("Up to 5 letters", "Maximilian") == "longer-than-told");
    CHECK(told("Engraving inside the band, 25 characters", "Forever and ever and ever!") ==
          "longer-than-told");
    CHECK(told("max. 5 characters per line", "Emma\nMaximilian") == "longer-than-told");
    CHECK(told("max. 5 characters per line", "Emma\nGrace\nMia") == "");
    CHECK(told("Up to 5 letters", "Grace") == "");
    CHECK(told("minimum 3 characters", "Grace") == "");
    CHECK(told("12 characters on the front, 20 letters on the back", "Maximiliane Charlotte") ==
          "");
    CHECK(told("We have 5 fonts and 3 colours", "Maximilian") == "");
    CHECK(told("5\" letters", "Maximilian") == "");
}

TEST_CASE("a list of names is held against the pieces ordered") {
    const auto names = [](std::int64_t quantity, const char* text) {
        return found_in(text, {.question = "Name", .quantity = quantity});
    };
    CHECK(names(3, "Anna, Ben") == "names-too-few");
    CHECK(names(2, "Anna\nBen\nCleo") == "names-too-many");
    CHECK(names(2, "1) Anna 2) Ben 3) Cleo") == "names-too-many");
    CHECK(names(4, "1. Anna\n2. Ben\n3. Cleo") == "names-too-few");
    CHECK(names(1, "Anna, Ben, Cleo") == "names-too-many");
    CHECK(names(1, "1) Anna\n2) Ben") == "names-too-many");
    CHECK(names(4, "Emma x2, Ben") == "names-too-few");
    CHECK(test::findings_of("Emma x2, Ben", {.question = "Name", .quantity = 4}).at(0).message ==
          "3 names for 4 pieces");
}

TEST_CASE("an escape separates no names") {
    CHECK(found_in("Tom &amp;amp; Jerry", {.question = "Name", .quantity = 1}) == "html-entity");
    CHECK(found_in("Tom; Jerry; Bo", {.question = "Name", .quantity = 1}) == "names-too-many");
}

TEST_CASE("what is no list of names, or fits, is not held against the pieces") {
    const auto names = [](std::int64_t quantity, const char* text, const char* question = "Name") {
        return found_in(text, {.question = question, .quantity = quantity});
    };
    CHECK(names(3, "Anna, Ben and Cleo") == "");
    CHECK(names(3, "Anna, Ben, & Cleo") == "");
    CHECK(names(3, "Emma x2, Ben") == "");
    CHECK(names(3, "2x Emma\nBen") == "");
    CHECK(names(3, "Emma (2)\nBen") == "");
    CHECK(names(3, "Emma") == ""); // the same on each
    CHECK(names(1, "Emma, Noah") == "");
    CHECK(names(1, "Emma\nGrace\nSmith") == "");
    CHECK(names(1, "The Smiths\nest. 2019\nHome, sweet home") == "");
    CHECK(names(2, "Emma, 12.06.", "Name and date") == "");
    CHECK(names(1, "Anna, Ben, Cleo", "Kids' names, separated by commas") == "");
    CHECK(names(2, "One, Two, Three", "Text to engrave") == "");
    CHECK(names(2, "Waluigi - Name: Leo / Size L, Blue") == "");
    CHECK(names(2, "Mr & Mrs Walker") == "");
}

TEST_CASE("a date where a name is asked for is found") {
    for (const char* text : {"Emma 12/06/2026",
                             "12.6.26",
                             "2026-06-12 Emma",
                             "Emma June 12",
                             "12th of June",
                             "Emma, 3 März"}) {
        CAPTURE(text);
        CHECK(found_in_name(text) == "date-in-name");
    }
}

TEST_CASE("months as names, years, and fractions are no dates") {
    for (const char* text : {"April May",
                             "June",
                             "August Smith",
                             "Emma 2026",
                             "John 3:16",
                             "24/7",
                             "1/2",
                             "Marsha",
                             "Mar",
                             "V. 1.2",
                             "Jan van Dyke"}) {
        CAPTURE(text);
        CHECK(found_in_name(text) == "");
    }
    CHECK(found_in("Emma 12/06/2026", {.question = "Name and date of birth"}) == "");
    CHECK(found_in("12/06/2026") == "");
}

TEST_CASE("an address where a name is asked for is found") {
    for (const char* text : {"Emma, 12 Alder Court",
                             "418 Old Mill Road",
                             "Birkenweg 9",
                             "Emma@mail.example",
                             "www.Shop.example/pic",
                             "+1 555 010 0000 0",
                             "12 rue de la Paix",
                             "Emma, 5 avenue Foch",
                             "Via Garibaldi 12",
                             "Calle Mayor 5",
                             "P.O. Box 12"}) {
        CAPTURE(text);
        CHECK(found_in_name(text) == "address-in-name");
    }
}

TEST_CASE("names that sound like streets are no addresses") {
    for (const char* text : {"Courtney Lane",
                             "St. Claire",
                             "Della Street",
                             "Team 12",
                             "Route 66",
                             "No. 1 Dad",
                             "Emma @ home",
                             "Norweg",
                             "Rue & Emma",
                             "12 Rue",
                             "Via, 12",
                             "Calle 13",
                             "Emma Plaza",
                             "Ludwig 2"}) {
        CAPTURE(text);
        CHECK(found_in_name(text) == "");
    }
    CHECK(found_in("12 Alder Court", {.question = "Family name and address"}) == "");
    CHECK(found_in("12 Alder Court") == "");
}

TEST_CASE("a request where a name is asked for is found") {
    for (const char* text :
         {"Emma please", "Emma (pls in red)", "Call me, Emma", "Emma in cursive"}) {
        CAPTURE(text);
        CHECK(found_in_name(text) == "instruction-in-name");
    }
    const auto inside = test::findings_of("Pleases me, please", {.question = "Name"});
    REQUIRE(test::codes_of(inside) == "instruction-in-name");
    CHECK(inside[0].spots.at(0).position == 13); // the whole word, not the part of one
    for (const char* text :
         {"Will", "Mark Callme", "Thanksgiving", "Pleasant", "Grace", "Tex Mee"}) {
        CAPTURE(text);
        CHECK(found_in_name(text) == "");
    }
    CHECK(found_in("Please come home", {.question = "Name or message"}) == "");
    CHECK(found_in("Please come home") == "");
}

TEST_CASE("an answer whose words stand elsewhere is found in any field") {
    for (const char* text : {"See message",
                             "Same as last time please!",
                             "Pls use the pic i sent",
                             "I will message you",
                             "I will message",
                             "I'll message later",
                             "See note."}) {
        CAPTURE(text);
        CHECK(found_in(text) == "refers-elsewhere");
        CHECK(found_in_name(text) == "refers-elsewhere");
    }
    for (const char* text : {"See you, my love",
                             "You will message the stars",
                             "Same as it ever was",
                             "Messages from heaven",
                             "I see mess ages",
                             "Time after time"}) {
        CAPTURE(text);
        CHECK(found_in(text) == "");
    }
}

TEST_CASE("an answer that only fills the field is found, an initial is none") {
    for (const char* text :
         {"N/A", "N / A", "none", "None.", "-", "--", "...", "?", "TBD", "no engraving"}) {
        CAPTURE(text);
        CHECK(found_in(text) == "placeholder-answer");
    }
    for (const char* text :
         {"X", "No", "NA", "O", "None of your business", "A & B", "?!x", "Nil Smith", "&", "♥"}) {
        CAPTURE(text);
        CHECK(found_in(text) == "");
    }
}

TEST_CASE("a name in capitals, or without any, is found") {
    CHECK(found_in_name("EMMA GRACE") == "all-capitals");
    CHECK(found_in_name("ŁUKASZ") == "all-capitals");
    CHECK(found_in_name("АННА") == "all-capitals");
    CHECK(found_in_name("emma grace") == "all-lower-case");
    CHECK(found_in_name("élodie") == "all-lower-case");
}

TEST_CASE("short names, initials, family words and other scripts have the case they should") {
    for (const char* text :
         {"DJ",          "MOM",     "JFK",        "J.F.K.", "NANA", "LOVE",      "XVIII",
          "McDonald",    "O'Brien", "Henry VIII", "mom",    "x",    "さくら",    "van der Heide",
          "mama & papa", "محمد",    "आरव",        "MIA",    "2026", "Emma GRACE"}) {
        CAPTURE(text);
        CHECK(found_in_name(text) == "");
    }
    CHECK(found_in("EMMA GRACE") == ""); // no question for a name
    CHECK(found_in("EMMA", {.question = "Name (all caps)"}) == "");
    CHECK(found_in("EMMA", {.question = "Name", .instructions = "In capitals, please"}) == "");
    CHECK(found_in("HOME SWEET HOME", {.question = "Name or message"}) == "");
}

TEST_CASE("what a question asks for is read in the languages of Etsy's sites") {
    for (const char* question : {"Name",
                                 "Guest name",
                                 "Name on the necklace",
                                 "Pet's name under the picture",
                                 "Prénom",
                                 "Vorname",
                                 "Nombre",
                                 "Имя",
                                 "名前"}) {
        CAPTURE(question);
        CHECK(lint::asks_of(question, "").name);
    }
    for (const char* question : {"Text", "Enamel colour", "Filenames", "Monogram"}) {
        CAPTURE(question);
        CHECK_FALSE(lint::asks_of(question, "").name);
    }
    CHECK(lint::asks_of("Personalization", "Kids' names, separated by commas").several_names);
    CHECK_FALSE(lint::asks_of("Monogram", "Write the name below").name); // the question says enough
    CHECK(lint::asks_of("Name and year", "").date);
}
