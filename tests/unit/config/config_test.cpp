// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "config/config.hpp"
#include "config/config_file.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>

using namespace etsyorder;
using namespace etsyorder::config;

namespace {

using Values = std::map<std::string, std::string, std::less<>>;

// A folder of its own that is gone afterwards.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name =
            (std::filesystem::temp_directory_path() / "etsyorder-config-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }

    [[nodiscard]] Folders folders(const std::string& yaml) const {
        std::ofstream(path_ / "config.yaml") << yaml;
        return {path_, path_, path_};
    }

private:
    std::filesystem::path path_;
};

base::Error error_of(const std::string& yaml) {
    try {
        (void)parse_config_file("config.yaml", yaml);
    } catch (const base::Error& error) {
        return error;
    }
    return {base::ErrorKind::bug, "nothing was thrown"};
}

} // namespace

TEST_CASE("a flag beats the environment beats the file beats the default") {
    const TemporaryFolder folder;
    const Folders folders =
        folder.folders("zone: Europe/Berlin\nauth:\n  redirect_port: 9000\nshop: 12\n");
    const Variables variables({{"ETSYORDER_ZONE", "UTC"}, {"ETSYORDER_SHOP_ID", "13"}});
    const Config config = load_config(folders, variables, {{"shop", {"14", "--shop"}}});
    CHECK(config.text("shop") == "14");
    CHECK(config.setting("shop").origin == Origin::flag);
    CHECK(config.setting("zone").place == "ETSYORDER_ZONE");
    CHECK(config.port("auth.redirect_port") == 9000);
    CHECK(config.setting("auth.redirect_port").place.ends_with("config.yaml:3"));
    CHECK(config.text("sync.shop_every") == "24h");
    CHECK(config.setting("sync.shop_every").origin == Origin::standard);
    CHECK(config.span("sync.open_orders_every") == std::chrono::hours{6});
}

TEST_CASE("NO_COLOR switches colour off and ETSYORDER_COLOR on again") {
    const Folders nowhere{"/nonexistent", "/nonexistent", "/nonexistent"};
    CHECK(load_config(nowhere, Variables(Values{{"NO_COLOR", "1"}}), {}).text("color") == "never");
    CHECK(load_config(nowhere, Variables(Values{{"NO_COLOR", ""}}), {}).text("color") == "auto");
    CHECK(load_config(
              nowhere, Variables(Values{{"NO_COLOR", "1"}, {"ETSYORDER_COLOR", "always"}}), {})
              .text("color") == "always");
}

TEST_CASE("an unknown key is refused with its line and the nearest one") {
    const auto error = error_of("shop: 1\nzoen: UTC\n");
    CHECK(error.kind() == base::ErrorKind::usage);
    CHECK(error.summary() == "config.yaml:2: there is no option \"zoen\"");
    CHECK(error.remedy() == "did you mean \"zone\"?");
    CHECK(error_of("etsy:\n  rul: x\n").remedy() == "did you mean \"etsy.url\"?");
}

TEST_CASE("a key that is there twice, a tab and no YAML at all are refused with their line") {
    CHECK(error_of("shop: 1\nshop: 2\n").summary() == "config.yaml:2: \"shop\" is there twice");
    CHECK(error_of("etsy:\n\turl: x\n").summary() == "config.yaml:2: a tab in the indentation");
    CHECK(error_of("shop: [1\n").summary().find("this is no YAML") != std::string::npos);
    CHECK(error_of("- a\n").summary().find("expected `key: value` lines") != std::string::npos);
    CHECK(error_of("shop: [1, 2]\n").summary() == "config.yaml:1: \"shop\" takes one value");
    CHECK(error_of("sync: 6h\n").summary() == "config.yaml:1: \"sync\" needs keys below it");
}

TEST_CASE("an empty file and one of comments hold nothing") {
    CHECK(parse_config_file("c", "").empty());
    CHECK(parse_config_file("c", "# shop: 1\n").empty());
}

TEST_CASE("a wrong value is refused wherever it comes from") {
    const Folders nowhere{"/nonexistent", "/nonexistent", "/nonexistent"};
    const auto refused = [&](const char* name, const char* value) {
        CHECK_THROWS_AS((void)load_config(nowhere, Variables(Values{{name, value}}), {}),
                        base::Error);
    };
    refused("ETSYORDER_REDIRECT_PORT", "70000");
    refused("ETSYORDER_REDIRECT_PORT", "87x");
    refused("ETSYORDER_SYNC_SHOP_EVERY", "6");
    refused("ETSYORDER_SYNC_SHOP_EVERY", "-6h");
    refused("ETSYORDER_ETSY_URL", "ftp://example.com");
    refused("ETSYORDER_COLOR", "blue");
}

TEST_CASE("a wrong secret is not repeated in the error") {
    const Folders nowhere{"/nonexistent", "/nonexistent", "/nonexistent"};
    try {
        (void)load_config(nowhere, Variables(Values{{"ETSYORDER_KEYSTRING", "hush\x01hush"}}), {});
        FAIL("a control character was taken");
    } catch (const base::Error& error) {
        CHECK(error.summary().find("hush") == std::string::npos);
    }
}

