// SPDX-License-Identifier: MIT
#include "base/atomic_file.hpp"
#include "support/temp_folder.hpp"
#include "templates/guessed_language.hpp"
#include "templates/import_replies.hpp"
#include "templates/plain_reply.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using templates::ImportedReply;
using templates::read_saved_replies;
using Outcome = templates::ImportedReply::Outcome;

namespace {

templates::SavedReplies read(const std::string& content, const std::string& file = "x") {
    auto read = read_saved_replies(content, file, {});
    REQUIRE_MESSAGE(read, (read ? "" : read.error().why));
    return *read;
}

std::string refusal(const std::string& content, const std::string& file = "x") {
    const auto read = read_saved_replies(content, file, {});
    return read ? "" : read.error().why;
}

std::vector<ImportedReply> plan(const std::filesystem::path& folder,
                                const std::string& content,
                                templates::ImportRules rules = {}) {
    const templates::Library library(folder);
    return templates::plan_import(library, {{"x", read(content)}}, rules);
}

void import(const std::filesystem::path& folder,
            const std::string& content,
            templates::ImportRules rules = {}) {
    const templates::Library library(folder);
    templates::store_import(library, plan(folder, content, std::move(rules)), [] {});
}

std::string file(const std::filesystem::path& path) {
    return base::read_file(path, 1 << 20).value_or("(none)");
}

} // namespace

TEST_CASE("HTML becomes the text a person would have typed") {
    CHECK(templates::plain_reply("<p>Hi&nbsp;there,</p><p>a &amp; b<br>c</p>") ==
          "Hi there,\n\na & b\nc\n");
    CHECK(templates::plain_reply("<ul><li>one</li><li>two</li></ul>") == "- one\n- two\n");
    CHECK(templates::plain_reply("See <a href=\"https://a.example\">this</a>.") ==
          "See this (https://a.example).\n");
    CHECK(templates::plain_reply("one\r\ntwo  \r\n\r\n") == "one\ntwo\n");
    CHECK(templates::plain_reply("a <<name>> <3 b") == "a <<name>> <3 b\n");
    CHECK(templates::plain_reply("<b>bold</b>\nnext") == "bold\nnext\n");
    CHECK(templates::plain_reply("<p> </p>").empty());
}

TEST_CASE("a language is guessed where a text can hardly be in another one") {
    using templates::guessed_language;
    CHECK(guessed_language("Hallo, vielen Dank für Ihre Bestellung. Wir melden uns.") == "de");
    CHECK(guessed_language("Hello, thanks for your order. We are on it.") == "en");
    CHECK(guessed_language("").empty());
    CHECK(guessed_language("Hallo und danke") == "de");
    CHECK(guessed_language("Hallo Anna").empty()); // too short to be sure
    CHECK(guessed_language("Bonjour, merci pour la commande, elle est en route").empty());
    CHECK(guessed_language("Hallo, vielen Dank / Hello, thank you for this").empty()); // of both
}

TEST_CASE("CSV of any tool is read by its headers") {
    const auto replies = read("Shortcut;TITLE;Body;Category\nty;Thank you;Thanks!;a, b\n").replies;
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].row == 2);
    CHECK(replies[0].title == "Thank you");
    CHECK(replies[0].tags == std::vector<std::string>{"a", "b"});
    CHECK(read("name\ttext\nx\ty\n", "a.tsv").replies[0].text == "y");
    CHECK(refusal("a,b\n1,2\n", "a.csv").find("its columns are a, b") != std::string::npos);
    const auto told =
        read_saved_replies("Topic,Words\nx,y\n", "a.csv", {{"name", "topic"}, {"text", "Words"}});
    REQUIRE(told);
    CHECK(told->replies[0].title == "x");
}

TEST_CASE("a row of a CSV with more cells than columns is refused as a whole") {
    const auto rows = read("name,text\nthanks-a,Hi Ana, thank you\nb,\"Hi, you\"\nc,Bye,,\n"
                           "d,\"say \"\"hi\"\"\",He said \"hi\", ok\n");
    REQUIRE(rows.replies.size() == 2);
    CHECK(rows.replies[0].text == "Hi, you");
    CHECK(rows.replies[1].title == "c"); // spreadsheets add empty cells
    REQUIRE(rows.bad.size() == 2);
    CHECK(rows.bad[0].row == 2);
    CHECK(rows.bad[0].why.find("quotation marks") != std::string::npos);
    CHECK(rows.bad[1].row == 5);
    CHECK(read("Hours,We are open. Come!\na,b, c\n", "a.csv").bad.size() == 1);
}

TEST_CASE("two columns of one name are refused, as one of them would be lost") {
    CHECK(refusal("name,text,Text\na,b,c\n", "a.csv").find("two columns are called") !=
          std::string::npos);
    CHECK(read("name,text,x,x\na,b,c,d\n", "a.csv").replies.size() == 1); // neither is read
}

TEST_CASE("JSON of any tool is read by its members") {
    CHECK(read(R"([{"short_code":"ty","content":"Thanks"}])").replies[0].title == "ty");
    CHECK(read(R"({"data":[{"name":"a","actions":[{"arguments":{"body_text":"b"}}]}]})")
              .replies[0]
              .text == "b");
    CHECK(read(R"({"macros":[{"title":"a","actions":[{"field":"status","value":"solved"},)"
               R"({"field":"comment_value","value":["channel:all","b"]}]}]})")
              .replies[0]
              .text == "b");
    CHECK(read(R"({"name":"a","text":"b"})").replies.size() == 1);
    CHECK(read(R"([{"name":"a","text":"b"},3])").bad.size() == 1);
}

