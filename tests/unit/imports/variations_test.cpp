// SPDX-License-Identifier: MIT
#include "imports/variations.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace etsyorder;
using imports::parse_variations;
using orders::AnswerKind;

namespace {

// "option Size=M|words Name=Zoe"
std::string read(std::string_view cell) {
    std::string all;
    for (const auto& answer : parse_variations(cell)) {
        const auto* const kind = answer.kind == AnswerKind::option      ? "option "
                                 : answer.kind == AnswerKind::not_asked ? "none "
                                                                        : "words ";
        all += (all.empty() ? "" : "|") + std::string(kind) + answer.question + "=" + answer.text;
    }
    return all;
}

} // namespace

TEST_CASE("the usual label is known in the languages of Etsy's sites") {
    for (const std::string label : {"Personalization",
                                    "PERSONALISATION",
                                    "Personalisierung",
                                    "Wunschtext",
                                    "Personnalisation",
                                    "Personalización",
                                    "Personalizzazione",
                                    "Personalisatie",
                                    "Personalizacja",
                                    "Personalização",
                                    "Персонализация"}) {
        CHECK(read("Size:M," + label + ":Zoë,Font:Bold") ==
              "option Size=M|words " + label + "=Zoë,Font:Bold");
        CHECK(read(label) == "words " + label + "="); // asked, and left empty
        CHECK(read("Size:L," + label) == "option Size=L|words " + label + "=");
        CHECK(read(label + ": ") == "words " + label + "= ");
        CHECK(read(label + ":Not requested on this item.") ==
              "none " + label + "=Not requested on this item.");
    }
}

TEST_CASE("a label that asks for words has the buyer's answer, up to the next label") {
    CHECK(read("Name on the necklace:Zoë,Font:Script") ==
          "words Name on the necklace=Zoë|option Font=Script");
    CHECK(read("Your text:To Mum, with love,Wood:Oak") ==
          "words Your text=To Mum, with love|option Wood=Oak");
    CHECK(read("What name?:Anna\nBo") == "words What name?=Anna\nBo");
    CHECK(read("Size:M,Initials:AB,Wedding date:6 June,Prénom:Zoë,Gravur:Für Mama") ==
          "option Size=M|words Initials=AB|words Wedding date=6 June|words Prénom=Zoë|words "
          "Gravur=Für Mama");
    CHECK(read("お名前:ゆき") == "words お名前=ゆき");
    CHECK(read("Name:Not requested on this item.,Size:M") ==
          "none Name=Not requested on this item.|option Size=M");
    CHECK(read("Name:,Size:M") == "words Name=|option Size=M");
    CHECK(read("Colour:Red, see personalization") == "option Colour=Red, see personalization");
}

TEST_CASE("a label that asks for a choice has an option") {
    for (const std::string cell : {"Size=M",
                                   "Color=Red",
                                   "Text color=Gold",
                                   "Engraving font=Script",
                                   "Number of names=3",
                                   "Date format=US",
                                   "Schriftfarbe=Gold",
                                   "Engraving=Yes",
                                   "Gravur=nein",
                                   "Nameplate=Oak"}) {
        auto text = cell;
        text[text.find('=')] = ':';
        CHECK(read(text) == "option " + cell);
    }
}

TEST_CASE("a blank behind the comma does not hide a label of the buyer's words") {
    CHECK(read("Size:M, Personalization:x") == "option Size=M|words Personalization=x");
    CHECK(read("Size:M, Name:Zoë") == "option Size=M|words Name=Zoë");
    CHECK(read("Name:Zoë, Personalization:x") == "words Name=Zoë|words Personalization=x");
    // Near misses: the blank is the buyer's, or of a value that has a colon in it.
    CHECK(read("Name:Zoë, Text: big") == "words Name=Zoë, Text: big");
    CHECK(read("Size:8 x 10, frame: oak") == "option Size=8 x 10, frame: oak");
}

TEST_CASE("a comma in the first label or words without a label do not hide what follows") {
    CHECK(read("Note, extra:foo,Personalization:x") ==
          "option Note, extra=foo|words Personalization=x");
    CHECK(read("words, Personalization:x") == "option =words|words Personalization=x");
    CHECK(read("words,Size:M") == "option =words|option Size=M");
    CHECK(read("just words, no label") == "option =just words, no label");
}
