// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "templates/template_uses.hpp"
#include "templates_world.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

using namespace etsyorder;
using namespace etsyorder::templates;
using namespace etsyorder::templates_tests;

namespace {

namespace fs = std::filesystem;
using Texts = std::vector<std::string>;

struct Folder {
    test::TempFolder temporary;
    fs::path path = temporary.path() / "templates";

    Folder() { fs::create_directory(path); }
    void write(const std::string& file, const std::string& text) const {
        std::ofstream(path / file, std::ios::binary) << text;
    }
    [[nodiscard]] Library open_library() const { return Library(path); }
};

// Its body; of one that cannot be read "! " and why.
std::string
body(const Library& library, const std::string& name, const std::string& language = {}) {
    const auto found = library.find(name, language);
    return found ? std::string((*found)->body()) : "! " + found.error().what;
}

std::string problems(const Library& library) {
    std::string all;
    for (const auto& problem : library.file_problems()) {
        all += fs::path(problem.file).filename().string() + ": " + problem.what + "\n";
    }
    return all;
}

std::string render(const Library& library, const std::string& text) {
    const auto made = Template::compile({{"t", ""}, Origin::own, "t.liquid", text}, nullptr);
    REQUIRE(made);
    const auto letter = write_letter(library, **made, Value::object({}), {});
    return letter ? letter->text : "! " + letter.error().what;
}

} // namespace

TEST_CASE("without a folder there are the templates that come with the program") {
    const Folder folder;
    const Library library(folder.path / "nowhere");
    CHECK(library.has("order-thanks"));
    CHECK(library.origin("order-thanks") == Origin::built_in);
    CHECK(library.languages("order-thanks") == Texts{"de"});
    CHECK(library.file_problems().empty());
    CHECK_FALSE(library.has("nobody"));
    CHECK(library.languages("nobody").empty());
    CHECK(starter_templates().size() > 48);
    const auto names = library.names();
    CHECK(std::ranges::is_sorted(names));
}

TEST_CASE("every built-in text compiles, and each letter is there in German too") {
    const Folder folder;
    const auto library = folder.open_library();
    std::size_t letters = 0;
    for (const auto& name : library.names()) {
        CAPTURE(name);
        CHECK(body(library, name).substr(0, 2) != "! ");
        CHECK(body(library, name, "de").substr(0, 2) != "! ");
        if (!is_part_name(name)) {
            ++letters;
            CHECK(library.languages(name) == Texts{"de"});
        }
    }
    CHECK(letters >= 24);
}

TEST_CASE("a folder that is a file is told of") {
    const Folder folder;
    folder.write("a", "x");
    CHECK_THROWS_WITH_AS(
        Library(folder.path / "a"), doctest::Contains("cannot be read"), base::Error);
}

TEST_CASE("a file of the seller's stands in the place of the built-in one and of its languages") {
    const Folder folder;
    folder.write("order-thanks.liquid", "Mine");
    const auto library = folder.open_library();
    CHECK(body(library, "order-thanks") == "Mine");
    CHECK(library.origin("order-thanks") == Origin::own);
    CHECK(library.languages("order-thanks").empty());
    CHECK(body(library, "order-thanks", "de") == "Mine");
    CHECK(library.origin("delay") == Origin::built_in);
}

TEST_CASE("a language of the seller's may stand on a built-in base") {
    const Folder folder;
    folder.write("order-thanks.fr.liquid", "Merci");
    folder.write("order-thanks.de.liquid", "Dank");
    const auto library = folder.open_library();
    CHECK(problems(library).empty());
    CHECK(library.languages("order-thanks") == Texts{"de", "fr"});
    CHECK(body(library, "order-thanks", "fr") == "Merci");
    CHECK(body(library, "order-thanks", "de") == "Dank");
    const auto french = library.find("order-thanks", "fr");
    REQUIRE(french);
    CHECK((*french)->origin() == Origin::own);
    CHECK((*french)->subject()); // the base's
    CHECK(body(library, "order-thanks", "").find("Merci") == std::string::npos);
}

TEST_CASE("a language is looked for with its region, without it, and else the base is taken") {
    const Folder folder;
    folder.write("a.liquid", "base");
    folder.write("a.pt.liquid", "pt");
    folder.write("a.pt-br.liquid", "br");
    const auto library = folder.open_library();
    CHECK(body(library, "a", "pt-br") == "br");
    CHECK(body(library, "a", "pt-pt") == "pt");
    CHECK(body(library, "a", "fr") == "base");
    CHECK(body(library, "a") == "base");
}

TEST_CASE("a language without its base is told of") {
    const Folder folder;
    folder.write("alone.de.liquid", "Hallo");
    const auto library = folder.open_library();
    CHECK(problems(library) ==
          "alone.de.liquid: there is no alone.liquid that this is the de text of\n");
    CHECK(body(library, "alone", "de").starts_with("! there is no alone.liquid"));
    CHECK(body(library, "alone").starts_with("! there is no alone.liquid"));
}

