// SPDX-License-Identifier: MIT
#include "sandbox/people.hpp"

#include <fmt/format.h>

namespace etsyorder::sandbox {

namespace {

struct Country {
    std::string code;
    std::vector<std::string> first;
    std::vector<std::string> last;
    std::vector<Address> places; // first_line is a street without its number
    bool family_first = false;
};

const std::vector<Country>& countries() {
    static const std::vector<Country> all{
        {"US",
         {"Emma",
          "Olivia",
          "Noah",
          "Liam",
          "Ava",
          "Sophia",
          "Jackson",
          "Harper",
          "Mia",
          "D'Andre",
          "Shawna",
          "Priya"},
         {"Smith",
          "Johnson",
          "O'Brien",
          "Garcia",
          "Nguyen",
          "Miller",
          "Washington",
          "Lee-Carter",
          "Patel"},
         {{"Alder Court", {}, "Portland", "OR", "97201", "US"},
          {"Congress Ave", {}, "Austin", "TX", "73301", "US"},
          {"Elm Street", "", "Burlington", "VT", "05401", "US"}}},
        {"GB",
         {"Charlotte", "Oliver", "Isla", "Siobhán", "George", "Poppy"},
         {"Taylor", "Evans", "Whitfield-Jones", "Hughes"},
         {{"Cloth Street", "Flat 3", "Leeds", {}, "LS1 4DY", "GB"},
          {"Harbour Row", {}, "Bristol", "", "BS1 4ST", "GB"}}},
        {"DE",
         {"Jürgen", "Anneliese", "Björn", "Zoe\xCC\x88", "Käthe"},
         {"Müller", "Groß", "Schäfer", "von der Heide"},
         {{"Birkenweg", {}, "München", "", "80331", "DE"},
          {"Am Deich", {}, "Hamburg", {}, "20095", "DE"}}},
        {"FR",
         {"Élodie", "François", "Anaïs"},
         {"Lefèvre", "d'Ormesson", "Noël"},
         {{"rue des Lilas", {}, "Lyon", {}, "69001", "FR"}}},
        {"JP",
         {"さくら", "健太", "美咲"},
         {"田中", "佐藤", "髙橋"},
         {{"梅田", {}, "大阪市", "大阪府", "530-0001", "JP"}},
         true},
        {"CN",
         {"丽", "伟明", "晓燕"},
         {"王", "李", "欧阳"},
         {{"中山路", {}, "上海市", "上海", "200000", "CN"}},
         true},
        {"AE",
         {"فاطمة", "محمد", "ليلى"},
         {"الأنصاري", "حداد"},
         {{"Al Wasl Road", "", "Dubai", {}, "00000", "AE"}}},
        {"PL",
         {"Łukasz", "Małgorzata"},
         {"Wiśniewski", "Żak"},
         {{"ul. Krótka", {}, "Kraków", {}, "30-001", "PL"}}},
        {"IN",
         {"आरव", "Ananya"},
         {"शर्मा", "Iyer"},
         {{"MG Road", {}, "Bengaluru", "KA", "560001", "IN"}}},
        {"CA",
         {"Avery", "Maëlle", "Logan"},
         {"Tremblay", "MacDonald", "Singh"},
         {{"Queen Street W", {}, "Toronto", "ON", "M5H 2N2", "CA"}}},
        {"AU",
         {"Matilda", "Lachlan"},
         {"Kelly", "Papadopoulos"},
         {{"Wattle Lane", {}, "Melbourne", "VIC", "3000", "AU"}}},
        {"BR",
         {"João", "Conceição"},
         {"da Silva", "Araújo"},
         {{"Rua das Flores", {}, "São Paulo", "SP", "01000-000", "BR"}}},
    };
    return all;
}

const Country& pick_country(Random& random) {
    return random.chance(55) ? countries()[0] : random.pick(countries());
}

std::string full_name(Random& random, const Country& country) {
    const auto& first = random.pick(country.first);
    const auto& last = random.pick(country.last);
    return country.family_first ? last + " " + first : first + " " + last;
}

} // namespace

std::string make_full_name(Random& random) {
    return full_name(random, pick_country(random));
}

Person make_person(Random& random) {
    const auto& country = pick_country(random);
    Person out{full_name(random, country), random.pick(country.places)};
    const auto number = random.between(1, 199);
    out.address.first_line = country.code == "US" || country.code == "GB"
                                 ? fmt::format("{} {}", number, out.address.first_line)
                                 : fmt::format("{} {}", out.address.first_line, number);
    return out;
}

std::string make_engraving(Random& random) {
    static const std::vector<std::string> odd{
        "Same as last time please!",
        "\"Forever & Always\"",
        "THE   SMITHS   (three spaces please)",
        "Grandma\xE2\x80\x8B's Kitchen", // U+200B hides in it
        "Est.\xC2\xA0"
        "2019",                                    // a no-break space
        "e\xCC\x81lise et zoe\xCC\x88",            // combining accents
        "Best dad 👨‍👩‍👧‍👦 ever", // one family, seven code points
        "愛してる 2026",
        "إلى الأبد",
        "Mia<3Noah",
        "line one\nline two\n\nline four",
        "see message",
        "\xE2\x80\x9C"
        "curly quotes\xE2\x80\x9D and \xE2\x80\x99",
        "  leading and trailing  ",
        "pls use the pic i sent",
        "Ω & ∞",
        "ＦＵＬＬ ＷＩＤＴＨ",
    };
    if (random.chance(22)) {
        return random.pick(odd);
    }
    static const std::vector<std::string> names{"Emma",
                                                "Noah",
                                                "Mia",
                                                "Liam",
                                                "The Andersons",
                                                "Oliver & Grace",
                                                "Luna",
                                                "Theo",
                                                "Baby Quinn",
                                                "Mr & Mrs Walker",
                                                "Biscuit",
                                                "Nana"};
    // One roll of the dice a statement: within one, compilers differ in the order.
    switch (random.below(4)) {
    case 0:
        return random.pick(names);
    case 1: {
        const auto month = random.between(1, 12);
        const auto day = random.between(1, 28);
        return fmt::format("{} {:02}.{:02}.2026", random.pick(names), day, month);
    }
    case 2: {
        const auto year = random.between(1998, 2026);
        return fmt::format("{}\nest. {}", random.pick(names), year);
    }
    default: {
        const auto& second = random.pick(names);
        return random.pick(names) + ", " + second;
    }
    }
}

std::string make_message(Random& random) {
    static const std::vector<std::string> all{
        "Hi! Could I have it by next Friday? It's for my sister's wedding.",
        "No rush at all, thank you so much!!",
        "I'll send the photo by message.",
        "Please leave out the price slip, it's a gift & a surprise",
        "Is the \"rose gold\" more pink or more gold?",
        "",
        "Merci d'avance ! Livraison à l'accueil, s'il vous plaît.",
        "住所が変わりました。メッセージをご確認ください。",
        "Ring the bell twice 🔔🔔",
    };
    return random.pick(all);
}

std::string make_review(Random& random) {
    static const std::vector<std::string> all{
        "Beautiful work, exactly as in the picture.",
        "It's perfect & arrived early!",
        "Lovely, but the letters are smaller than I thought.",
        "",
        "Sehr schön, gerne wieder!",
        "最高でした。ありがとうございます。",
        "The \"e\" in our name was missing its accent. Robin made a new one at once.",
        "Took two weeks longer than promised.",
    };
    return random.pick(all);
}

} // namespace etsyorder::sandbox
