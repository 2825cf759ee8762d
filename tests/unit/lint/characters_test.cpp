// SPDX-License-Identifier: MIT
#include "lint_world.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using test::found_in;

TEST_CASE("a character that cannot be seen is found and named with its place") {
    const auto found = test::findings_of("Zo\xC3\xAB\xE2\x80\x8BLou");
    REQUIRE(test::codes_of(found) == "invisible-character");
    const auto& spot = found[0].spots.at(0);
    CHECK(spot.code_points == "U+200B");
    CHECK(spot.what == "zero width space");
    CHECK(spot.position == 4);
    CHECK(spot.offset == 4);
    for (const char* text : {"Mia\u00ADLou",
                             "Mia\u2060Lou",
                             "\uFEFFMia",
                             "Mia\u200CLou",
                             "Mia\u200DLou",
                             "Mia\u3164",
                             "Mia\u2800Lou",
                             "Mia\x01Lou",
                             "Mia\x7F",
                             "Mia\xC2\x84",
                             "Mia\u2028Lou",
                             "Mia\uFE0F"}) {
        CAPTURE(text);
        CHECK(found_in(text).find("invisible-character") != std::string::npos);
    }
}

TEST_CASE("joiners and selectors that belong to a script or an emoji are no invisible characters") {
    for (const char* text : {"می\u200Cخواهم", // Persian
                             "क्\u200Dष",      // Hindi, after a virama
                             "ශ්\u200Dරී",      // Sinhala
                             "葛\U000E0100",  // the variant of an ideograph
                             "ที่\u200Bรัก",     // Thai breaks unseen
                             "إلى الأبد",
                             "לנצח",
                             "Ελένη",
                             "Ω & ∞",
                             "שָׁלוֹם",
                             "ᠮᠣᠩᠭᠣᠯ"}) {
        CAPTURE(text);
        CHECK(found_in(text) == "");
    }
    for (const char* text : {"👨‍👩‍👧‍👦",
                             "❤\uFE0F",
                             "👍🏽",
                             "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F",
                             "5\uFE0F\u20E3",
                             "🏳\uFE0F\u200D🌈"}) {
        CAPTURE(text);
        CHECK(found_in(text) == "emoji");
    }
}

TEST_CASE("a mark that turns the direction is found, but in Hebrew and Arabic only overrides are") {
    CHECK(found_in("\u202Eamme") == "direction-control");
    CHECK(found_in("Emma\u200E") == "direction-control");
    CHECK(found_in("\u2068Emma\u2069") == "direction-control");
    CHECK(found_in("إلى\u202Eالأبد") == "direction-control");
    CHECK(found_in("\u200Fلنא 2026\u200F") == "mixed-scripts"); // Arabic and Hebrew in a word
    CHECK(found_in("\u200Fשלום 2026\u200F") == "");
    CHECK(found_in("\u2067שלום\u2069 Ben") == "");
}

TEST_CASE("private and unassigned characters are unknown, rare ones are not") {
    CHECK(found_in("\uF8FF Mia") == "unknown-character");
    CHECK(found_in("Mia\u0378") == "unknown-character");
    CHECK(found_in("№ 5 ☉ ∮ ⅓") == "");
}

TEST_CASE("an Arabic letter mark belongs to Arabic and Hebrew") {
    CHECK(found_in("\u061cAnna") == "direction-control");
    CHECK(found_in("\u200eAnna") == "direction-control");
    CHECK(found_in("\u061c\u0645\u0631\u064a\u0645") == "");
    CHECK(found_in("\u05de\u05e8\u05d9\u05dd\u061c 5") == "");
}