TEST_CASE("two files that differ in case alone are one name, and neither is guessed") {
    const Folder folder;
    folder.write("Thanks.liquid", "one");
    folder.write("thanks.liquid", "two");
    const auto library = folder.open_library();
    CHECK(problems(library) ==
          "thanks.liquid: two templates have one name: Thanks.liquid and thanks.liquid\n");
    CHECK(body(library, "thanks").starts_with("! two templates have one name"));
    const Folder single;
    single.write("Thanks.DE.liquid", "Danke");
    single.write("Thanks.liquid", "Thanks");
    CHECK(body(single.open_library(), "thanks", "de") == "Danke");
    CHECK(single.open_library().path_of({"thanks", ""}).filename() == "Thanks.liquid");
}

TEST_CASE("files that are no templates are told of or left alone") {
    const Folder folder;
    folder.write("care-card.pdf", "x");
    folder.write(".hidden.liquid", "x");
    folder.write("a.liquid~", "x");
    folder.write("two words.liquid", "x");
    folder.write("a.german.liquid", "x");
    CHECK(problems(folder.open_library()) == "a.german.liquid: this is no name of a template\n"
                                             "two words.liquid: this is no name of a template\n");
}

TEST_CASE("a folder called like a template, and a pipe, are told of and not read") {
    const Folder folder;
    fs::create_directory(folder.path / "folder.liquid");
    REQUIRE(::mkfifo((folder.path / "pipe.liquid").c_str(), 0600) == 0);
    fs::create_symlink("pipe.liquid", folder.path / "to-pipe.liquid");
    fs::create_symlink("folder.liquid", folder.path / "to-folder.liquid");
    const auto library = folder.open_library();
    CHECK(problems(library) == "folder.liquid: it is no file\npipe.liquid: it is no file\n"
                               "to-folder.liquid: it is no file\nto-pipe.liquid: it is no file\n");
    for (const char* name : {"folder", "pipe", "to-folder", "to-pipe"}) {
        CHECK(body(library, name) == "! it is no file");
    }
}

TEST_CASE("a link within the folder is followed, one that leads out or nowhere is not") {
    const Folder folder;
    folder.write("a.liquid", "A");
    std::ofstream(folder.temporary.path() / "secret") << "SECRET";
    fs::create_symlink("a.liquid", folder.path / "inside.liquid");
    fs::create_symlink("../secret", folder.path / "outside.liquid");
    fs::create_symlink(folder.temporary.path() / "secret", folder.path / "absolute.liquid");
    fs::create_symlink("gone", folder.path / "dangling.liquid");
    fs::create_symlink("loop.liquid", folder.path / "loop.liquid");
    const auto library = folder.open_library();
    CHECK(body(library, "inside") == "A");
    for (const char* name : {"outside", "absolute", "dangling", "loop"}) {
        CAPTURE(name);
        CHECK(body(library, name) == "! it is a link that leads out of the folder of templates");
    }
    CHECK(library.file_problems().size() == 4);
    // The folder itself may be reached by a link.
    fs::create_directory_symlink(folder.path, folder.temporary.path() / "link");
    CHECK(body(Library(folder.temporary.path() / "link"), "inside") == "A");
}

TEST_CASE("a file that nobody may read, or that is gone by now, is told of") {
    const Folder folder;
    folder.write("gone.liquid", "x");
    folder.write("secret.liquid", "x");
    fs::permissions(folder.path / "secret.liquid", fs::perms::none);
    const auto library = folder.open_library();
    fs::remove(folder.path / "gone.liquid");
    CHECK(body(library, "gone") == "! the file is gone");
    if (::geteuid() != 0) {
        CHECK(body(library, "secret").find("secret.liquid") != std::string::npos);
    }
}

TEST_CASE("a file that is too long, or no text, is told of with its name") {
    const Folder folder;
    folder.write("long.liquid", std::string(10 << 20, 'x'));
    folder.write("longer-than-liquid.liquid", std::string(3 << 20, 'x'));
    folder.write("nul.liquid", std::string("a\nb\0c", 5));
    folder.write("bytes.liquid", "---\nabout: x\n---\nHi\n\xC3(\n");
    folder.write("bytes-in-front.liquid", "---\nabout: \xFF\n---\nHi\n");
    const auto library = folder.open_library();
    for (const auto* name : {"long", "longer-than-liquid", "nul", "bytes", "bytes-in-front"}) {
        CAPTURE(name);
        const auto found = library.find(name, "");
        REQUIRE_FALSE(found);
        CHECK(found.error().name == (folder.path / (std::string(name) + ".liquid")).string());
        CHECK_FALSE(found.error().what.empty());
        CHECK(found.error().line >= 1);
    }
    CHECK(library.find("nul", "").error().line == 2);
    CHECK(library.find("nul", "").error().column == 2);
    CHECK(library.find("bytes", "").error().line == 5);
    CHECK(library.find("bytes-in-front", "").error().line == 2);
}

