// SPDX-License-Identifier: MIT
// A template of anybody, made into a letter about an order: it ends, within its limits, and has no
// hole.
#include "base/utf8.hpp"
#include "db/migrations.hpp"
#include "orders/order_repository.hpp"
#include "orders/record_order.hpp"
#include "templates/check.hpp"
#include "templates/html_words.hpp"
#include "templates/letter.hpp"
#include "templates/letter_log.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

using namespace etsyorder;

namespace {

void require(bool promise) {
    if (!promise) {
        std::abort();
    }
}

orders::ReceivedOrder hostile_order() {
    orders::ReceivedOrder order;
    order.receipt = orders::ReceiptId{3512345678};
    order.buyer_name = "<b>Anna</b> {{ now }}";
    order.status = "paid";
    order.is_paid = true;
    order.placed_at = base::from_utc_seconds(1'795'341'600);
    order.amounts = {"EUR", 7450, 6800, 650, 0, 0, 0, {}};
    for (std::int64_t number = 1; number <= 3; ++number) {
        orders::ReceivedItem item;
        item.transaction = orders::TransactionId{number};
        item.title = "Sign \xE2\x80\x8B";
        item.quantity = number;
        item.answers = std::vector<orders::Answer>{{orders::AnswerKind::personalisation,
                                                    "Name",
                                                    "Zo\xC3\xAB & <Bo>\n ",
                                                    std::nullopt,
                                                    54,
                                                    std::nullopt}};
        if (!order.items) {
            order.items.emplace();
        }
        order.items->push_back(item);
    }
    order.content_hash.fill(std::byte{1});
    return order;
}

// A folder of its own, gone at the end.
struct Folder {
    std::filesystem::path path;

    Folder() {
        auto name = (std::filesystem::temp_directory_path() / "etsyorder-fuzz-XXXXXX").string();
        require(::mkdtemp(name.data()) != nullptr);
        path = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
};

// Made once: a letter changes nothing.
struct Desk {
    Folder folder;
    db::Database database{folder.path / "store.db", db::Open::for_writing};
    base::Instant now = base::from_utc_seconds(1'795'345'200);
    templates::Facts facts{
        database, now, [](orders::ShopId, const std::string&) {
            return templates::ShopSettings{base::Zone::named("Europe/Berlin"), "en", "Kim", "EUR"};
        }};
    templates::Library built_in{"/nonexistent"}; // what comes with the program
    orders::Order order;

    Desk() {
        db::migrate(database);
        db::UnitOfWork work(database);
        const orders::ShopId shop{7};
        (void)orders::OrderRecorder(database, {shop, now, "sync"}).record(hostile_order());
        work.commit();
        order = orders::OrderRepository(database).find(shop, orders::ReceiptId{3512345678}).value();
    }
};

// Its words are text, and no longer than HTML may spell them.
void read_as_html(const std::string& text) {
    const auto words = templates::words_of_html(text);
    require(words.empty() || words.ends_with('\n'));
    require(words.size() <= 3 * text.size() + 8);
    require(!base::is_utf8(text) || base::is_utf8(words));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static Desk desk;
    read_as_html({reinterpret_cast<const char*>(bytes), size});
    const auto made =
        templates::Template::compile({{"fuzz", ""},
                                      templates::Origin::own,
                                      "fuzz.liquid",
                                      std::string(reinterpret_cast<const char*>(bytes), size)},
                                     nullptr);
    if (!made) {
        require(!made.error().text().empty());
        return 0;
    }
    for (const auto as : {templates::TextFormat::text, templates::TextFormat::html}) {
        templates::UsedFacts used;
        const auto facts = desk.facts.of(desk.order, {0, {{"reason", "<late>"}}, &used});
        const templates::LetterSettings settings{
            as, "de", "EUR", desk.now, base::Zone::named("Europe/Berlin")};
        (void)templates::is_for(**made, facts, settings);
        const auto letter = templates::write_letter(desk.built_in, **made, facts, settings);
        if (!letter) {
            require(!letter.error().text().empty() && letter.error().line >= 1);
        } else {
            require(letter->content_hash.size() == 64);
            require(letter->subject.value_or("").find_first_of("\r\n") == std::string::npos);
        }
        require(!templates::facts_as_json(used).empty());
    }
    return 0;
}