TEST_CASE("broken text is found, and Portuguese capitals are not broken") {
    CHECK(found_in("Zo\uFFFD") == "garbled-text");
    CHECK(found_in("Zo\xFF") == "garbled-text");
    CHECK(found_in("ZoÃ«") == "garbled-text");
    CHECK(found_in("Mom â€“ Dad").find("garbled-text") != std::string::npos);
    for (const char* text : {"Ã‰milie",
                             "Ã–mer",
                             "Ã…sa",
                             "Å‚ukasz",
                             "PaweÅ‚",
                             "NIÃ‘A",
                             "LEÃ“N",
                             "FranÃ§ois",
                             "Ãœnal",
                             "Ã€",
                             "GrzegÄ™",
                             "imiÄ™",
                             "Ã˜ystein",
                             "Ã“scar",
                             "Ä°rem",
                             "Å¡arka",
                             "Å¼aba",
                             "Ã†rø"}) {
        CAPTURE(text);
        CHECK(found_in(text).find("garbled-text") != std::string::npos);
    }
    for (const char* text : {"IRMÃ…",
                             "“IRMÃ”",
                             "IRMÃ’S",
                             "MANHÃ–NOITE",
                             "“SMÅ”",
                             "PÅ… HJUL",
                             "MÃE – PAI",
                             "Ä–Ö",
                             "Å, Ä, Ö",
                             "Ã – til",
                             "‹IRMÃ›",
                             "»PÅ«",
                             "IRMÃ†",
                             "MAMÃ—PAPÃ",
                             "BLÅ°",
                             "Ådne & Älva"}) {
        CAPTURE(text);
        CHECK(found_in(text).find("garbled-text") == std::string::npos);
    }
    CHECK(found_in("JOÃO & IRMÃ") == "");
    CHECK(found_in("CÂNDIDA, 20 Â") == "");
    CHECK(found_in("5€ – “yes”") == "");
}

TEST_CASE("an escape that is left over is found, and an ampersand is not") {
    CHECK(found_in("Mom &amp; Dad") == "html-entity");
    CHECK(found_in("It&#39;s") == "html-entity");
    CHECK(found_in("It&#x27;s") == "html-entity");
    for (const char* text : {"Emma<br>Max", "Emma<BR/>Max", "Emma<br />Max"}) {
        CAPTURE(text);
        CHECK(found_in(text) == "html-entity");
    }
    CHECK(found_in("Emma <3 Max > br <b> <brr>") == "");
    CHECK(found_in("AT&T; R&B; Q&A; salt & pepper;") == "");
    CHECK(found_in("&#; &#x; &#12a; &;") == "");
}

TEST_CASE("a letter of another script within a word is found with its twin") {
    const auto found = test::findings_of("\u0410nna");
    REQUIRE(test::codes_of(found) == "look-alike");
    CHECK(found[0].spots.at(0).what == "looks like A");
    CHECK(found_in("M\u0456a") == "look-alike");  // Cyrillic і
    CHECK(found_in("N\u03BFah") == "look-alike"); // Greek omicron
    const auto latin = test::findings_of("\u0410лексaндр");
    REQUIRE(test::codes_of(latin) == "look-alike"); // a Latin a within Cyrillic
    CHECK(latin[0].spots.at(0).what == "looks like а");
    const auto capital = test::findings_of("\u0406rene");
    REQUIRE(test::codes_of(capital) == "look-alike");
    CHECK(capital[0].spots.at(0).what == "looks like I");
    const auto twin = test::findings_of("Anna & \u0391\u03BDna, NOAH \u039D\u039F\u0391\u0397");
    CHECK(test::codes_of(twin) == "look-alike");
    CHECK(found_in("ANNA \u0391\u039D\u039D\u0391").find("look-alike") != std::string::npos);
    CHECK(found_in("MAMA \u041C\u0410\u041C\u0410").find("look-alike") != std::string::npos);
    for (const char* text : {"Love you МАМА", "Anna & Анна", "TOM & ТАТА", "ΑΝΝΑ"}) {
        CAPTURE(text);
        CHECK(found_in(text).find("look-alike") == std::string::npos);
    }
    CHECK(found_in("Emmaж") == "mixed-scripts");
    CHECK(found_in("Emmaא") == "mixed-scripts");
}

TEST_CASE("digits typed for letters are found") {
    for (const char* text :
         {"0liver", "all you need is l0ve", "Em1ly", "LOV0ER", "M0m", "for 0tto", "1vy", "1ucy."}) {
        CAPTURE(text);
        CHECK(found_in(text) == "look-alike");
    }
    CHECK(test::findings_of("My l0ve")[0].spots[0].position == 5);
}

