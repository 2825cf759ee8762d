// SPDX-License-Identifier: MIT
#include "config/check.hpp"
#include "config/config.hpp"
#include "config/config_file.hpp"
#include "config/secrets.hpp"
#include "config/starter.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace etsyorder::config;

namespace {

using Values = std::map<std::string, std::string, std::less<>>;

// "2 tab" for each problem.
std::vector<std::string> lines_and_codes(std::string_view text) {
    std::vector<std::string> result;
    for (const Problem& problem : check_text("config.yaml", text)) {
        result.push_back(std::to_string(problem.line) + " " + problem.code);
    }
    return result;
}

std::vector<std::string> codes(const std::vector<Problem>& problems) {
    std::vector<std::string> result;
    for (const Problem& problem : problems) {
        result.push_back(problem.code);
    }
    return result;
}

const std::string kToken = "12345678." + std::string(60, 'x');

// The starter file with every option switched on.
std::string switched_on(std::string text) {
    for (std::size_t at = 0; (at = text.find('#', at)) != std::string::npos;) {
        if (at + 1 < text.size() && text[at + 1] >= 'a' && text[at + 1] <= 'z') {
            text.erase(at, 1);
        } else {
            at = std::min(text.find('\n', at), text.size());
        }
    }
    return text;
}

class TemporaryFile {
public:
    TemporaryFile(std::string_view text, mode_t mode) {
        std::string name = (std::filesystem::temp_directory_path() / "etsyorder-XXXXXX").string();
        const int descriptor = ::mkstemp(name.data());
        REQUIRE(descriptor >= 0);
        ::close(descriptor);
        path = name;
        std::ofstream(path) << text;
        ::chmod(path.c_str(), mode);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() { std::filesystem::remove(path); }

    std::filesystem::path path;
};

} // namespace

TEST_CASE("all that is wrong in a file is told, line by line") {
    const auto found = lines_and_codes("shop: 1\n"
                                       "shop: 2\n"
                                       "etsy:\n"
                                       "\turl: ftp://x\n"
                                       "zoen: UTC\n"
                                       "zone: Europe/Berlni\n"
                                       "sync: 6h\n"
                                       "auth:\n"
                                       "  redirect_port: [1, 2]\n"
                                       "---\n"
                                       "color: auto\n");
    CHECK(found == std::vector<std::string>{"2 duplicate_key",
                                            "4 tab",
                                            "4 wrong_value",
                                            "5 unknown_key",
                                            "6 no_such_zone",
                                            "7 wrong_shape",
                                            "9 wrong_shape",
                                            "10 wrong_shape"});
}

TEST_CASE("a sound file has no problem, nor has an empty one") {
    CHECK(lines_and_codes("shop: AcornSigns\nzone: Europe/Berlin\netsy:\n").empty());
    CHECK(lines_and_codes("").empty());
    CHECK(lines_and_codes("# shop: 1\n---\n").empty());
}

TEST_CASE("what is no YAML is told with its line, after the tabs before it") {
    CHECK(lines_and_codes("\tshop: 1\nzone: [1\n") ==
          std::vector<std::string>{"1 tab", "3 not_yaml"});
    CHECK(lines_and_codes(std::string(100'000, '[')).size() == 1);
}

TEST_CASE("a comma or bracket that stands alone ends the reading") {
    for (const char* text : {",", "]", ",h,:bos ]\n b]\n", "}", "- ,\n,\n"}) {
        CAPTURE(text);
        CHECK(lines_and_codes(text).size() == 1);
    }
    const auto found = lines_and_codes("shop: A\n---\n,\n");
    CHECK(found == std::vector<std::string>{"2 wrong_shape"});
    CHECK(lines_and_codes("shop: A\n,\n") == std::vector<std::string>{"2 not_yaml"});
}

TEST_CASE("a second document is told of, behind an empty first one, too") {
    CHECK(lines_and_codes("shop: A\n---\nshop: B\n") == std::vector<std::string>{"2 wrong_shape"});
    CHECK(lines_and_codes("---\n---\nshop: B\n") == std::vector<std::string>{"2 wrong_shape"});
}

TEST_CASE("a tree of aliases that would have millions of leaves is refused key by key") {
    std::string text = "a: &a [x,x,x,x,x,x,x,x,x]\n";
    for (char name = 'b'; name <= 'm'; ++name) {
        const std::string before = std::string("*") + static_cast<char>(name - 1);
        text += std::string(1, name) + ": &" + name + " [" + before;
        for (int i = 0; i < 8; ++i) {
            text += "," + before;
        }
        text += "]\n";
    }
    const auto found = lines_and_codes(text + "shop: *m\n");
    CHECK(found.size() == 14);
    CHECK(found.back() == "14 wrong_shape");
}

TEST_CASE("a file of nothing but mistakes is told of up to a bound") {
    std::string text;
    for (int i = 0; i < 5000; ++i) {
        text += "key" + std::to_string(i) + ": 1\n";
    }
    CHECK(lines_and_codes(text).size() == kMostProblems);
}

TEST_CASE("secrets are found by their names and by their look, and never repeated") {
    const std::string text = "etsy:\n  keystring: abc:s3cr3t\n  access_token: s3cr3t\n"
                             "# " +
                             kToken + "\n";
    CHECK(lines_and_codes(text) == std::vector<std::string>{"2 secret", "3 secret", "4 secret"});
    for (const Problem& problem : check_text("config.yaml", text)) {
        const auto all = problem.text + problem.reason + problem.hint;
        CHECK(all.find("s3cr3t") == std::string::npos);
        CHECK(all.find("xxxx") == std::string::npos);
    }
}

TEST_CASE("a version, an address and a short word are no token") {
    CHECK(holds_token(kToken));
    CHECK(holds_token("access: \"" + kToken + "\""));
    CHECK_FALSE(holds_token("12345678.short"));
    CHECK_FALSE(holds_token("v1." + std::string(60, 'x')));
    CHECK_FALSE(holds_token("https://127.0.0.1/" + std::string(60, 'x')));
    CHECK_FALSE(holds_token(""));
}

TEST_CASE("others may not write the file, nor read it when a key is in it") {
    CHECK(codes(check_file(TemporaryFile("shop: 1\n", 0644).path)).empty());
    CHECK(codes(check_file(TemporaryFile("shop: 1\n", 0664).path)) ==
          std::vector<std::string>{"writable_by_others"});
    CHECK(codes(check_file(TemporaryFile("etsy:\n  keystring: abc\n", 0640).path)) ==
          std::vector<std::string>{"readable_by_others"});
    CHECK(codes(check_file(TemporaryFile("etsy:\n  keystring: abc\n", 0600).path)).empty());
}

TEST_CASE("no file is no problem, a folder in its place and a huge one are") {
    CHECK(check_file("/nonexistent/config.yaml").empty());
    CHECK(codes(check_file("/")) == std::vector<std::string>{"unreadable"});
    CHECK(codes(check_file(TemporaryFile(std::string(kMaxFileBytes + 1, '#'), 0600).path)) ==
          std::vector<std::string>{"unreadable"});
}

TEST_CASE("variables are checked for their names and their values") {
    const auto found = check_variables(Variables(Values{{"ETSYORDER_COLOR", "red"},
                                                        {"ETSYORDER_NOW", "tomorrow"},
                                                        {"ETSYORDER_SHOP", "1"},
                                                        {"ETSYORDER_ZONE", "Nowhere/AtAll"},
                                                        {"ETSYORDER_ZONEE", "UTC"},
                                                        {"ETSYORDER_ACCESS_TOKEN", "x"},
                                                        {"ETSYORDER_HOME", "/tmp"},
                                                        {"ETSYORDER_EMPTY", ""},
                                                        {"OTHER", "x"}}));
    CHECK(
        codes(found) ==
        std::vector<std::string>{
            "wrong_value", "wrong_value", "unknown_variable", "no_such_zone", "unknown_variable"});
    CHECK(found[2].hint == "did you mean ETSYORDER_SHOP_ID?");
    CHECK(found[4].hint == "did you mean ETSYORDER_ZONE?");
}

constexpr std::size_t kShopExamples = 4; // zone and currency of one shop

TEST_CASE("the starter file is sound as it is, and with every option switched on") {
    const auto files = starter_files({.shop = "Acorn's \"Signs\" \\ #1", .zone = "Europe/Berlin"});
    REQUIRE(files.back().name == "config.yaml");
    const std::string& text = files.back().text;
    CHECK(check_text("c", text).empty());
    const auto values = parse_config_file("c", text);
    REQUIRE(values.size() == 2);
    CHECK(values[0].value == "Acorn's \"Signs\" \\ #1");
    CHECK(values[1].value == "Europe/Berlin");

    const auto all = switched_on(text);
    CHECK(check_text("c", all).empty());
    CHECK(parse_config_file("c", all).size() == options().size() + kShopExamples);
}

TEST_CASE("without answers the starter file sets nothing") {
    CHECK(parse_config_file("c", starter_files({}).back().text).empty());
    CHECK(parse_config_file("c", switched_on(starter_files({}).back().text)).size() ==
          options().size() + kShopExamples);
}

TEST_CASE("a name that YAML would take for something else comes back as it was") {
    for (const char* name : {"null", "~", "yes", "1e3", "- a", "a: b", "#1", "'", " x", "*a"}) {
        CAPTURE(name);
        const auto values = parse_config_file("c", starter_files({name, ""}).back().text);
        REQUIRE(values.size() == 1);
        CHECK(values[0].value == name);
    }
}
