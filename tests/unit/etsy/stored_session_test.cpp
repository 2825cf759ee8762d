// SPDX-License-Identifier: MIT
#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "etsy/stored_session.hpp"
#include "etsy_world.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>

using namespace etsyorder;
using base::ErrorKind;
using base::Secret;
using namespace std::chrono_literals;

namespace {

const std::string kToken = "POST https://api.etsy.com/v3/public/oauth/token";

std::string token_answer(const std::string& name) {
    return R"({"access_token":"9.)" + name + R"(","expires_in":3600,"refresh_token":"9.)" + name +
           R"(-r"})";
}

struct Desk : test::EtsyWorld {
    test::TempFolder folder;
    etsy::TokenStore store{folder.path() / "state", etsy::Server::etsy(), sleeper};
    etsy::OAuth oauth{etsy::Server::etsy(), sender};

    etsy::Grant grant(std::int64_t shop, const std::string& name) {
        etsy::Grant made;
        made.shop = etsy::ShopId{shop};
        made.shop_name = name;
        made.user = etsy::UserId{9};
        made.key = {"key", Secret("secret")};
        made.access_token = Secret("9.first");
        made.refresh_token = Secret("9.first-r");
        made.access_expires = clock.now() + 1h;
        made.refresh_expires = clock.now() + 24h * 90;
        made.scopes = {"shops_r"};
        return made;
    }
    void sign_in(std::vector<etsy::Grant> grants) {
        store.write(store.lock(), {etsy::Server::etsy().name, std::move(grants)});
    }
    etsy::StoredSession session(const std::string& wanted = "") {
        return etsy::StoredSession({store, oauth, clock}, etsy::Server::etsy(), wanted);
    }
    ErrorKind kind_of_session(const std::string& wanted = "") {
        try {
            (void)session(wanted);
        } catch (const base::Error& error) {
            return error.kind();
        }
        return ErrorKind::bug;
    }
    [[nodiscard]] std::string stored_token() const {
        return store.read()->grants.at(0).access_token.reveal();
    }
};

void overwrite(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::trunc) << text;
}

} // namespace

TEST_CASE("a sign-in survives writing and reading, and only its owner can read it") {
    Desk desk;
    CHECK_FALSE(desk.store.read().has_value());
    desk.sign_in({desk.grant(1, "Acorn Signs"), desk.grant(2, "Zoë's \"Café\"")});
    const auto back = desk.store.read();
    REQUIRE(back.has_value());
    REQUIRE(back->grants.size() == 2);
    CHECK(back->grants[1].key.header().reveal() == "key:secret");
    CHECK(back->grants[1].shop_name == "Zoë's \"Café\"");
    CHECK(back->grants[0].access_expires == desk.clock.now() + 1h);
    CHECK(back->grants[0].scopes == std::vector<std::string>{"shops_r"});
    struct stat facts {};
    REQUIRE(::stat(desk.store.file().c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777U) == 0600U);
}

TEST_CASE("a file that others can read is closed to them, with a warning") {
    Desk desk;
    desk.sign_in({desk.grant(1, "A")});
    REQUIRE(::chmod(desk.store.file().c_str(), 0644) == 0);
    std::vector<std::string> warnings;
    desk.store.on_warning([&](const std::string& text) { warnings.push_back(text); });
    REQUIRE(desk.store.read().has_value());
    CHECK(warnings.size() == 1);
    struct stat facts {};
    REQUIRE(::stat(desk.store.file().c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777U) == 0600U);
    REQUIRE(desk.store.read().has_value());
    CHECK(warnings.size() == 1);
}