TEST_CASE("ETSYORDER_HOME keeps everything in one folder, XDG spreads it") {
    const Folders one =
        find_folders(Variables(Values{{"ETSYORDER_HOME", "/h"}, {"HOME", "/home/ann"}}));
    CHECK(one.config == "/h/config");
    CHECK(one.database_file() == "/h/data/etsyorder.db");
    CHECK(one.state == "/h/state");
    const Folders spread = find_folders(Variables(
        {{"HOME", "/home/ann"}, {"XDG_DATA_HOME", "/data"}, {"XDG_STATE_HOME", "relative"}}));
    CHECK(spread.config == "/home/ann/.config/etsyorder");
    CHECK(spread.data == "/data/etsyorder");
    CHECK(spread.state == "/home/ann/.local/state/etsyorder");
    CHECK_THROWS_AS((void)find_folders(Variables()), base::Error);
}

TEST_CASE("every option has a variable, a summary and a default that is fine") {
    for (const Option& option : options()) {
        CAPTURE(option.key);
        CHECK(option.variable.starts_with("ETSYORDER_"));
        CHECK_FALSE(option.summary.empty());
        CHECK((option.standard.empty() || problem_with(option, option.standard).empty()));
    }
}

TEST_CASE("a shared secret in config.yaml is refused unseen, and welcome in the environment") {
    const TemporaryFolder folder;
    const auto folders = folder.folders("etsy:\n  keystring: \"abc:s3cr3t\"\n");
    try {
        (void)load_config(folders, Variables(), {});
        FAIL("no error");
    } catch (const base::Error& error) {
        CHECK(error.kind() == base::ErrorKind::usage);
        CHECK(error.summary().find("config.yaml:2: etsy.keystring") != std::string::npos);
        CHECK(error.summary().find("s3cr3t") == std::string::npos);
        CHECK(error.remedy().find("ETSYORDER_SHARED_SECRET") != std::string::npos);
    }
    const TemporaryFolder other;
    const auto plain = other.folders("etsy:\n  keystring: abc\n");
    CHECK(load_config(plain, Variables(), {}).text("etsy.keystring") == "abc");
    const Variables variables(Values{{"ETSYORDER_KEYSTRING", "abc:s3cr3t"}});
    CHECK(load_config(plain, variables, {}).text("etsy.keystring") == "abc:s3cr3t");
}

TEST_CASE("a shop has settings of its own, by its number or its name in any case") {
    const TemporaryFolder folder;
    const Folders folders = folder.folders("zone: UTC\nshops:\n  AcornSigns:\n    zone: "
                                           "Europe/Berlin\n    currency: EUR\n  77: {zone: "
                                           "Asia/Tokyo}\n  Empty:\n");
    const Config config = load_config(folders, Variables(Values{}), {});
    CHECK(config.text("zone") == "UTC");
    REQUIRE(config.shop_setting({5, "acornsigns"}, "zone") != nullptr);
    CHECK(config.shop_setting({5, "acornsigns"}, "zone")->value == "Europe/Berlin");
    CHECK(config.shop_setting({5, "acornsigns"}, "zone")->key() == "shops.AcornSigns.zone");
    CHECK(config.shop_setting({5, "acornsigns"}, "zone")->place.ends_with("config.yaml:4"));
    CHECK(config.shop_setting({77, ""}, "zone")->value == "Asia/Tokyo");
    CHECK(config.shop_setting({77, ""}, "currency") == nullptr);
    CHECK(config.shop_setting({5, "Birch"}, "zone") == nullptr);
    CHECK(config.shop_setting({5, ""}, "zone") == nullptr);
    CHECK(config.has_shop_settings("currency"));
    CHECK_FALSE(config.has_shop_settings("keystring"));
}

TEST_CASE("a slip in the settings of a shop is named with its line and what was meant") {
    const auto unknown = error_of("shops:\n  Acorn:\n    zoen: UTC\n");
    CHECK(unknown.summary() == "config.yaml:3: there is no option \"shops.Acorn.zoen\"");
    CHECK(unknown.remedy() == "did you mean \"shops.Acorn.zone\"?");
    const auto twice = error_of("shops:\n  Acorn: {zone: UTC}\n  ACORN: {zone: UTC}\n");
    CHECK(twice.summary() == "config.yaml:3: \"ACORN\" is there twice");
    CHECK(error_of("shops: [Acorn]\n").summary() == "config.yaml:1: \"shops\" needs keys below it");
    CHECK(error_of("shops:\n  Acorn: UTC\n").summary() ==
          "config.yaml:2: \"Acorn\" needs keys below it");
    CHECK(error_of("shops:\n  Acorn: {zone: {a: b}}\n").summary() ==
          "config.yaml:2: \"shops.Acorn.zone\" takes one value");
}

TEST_CASE("a wrong value of a shop is refused with its place") {
    const TemporaryFolder folder;
    try {
        (void)load_config(
            folder.folders("shops:\n  Acorn:\n    currency: Euro\n"), Variables(Values{}), {});
        FAIL("no error");
    } catch (const base::Error& error) {
        CHECK(error.summary().ends_with(
            "config.yaml:3: currency \"Euro\" is no currency: three capital letters, such as EUR"));
    }
}
