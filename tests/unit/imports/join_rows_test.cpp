// SPDX-License-Identifier: MIT
#include "csv/reader.hpp"
#include "db/migrations.hpp"
#include "imports/import_orders.hpp"
#include "imports/join_rows.hpp"
#include "orders/order_repository.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

using namespace etsyorder;
using namespace etsyorder::imports;
using orders::Outcome;

namespace {

class Silent final : public ImportListener {
public:
    void order(const orders::Recorded& recorded, std::uint64_t) override {
        outcome = recorded.outcome;
    }
    void refused(std::uint64_t, const std::string& reason) override { FAIL(reason); }
    void noted(std::uint64_t, const std::string&) override {}
    void progressed(std::uint64_t) override {}

    Outcome outcome = Outcome::unchanged;
};

// One order, 1042, with one item, as several downloads tell of it.
struct Downloads {
    test::TempFolder folder;
    db::Database database{folder.path() / "store.db", db::Open::for_writing};
    base::Zone zone = base::Zone::named("UTC");

    Downloads() { db::migrate(database); }

    Outcome import(const std::string& text, DateOrder dates = DateOrder::month_first) {
        csv::Reader reader(csv::from_text(text));
        const auto first = reader.next();
        const auto header = recognise((*first)->fields).value();
        Silent listener;
        const ImportOptions options{
            orders::ShopId{77}, base::from_utc_seconds(1'800'000'000), {&zone, dates}};
        OrderImport import(database, header, (*first)->fields, options, listener);
        for (auto row = reader.next(); row && *row != nullptr; row = reader.next()) {
            import.add(read_line(header, **row, options.rules));
        }
        import.finish();
        return listener.outcome;
    }

    orders::Order order() {
        auto found =
            orders::OrderRepository(database).find(orders::ShopId{77}, orders::ReceiptId{1042});
        return found.value();
    }

    // All a seller would miss.
    std::string words() {
        const auto known = order();
        std::string all = known.buyer_name + "|" + known.address.first_line.value_or("") + "|" +
                          known.address.city.value_or("") + "|" + known.status + "|" +
                          known.items.at(0).title;
        for (const auto& answer : known.items.at(0).answers) {
            all += "|" + answer.question + "=" + answer.text;
        }
        return all;
    }
};

const std::string kVariations = "Variations";
const std::map<std::string, std::string> kRich = {
    {"Sale Date", "11/02/26"},
    {"Item Name", "Schild Zürich"},
    {"Buyer", "Zoë Example (zoe)"},
    {"Quantity", "1"},
    {"Price", "45.00"},
    {"Currency", "EUR"},
    {"Transaction ID", "9001"},
    {"Date Paid", "11/02/2026"},
    {"Date Shipped", ""},
    {"Ship Name", "Zoë Example"},
    {"Ship Address1", "Weg 1"},
    {"Ship City", "Zürich"},
    {"Order ID", "1042"},
    {"Variations", "Size:M,Personalization:Zoë & Tom"}};

std::string file(const std::map<std::string, std::string>& cells) {
    std::string head, row;
    for (const auto& [name, cell] : cells) {
        head += (head.empty() ? "" : ",") + name;
        row += (row.empty() ? "\"" : ",\"") + cell + "\"";
    }
    return head + "\n" + row + "\n";
}

std::map<std::string, std::string> rich_but(const std::map<std::string, std::string>& other,
                                            const std::vector<std::string>& without = {}) {
    auto cells = kRich;
    for (const auto& [name, cell] : other) {
        cells[name] = cell;
    }
    for (const auto& name : without) {
        cells.erase(name);
    }
    return cells;
}

const std::string kOrders = "Sale Date,Order ID,Full Name,Number of Items,Date Shipped,Ship "
                            "City,Currency,Order Total,Status\n"
                            "11/02/26,1042,Zoë Example,1,,Zürich,EUR,45.00,Paid\n";

} // namespace

TEST_CASE("a download that says less takes no words of the buyer away, whichever comes first") {
    const std::vector<std::map<std::string, std::string>> poor = {
        rich_but({}, {kVariations}),
        rich_but({{kVariations, ""}}),
        rich_but({{kVariations, "Size:M"}}),
        rich_but({{kVariations, "Size:M,Personalization:Not requested on this item."}}),
        rich_but({{kVariations, "Personalization"}}),
        rich_but({{kVariations, "Personalization:Zoë & Tom"}}),
        rich_but({{kVariations, "Size:M,Personalization:ZoÃ« & Tom"}}),
        rich_but({{"Buyer", ""}, {"Ship Name", ""}, {"Ship City", ""}, {"Item Name", ""}}),
        rich_but({}, {"Buyer", "Ship Name", "Ship City", "Ship Address1", "Quantity", "Price"}),
        rich_but({{"Buyer", "ZoÃ« Example (zoe)"},
                  {"Ship Name", "ZoÃ« Example"},
                  {"Ship City", "ZÃ¼rich"},
                  {"Item Name", "Schild ZÃ¼rich"}}),
        rich_but({}, {"Date Paid", "Date Shipped", kVariations}),
    };
    for (const std::string shipped : {"", "11/05/2026"}) {
        for (std::size_t at = 0; at < poor.size(); ++at) {
            auto cells = poor[at];
            if (cells.contains("Date Shipped")) {
                cells["Date Shipped"] = shipped;
            }
            const bool completed = !shipped.empty() && cells.contains("Date Shipped");
            const std::string expected = std::string("Zoë Example|Weg 1|Zürich|") +
                                         (completed ? "completed" : "paid") +
                                         "|Schild Zürich|Size=M|Personalization=Zoë & Tom";
            for (const std::string steps : {"rp", "pr", "rop", "por", "pro", "orp", "prpr"}) {
                CAPTURE(at);
                CAPTURE(shipped);
                CAPTURE(steps);
                Downloads all;
                for (const char step : steps) {
                    all.import(step == 'r' ? file(kRich) : step == 'p' ? file(cells) : kOrders);
                }
                CHECK(all.words() == expected);
                CHECK(all.order().items[0].price == base::Money{4500, "EUR"});
                CHECK(all.import(file(cells)) == Outcome::unchanged); // and has nothing to add
                CHECK(all.import(file(kRich)) == Outcome::unchanged);
            }
        }
    }
}

TEST_CASE("another answer replaces the one before, unless its download is the older one") {
    const auto changed = rich_but({{kVariations, "Size:L,Personalization:Zoë & Bo"}});
    Downloads all;
    all.import(file(kRich));
    CHECK(all.import(file(changed)) == Outcome::changed);
    CHECK(all.order().items[0].answers[0].text == "L");
    CHECK(all.order().items[0].answers[1].text == "Zoë & Bo");
    auto shipped = changed;
    shipped["Date Shipped"] = "11/05/2026";
    all.import(file(shipped));
    CHECK(all.import(file(kRich)) == Outcome::unchanged); // it did not know of the shipping
    CHECK(all.order().items[0].answers[1].text == "Zoë & Bo");
}

TEST_CASE("of a former address nothing is left in another one") {
    Downloads all;
    all.import(file(rich_but({{"Ship Address2", "Top 4"}, {"Ship State", "ZH"}})));
    all.import(
        file(rich_but({{"Ship Address1", "Gasse 9"}, {"Ship Address2", ""}, {"Ship State", ""}})));
    CHECK(all.order().address.first_line == "Gasse 9");
    CHECK_FALSE(all.order().address.second_line);
    CHECK_FALSE(all.order().address.state);
    CHECK(all.order().address.city == "Zürich");
}

TEST_CASE("days are joined across files that write them in different ways") {
    Downloads all;
    all.import(file(rich_but({}, {kVariations})));
    CHECK(all.import(file(rich_but({{"Sale Date", "02/11/26"}, {"Date Paid", "02/11/2026"}})),
                     DateOrder::day_first) == Outcome::changed);
    CHECK(base::format_instant(all.order().placed_at) == "2026-11-02T00:00:00Z");
    CHECK(all.order().is_personalised);
}

TEST_CASE("variations are joined label by label") {
    const auto joined = [](const char* first, const char* second) {
        return join_variations(first, second);
    };
    CHECK(joined("", "Size:M") == "Size:M");
    CHECK(joined("Size:M", "") == "Size:M");
    CHECK(joined("Font:Script", "Engrave:Zoë,Font:Script") == "Font:Script,Engrave:Zoë");
    CHECK(joined("Personalization:a,b:c", "Size:M,Personalization:x") ==
          "Size:M,Personalization:a,b:c");
    CHECK(joined("Personalization:A", "Personalization:not requested on this item") ==
          "Personalization:A");
    CHECK(joined("Größe:M", "Size:M") == "Größe:M"); // the same in another language
    CHECK(joined("GrÃ¶ÃŸe:M", "Größe:M") == "Größe:M");
}

TEST_CASE("garbled is what was read in the wrong encoding, and nothing else") {
    CHECK(is_garbled("ZoÃ«", "Zoë"));
    CHECK(is_garbled("â€œhiâ€\xc2\x9d", "“hi”"));       // Windows-1252
    CHECK(is_garbled("\xc3\xa2\xc2\x80\xc2\x99", "’")); // Latin-1
    CHECK_FALSE(is_garbled("Zoë", "Zoë"));
    CHECK_FALSE(is_garbled("Zoe", "Zoë"));
    CHECK_FALSE(is_garbled("ZoÃ«", "Zoa"));
    CHECK_FALSE(is_garbled("ZoÃ«!", "Zoë"));
}