TEST_CASE("a damaged file is named, left alone, and kept aside before it is replaced") {
    Desk desk;
    desk.sign_in({desk.grant(1, "A")});
    const auto whole = *base::read_file(desk.store.file(), 10'000);
    for (
        const auto& text :
        {std::string(),
         std::string("{"),
         whole.substr(0, whole.size() / 2),
         std::string("[]"),
         std::string(R"({"schema":1})"),
         std::string("\0\0\0\0", 4),
         std::string(
             R"({"schema":1,"server":"s","keystring":"k\ninjected: x","shared_secret":"s","shops":[{}]})")}) {
        CAPTURE(text);
        overwrite(desk.store.file(), text);
        try {
            (void)desk.store.read();
            FAIL("no error");
        } catch (const base::Error& error) {
            CHECK(error.kind() == ErrorKind::sign_in_needed);
            CHECK(error.remedy().starts_with("etsyorder auth login"));
            CHECK(error.reason().find("9.first") == std::string::npos);
        }
        CHECK(base::read_file(desk.store.file(), 10'000) == text);
        const auto lock = desk.store.lock();
        const auto kept = desk.store.keep_damaged(lock);
        REQUIRE(kept.has_value());
        CHECK(base::read_file(*kept, 10'000) == text);
    }
    overwrite(desk.store.file(), whole);
    CHECK_FALSE(desk.store.keep_damaged(desk.store.lock()).has_value());
}

TEST_CASE("a newer program's file is refused, not replaced") {
    Desk desk;
    desk.sign_in({desk.grant(1, "A")});
    overwrite(desk.store.file(), R"({"schema":3})");
    CHECK(desk.kind_of_session() == ErrorKind::usage);
    CHECK_THROWS_AS(desk.store.keep_damaged(desk.store.lock()), base::Error);
}

TEST_CASE("the right shop is found, or said to be missing") {
    Desk desk;
    CHECK(desk.kind_of_session() == ErrorKind::sign_in_needed);
    desk.sign_in({desk.grant(1, "Acorn")});
    CHECK(desk.session().shop() == etsy::ShopId{1});
    desk.sign_in({desk.grant(1, "Acorn"), desk.grant(2, "Birch")});
    CHECK(desk.kind_of_session() == ErrorKind::usage);
    CHECK(desk.session("birch").shop() == etsy::ShopId{2});
    CHECK(desk.session("1").shop() == etsy::ShopId{1});
    CHECK(desk.kind_of_session("Cedar") == ErrorKind::not_found);
}

TEST_CASE("each shop has its own key") {
    Desk desk;
    auto birch = desk.grant(2, "Birch");
    birch.key = {"other", Secret("hidden")};
    desk.sign_in({desk.grant(1, "Acorn"), birch});
    CHECK(desk.session("acorn").api_key().header().reveal() == "key:secret");
    CHECK(desk.session("birch").api_key().header().reveal() == "other:hidden");
}

TEST_CASE("a sign-in from before each shop had its key can be read") {
    Desk desk;
    desk.sign_in({desk.grant(1, "Acorn")});
    auto text = *base::read_file(desk.store.file(), 10'000);
    const auto cut = [&](const std::string& line) { text.erase(text.find(line), line.size()); };
    cut("\"keystring\": \"key\",");
    cut("\"shared_secret\": \"secret\",");
    text.replace(text.find("2"), 1, "1, \"keystring\": \"old\", \"shared_secret\": \"past\"");
    overwrite(desk.store.file(), text);
    CHECK(desk.session().api_key().header().reveal() == "old:past");
}

TEST_CASE("tokens are never shown to another server") {
    Desk desk;
    desk.sign_in({desk.grant(1, "A")});
    try {
        etsy::StoredSession(
            {desk.store, desk.oauth, desk.clock}, etsy::Server::at("http://127.0.0.1:1"), "");
        FAIL("no error");
    } catch (const base::Error& error) {
        CHECK(error.kind() == ErrorKind::sign_in_needed);
    }
}

TEST_CASE("sign-ins at several servers live side by side") {
    Desk desk;
    desk.sign_in({desk.grant(1, "A")});
    const auto other = etsy::Server::at("http://127.0.0.1:8080");
    etsy::TokenStore rehearsal(desk.folder.path() / "state", other, desk.sleeper);
    CHECK(rehearsal.file().filename() == "session-127.0.0.1-8080.json");
    CHECK(etsy::TokenStore("s", etsy::Server::at("http://[::1]:80"), desk.sleeper).file() ==
          "s/session----1--80.json");
    CHECK_FALSE(rehearsal.read().has_value());
    rehearsal.write(rehearsal.lock(), {other.name, {desk.grant(2, "B")}});
    CHECK(desk.stored_token() == "9.first");
    rehearsal.forget(rehearsal.lock());
    CHECK(desk.stored_token() == "9.first");
    CHECK(desk.session().shop() == etsy::ShopId{1});
}

TEST_CASE(
    "forgetting a sign-in leaves no token behind in files beside it, and no other file gone") {
    Desk desk;
    desk.sign_in({desk.grant(1, "A")});
    const auto beside = [&](const std::string& name) {
        return desk.store.file().parent_path() / name;
    };
    for (const auto* name :
         {"session.json.damaged-1", "session.json.damaged-12", "session.json.77.new"}) {
        overwrite(beside(name), "9.token");
    }
    const std::vector<std::string> others{"session.json.bak",
                                          "session.json..new",
                                          "session.json.new",
                                          "session.json.damaged-",
                                          "session-127.0.0.1-1.json",
                                          "session-127.0.0.1-1.json.damaged-1"};
    for (const auto& name : others) {
        overwrite(beside(name), "mine");
    }
    CHECK(desk.store.leftovers().size() == 3);
    desk.store.forget(desk.store.lock());
    CHECK(desk.store.leftovers().empty());
    CHECK_FALSE(std::filesystem::exists(desk.store.file()));
    for (const auto& name : others) {
        CAPTURE(name);
        CHECK(std::filesystem::exists(beside(name)));
    }
}

TEST_CASE("a token is renewed shortly before it runs out, and the new one is on disk at once") {
    Desk desk;
    desk.sign_in({desk.grant(1, "A")});
    auto session = desk.session();
    CHECK(session.access_token().reveal() == "9.first");
    desk.clock.advance(59min + 30s);
    desk.http.expect(kToken).answer(200, token_answer("second"));
    CHECK(session.access_token().reveal() == "9.second");
    CHECK(desk.stored_token() == "9.second");
    CHECK(desk.store.read()->grants.at(0).shop_name == "A");
    CHECK(desk.http.requests().at(0).body.ends_with("refresh_token=9.first-r"));
    CHECK(session.access_token().reveal() == "9.second");
}

TEST_CASE("the one who comes second uses what the first one's refresh brought") {
    Desk desk;
    desk.sign_in({desk.grant(1, "A")});
    auto one = desk.session();
    auto other = desk.session();
    desk.http.expect(kToken).answer(200, token_answer("second"));
    CHECK(one.renew(Secret("9.first")));
    CHECK(other.renew(Secret("9.first"))); // no second request
    CHECK(other.access_token().reveal() == "9.second");
}

TEST_CASE("the lock is held while the refresh is under way") {
    Desk desk;
    desk.sign_in({desk.grant(1, "A")});
    auto session = desk.session();
    desk.http.expect(kToken)
        .meanwhile([&] {
            try {
                (void)desk.store.lock();
                FAIL("two at once");
            } catch (const base::Error& error) {
                CHECK(error.kind() == ErrorKind::conflict);
            }
        })
        .answer(200, token_answer("second"));
    CHECK(session.renew(Secret("9.first")));
    (void)desk.store.lock(); // and is free again
}

TEST_CASE("a refresh that fails leaves the old tokens on disk") {
    Desk desk;
    desk.sign_in({desk.grant(1, "A")});
    auto session = desk.session();
    const auto before = *base::read_file(desk.store.file(), 10'000);
    SUBCASE("revoked") {
        desk.http.expect(kToken).answer(
            400, R"({"error":"invalid_grant","error_description":"refresh_token is revoked"})");
        CHECK_THROWS_AS((void)session.renew(Secret("9.first")), base::Error);
    }
    SUBCASE("offline") {
        desk.http.expect(kToken).fail(net::TransportProblem::offline);
        desk.http.expect(kToken).fail(net::TransportProblem::offline);
        CHECK_THROWS_AS((void)session.renew(Secret("9.first")), base::Error);
    }
    CHECK(base::read_file(desk.store.file(), 10'000) == before);
}

TEST_CASE("signing out while another process works is noticed") {
    Desk desk;
    desk.sign_in({desk.grant(1, "A")});
    auto session = desk.session();
    desk.store.forget(desk.store.lock());
    desk.store.forget(desk.store.lock());
    CHECK_THROWS_AS((void)session.renew(Secret("9.first")), base::Error);
}

TEST_CASE("expiry is judged by the server's clock, however wrong ours is") {
    Desk desk;
    SUBCASE("ours is a day ahead: a good token is not renewed") {
        auto grant = desk.grant(1, "A");
        grant.access_expires = desk.clock.now() - 24h + 1h;
        grant.server_ahead = -24h;
        desk.sign_in({grant});
        CHECK(desk.session().access_token().reveal() == "9.first");
    }
    SUBCASE("ours is a day behind: a stale token is renewed") {
        auto grant = desk.grant(1, "A");
        grant.access_expires = desk.clock.now() + 23h;
        desk.sign_in({grant});
        auto session = desk.session();
        CHECK(session.access_token().reveal() == "9.first");
        session.server_time(desk.clock.now() + 24h);
        desk.http.expect(kToken).answer(
            200, token_answer("second"), {{"Date", "Mon, 23 Nov 2026 11:00:00 GMT"}});
        CHECK(session.access_token().reveal() == "9.second");
        CHECK(desk.store.read()->grants.at(0).server_ahead == 24h);
        CHECK(desk.store.read()->grants.at(0).access_expires == desk.clock.now() + 25h);
    }
}