TEST_CASE("digits that are meant are no letters") {
    for (const char* text : {"14k",
                             "8x10",
                             "H2O",
                             "B-52",
                             "1st of May",
                             "Emma 10",
                             "M0M 1A1",
                             "0AA",
                             "SW1A 1AA",
                             "mp3",
                             "2x Emma",
                             "10th",
                             "Est. 2010",
                             "Emma10",
                             "K9",
                             "R2D2",
                             "0cm",
                             "10km",
                             "l0ve@x.example",
                             "A1b",
                             "0Liv",
                             "x1y2",
                             "1an",
                             "0deg",
                             "1heart",
                             "1st",
                             "1vy mug",
                             "1mm",
                             "0mm",
                             "0 tto"}) {
        CAPTURE(text);
        CHECK(found_in(text).find("look-alike") == std::string::npos);
    }
}

TEST_CASE("names and texts of one script each are no mix") {
    for (const char* text : {"Анна & Anna",
                             "Вера", // every letter looks Latin
                             "Нина and Tom",
                             "Олена",
                             "Αθηνά",
                             "ΑΦΩ-Mom",
                             "Łukasz, José, Nguyễn, Ångström, Þóra, Đặng Thị",
                             "さくら LOVE",
                             "Tシャツ",
                             "愛してる 2026",
                             "김민준",
                             "Tomをよろしく",
                             "O'Brien, McDonald, D'Andre, Anne-Marie",
                             "O’Brien",
                             "Ќирил",
                             "ქეთევან",
                             "Հայկ",
                             "ኤልሳ",
                             "5µm & 20Ω",
                             "Ünal Işık"}) {
        CAPTURE(text);
        CHECK(found_in(text) == "");
    }
}

TEST_CASE("letters of a font generator are found and read") {
    const auto found = test::findings_of("𝓔𝓶𝓶𝓪 Grace");
    REQUIRE(test::codes_of(found) == "styled-letters");
    CHECK(found[0].spots.at(0).what == "Emma");
    CHECK(found_in("ＦＵＬＬ ＷＩＤＴＨ") == "styled-letters");
    CHECK(found_in("Ⓔⓜⓜⓐ") == "styled-letters");
    CHECK(found_in("ᴇᴍᴍᴀ") == "styled-letters");
    CHECK(found_in("ᴀ Ann").empty()); // alone it may be meant, wherever it stands
    CHECK(found_in("Ann ᴀ").empty());
    CHECK(found_in("🅴🅼🅼🅰").find("styled-letters") != std::string::npos);
}

TEST_CASE("signs of their own and Japanese of full width are no styled letters") {
    for (const char* text : {"ℂ ℕ ™ © ® № ½ ² ª", "２０２６年 Ｔシャツ", "①②③ さくら", "ﬁnally"}) {
        CAPTURE(text);
        CHECK(found_in(text) == "");
    }
}

TEST_CASE("an accent that stands alone is found where there is one character for both") {
    const auto found = test::findings_of("Zoe\u0308");
    REQUIRE(test::codes_of(found) == "loose-accent");
    CHECK(found[0].spots.at(0).what == "ë");
    CHECK(found_in("Zoë, Trần, Łucja") == "");
    CHECK(found_in("x\u0302 हिन्दी שָׁלוֹם ที่") == ""); // no such characters
}

TEST_CASE("an emoji counts once and signs that can be cut are none") {
    const auto found = test::findings_of("Best dad 👨‍👩‍👧‍👦 ever ❤\uFE0F");
    REQUIRE(test::codes_of(found) == "emoji");
    REQUIRE(found[0].spots.size() == 2);
    CHECK(found[0].spots[0].position == 10);
    CHECK(found[0].spots[1].position == 17);
    CHECK(found_in("🇫🇷") == "emoji");
    for (const char* text : {"♥ ☆ ★ ✓ ☺ ✝ ♀ ∞ © ®", "❤", "❤\uFE0E", "<3 :-)", "→ ♫", "#1 *"}) {
        CAPTURE(text);
        CHECK(found_in(text) == "");
    }
}