TEST_CASE("places are those of the file, in the body and in the front matter") {
    const Folder folder;
    folder.write("body.liquid", "---\nabout: x\n---\nHi\n{{ a | nope }}\n");
    folder.write("subject.liquid", "---\nsubject: \"Hi {{ a | nope }}\"\n---\nHi\n");
    folder.write("applies.liquid", "---\napplies: order.open an order.paid\n---\nHi\n");
    folder.write("front.liquid", "---\nabout: x\nnope: y\n---\nHi\n");
    const auto library = folder.open_library();
    const auto place = [&](const char* name) {
        const auto found = library.find(name, "");
        REQUIRE_FALSE(found);
        const auto& problem = found.error();
        return fs::path(problem.name).filename().string() + ":" + std::to_string(problem.line) +
               ":" + std::to_string(problem.column);
    };
    CHECK(place("body") == "body.liquid:5:8");
    CHECK(place("subject") == "subject.liquid:2:21");
    CHECK(place("applies").starts_with("applies.liquid:2:"));
    CHECK(place("front") == "front.liquid:3:1");
}

TEST_CASE("a part comes from the library, in the language of the letter, and from nowhere else") {
    const Folder folder;
    std::ofstream(folder.temporary.path() / "secret.liquid") << "SECRET";
    folder.write("_foot.liquid", "foot");
    folder.write("_foot.de.liquid", "Fuss");
    fs::create_symlink("../secret.liquid", folder.path / "_out.liquid");
    const auto library = folder.open_library();
    CHECK(render(library, "{% render '_foot' %}") == "foot");
    const PartsInLanguage german(library, "de");
    CHECK((*german.find("_foot"))->source() == "Fuss");
    for (const char* name :
         {"../secret", "/etc/passwd", "secret.liquid", "./_foot", "_foot.liquid", "_FOOT", ""}) {
        CAPTURE(name);
        CHECK(render(library, "{% render '" + std::string(name) + "' %}")
                  .starts_with("! there is no partial"));
    }
    CHECK(render(library, "{% render '_out' %}") ==
          "! it is a link that leads out of the folder of templates");
}

TEST_CASE("parts that render each other end in a problem") {
    const Folder folder;
    folder.write("_a.liquid", "{% render '_b' %}");
    folder.write("_b.liquid", "{% render '_a' %}");
    CHECK(render(folder.open_library(), "{% render '_a' %}").find("does one use itself?") !=
          std::string::npos);
    const auto library = folder.open_library();
    const auto found = library.find("_a", "");
    CHECK(variables_of(library, **found).empty()); // ends too
}

TEST_CASE("the variables of a template are those of its subject and its parts too") {
    const Folder folder;
    folder.write("_foot.liquid", "{{ shop.name }}");
    folder.write("a.liquid",
                 "---\nsubject: \"{{ order.name }}\"\n---\n{{ buyer.name }}{% render '_foot' %}");
    const auto library = folder.open_library();
    CHECK(variables_of(library, **library.find("a", "")) ==
          std::set<std::string>{"buyer.name", "order.name", "shop.name"});
}

TEST_CASE("a text with a tag of HTML is HTML, unless its front matter says otherwise") {
    for (const char* text : {"<p>x</p>", "a <br/> b", "<a href='x'>", "</b>", "<h1>x", "<p\n>"}) {
        CAPTURE(text);
        CHECK(has_html(text));
    }
    for (const char* text : {"",
                             "1 < 2 > 1",
                             "<3",
                             "a <b",
                             "x <- y >",
                             "<https://a.example>",
                             "<anna@a.example>",
                             "Dear <name>",
                             "{{ '<b>' }}",
                             "{% comment %}{% if a %}",
                             "{% assign a = '<p>' %}"}) {
        CAPTURE(text);
        CHECK_FALSE(has_html(text));
    }
    const auto format = [](const std::string& content) {
        const auto made = Template::compile({{"t", ""}, Origin::own, "t", content}, nullptr);
        return (*made)->format();
    };
    CHECK(format("<p>x</p>") == TextFormat::html);
    CHECK(format("---\nformat: text\n---\n<p>x</p>") == TextFormat::text);
    CHECK(format("---\nformat: html\n---\nx") == TextFormat::html);
}

TEST_CASE("a text of many opened tags is looked at once") {
    std::string text;
    while (text.size() < (1U << 20)) {
        text += "<a ";
    }
    for (int i = 0; i < 100; ++i) { // what looks on for each tag needs longer than a test may
        CHECK_FALSE(has_html(text));
    }
}