TEST_CASE("what is no file of replies is refused with a reason") {
    CHECK(refusal("", "a.csv") == "the file is empty");
    CHECK(refusal("[{\"name\":\n\"a\"", "a.json") == "line 2 is no JSON");
    CHECK(refusal(std::string(100'000, '['), "a.json").find("brackets") != std::string::npos);
    CHECK(refusal(std::string("a\0b", 3), "a.txt").find("0") != std::string::npos);
    CHECK(refusal("ok\n\xff", "a.txt") == "line 2 is no UTF-8");
    CHECK(refusal("text", "") != "");
}

TEST_CASE("an import twice is an import once, and a text of the seller's is left alone") {
    const test::TempFolder folder;
    const std::string csv = "name,text\nThank you,Hi [name]\nThank you,Other\nEmpty,\n";
    auto first = plan(folder.path(), csv);
    REQUIRE(first.size() == 3);
    CHECK(first[0].outcome == Outcome::imported);
    CHECK(first[0].name.name == "thank-you");
    CHECK(first[1].name.name == "thank-you-2");
    CHECK(first[2].outcome == Outcome::refused);
    import(folder.path(), csv);
    CHECK(file(folder.path() / "thank-you.liquid") ==
          "---\nabout: \"Thank you\"\n---\nHi {{ buyer.name | default: \"there\" }}\n");
    for (const auto& one : plan(folder.path(), csv)) {
        CHECK(one.outcome != Outcome::imported);
    }
    base::write_file_atomically(
        folder.path() / "thank-you.liquid", "mine\n", base::FileAccess::everyone_reads);
    CHECK(plan(folder.path(), csv)[0].outcome == Outcome::exists);
    import(folder.path(), csv);
    CHECK(file(folder.path() / "thank-you.liquid") == "mine\n");
    import(folder.path(), csv, {.language = {}, .own_language = {}, .replace = true});
    CHECK(file(folder.path() / "thank-you.liquid") != "mine\n");
}

TEST_CASE("a text in another language needs its base, wherever it stands") {
    const test::TempFolder folder;
    const std::string csv = "name,language,text\na,de,Hallo\nb,de,Hallo\na,en,Hello\n";
    const auto all = plan(folder.path(), csv, {.language = {}, .own_language = "en"});
    REQUIRE(all.size() == 3);
    CHECK(all[0].name == templates::TemplateFileName{"a", ""});
    CHECK(all[1].name == templates::TemplateFileName{"a", "de"});
    CHECK(all[1].outcome == Outcome::imported);
    CHECK(all[2].outcome == Outcome::refused);
}

TEST_CASE("letters of other alphabets make names too") {
    const test::TempFolder folder;
    const auto all =
        plan(folder.path(), "name,text\nGr\u00f6\u00dfe \u00e4ndern,x\n\u65e5\u672c,x\n");
    CHECK(all[0].name.name == "grosse-andern");
    CHECK(all[1].name.name == "reply-3");
}

TEST_CASE("a broken template of an export is refused, and the others are stored") {
    const test::TempFolder folder;
    import(folder.path(),
           R"([{"name":"a","source":"{% if %}"},{"name":"b","source":"Hi {{ buyer.name }}\n"}])");
    CHECK(file(folder.path() / "a.liquid") == "(none)");
    CHECK(file(folder.path() / "b.liquid") == "Hi {{ buyer.name }}\n");
}

TEST_CASE("titles as long as a name may be become names when there are two of them") {
    const test::TempFolder folder;
    const std::string title(64, 'a');
    const auto csv =
        "name,text\n" + title + ",one\n" + title + ",two\n_" + title + ",x\n_" + title + ",y\n";
    const auto all = plan(folder.path(), csv);
    CHECK(all[1].name.name == std::string(62, 'a') + "-2");
    for (const auto& one : all) {
        CAPTURE(one.name.name);
        CHECK(templates::is_template_name(one.name.name));
    }
    import(folder.path(), csv);
    CHECK(templates::Library(folder.path()).file_problems().empty());
    for (const auto& one : plan(folder.path(), csv)) {
        CHECK(one.outcome == Outcome::already_so);
    }
}

TEST_CASE("thousands of replies of one title are numbered, and the same one is found again") {
    const test::TempFolder folder;
    std::string csv = "name,text\n";
    for (int i = 1; i <= 8'000; ++i) {
        csv += "thanks,text " + std::to_string(i) + "\n";
    }
    const auto all = plan(folder.path(), csv + "thanks,text 4711\n");
    REQUIRE(all.size() == 8'001);
    CHECK(all[7'999].name.name == "thanks-8000");
    CHECK(all[8'000].name.name == "thanks-4711");
    CHECK(all[8'000].outcome == Outcome::already_so);
}

TEST_CASE("a reply that would ask for more than a template may is refused") {
    const test::TempFolder folder;
    std::string text;
    for (int i = 0; i < 101; ++i) {
        text += "[ab" + std::to_string(i) + "]";
    }
    const auto all = plan(folder.path(), "name,text\nx," + text + "\n");
    CHECK(all[0].outcome == Outcome::refused);
    CHECK(all[0].why == "it asks for more than 100 values");
}

TEST_CASE("what a reply loses is told with it") {
    const test::TempFolder folder;
    const auto all = plan(folder.path(), "name,text\nx,{% if a %}\n");
    CHECK(all[0].outcome == Outcome::imported);
    CHECK(all[0].lost.size() == 1);
}

TEST_CASE("HTML that never ends takes no longer than other text") {
    std::string tags;
    std::string scripts;
    for (int i = 0; i < 200'000; ++i) {
        tags += "<a ";
        scripts += "<script></script>&nbsp;";
    }
    CHECK(templates::plain_reply(tags).size() == tags.size());
    CHECK(templates::plain_reply(scripts).empty());
}
