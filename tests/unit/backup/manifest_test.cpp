// SPDX-License-Identifier: MIT
#include "backup/manifest.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace etsyorder;
using backup::Manifest;

namespace {

const std::string kHash(64, 'a');

Manifest small() {
    return {"0.1.0",
            8,
            base::from_utc_seconds(1'795'341'600),
            "desk",
            "/home/ann/etsyorder.db",
            {{"etsyorder.db", 4096, kHash}, {"config/hooks/placed", 10, kHash, true}}};
}

std::string with(std::string_view what, std::string_view other) {
    auto text = backup::manifest_text(small());
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), other);
}

} // namespace

TEST_CASE("a manifest is read as it was written") {
    const auto read = backup::parse_manifest(backup::manifest_text(small()));
    REQUIRE(read);
    CHECK(read->version == "0.1.0");
    CHECK(read->schema_version == 8);
    CHECK(read->made_at == small().made_at);
    CHECK(read->host == "desk");
    CHECK(read->database == "/home/ann/etsyorder.db");
    REQUIRE(read->files.size() == 2);
    CHECK(read->files[0].path == "etsyorder.db");
    CHECK(read->files[0].bytes == 4096);
    CHECK(!read->files[0].is_executable);
    CHECK(read->files[1].is_executable);
}

TEST_CASE("names that are no UTF-8 come back byte for byte") {
    auto odd = small();
    odd.database = "/home/h\xfc/etsyorder.db";
    odd.host = "d\xe9sk";
    odd.files[1].path = "config/templates/Gr\xfc\xdf"
                        "e.liquid";
    const auto text = backup::manifest_text(odd);
    CHECK(text.find("\"format\": 2") != std::string::npos);
    CHECK(text.find("636f6e6669672f") != std::string::npos);
    const auto read = backup::parse_manifest(text);
    REQUIRE(read);
    CHECK(*read == odd);
    odd.files[1].path = "config/Grüße 100%.liquid"; // as it is, for programs that are older
    CHECK(backup::manifest_text(odd).find("Grüße 100%.liquid") != std::string::npos);
}

TEST_CASE("a name in hexadecimal digits is as bound as any other") {
    for (const char* path : {"2e2e2f78", "636f6e6669672f2e2e2f78", "6", "zz", "636f6e6669672fx"}) {
        CAPTURE(path);
        CHECK(!backup::parse_manifest(with("\"path\": \"config/hooks/placed\"",
                                           "\"path_bytes\": \"" + std::string(path) + "\"")));
    }
}

TEST_CASE("a manifest that is cut off anywhere is none") {
    const auto text = backup::manifest_text(small());
    for (std::size_t size = 0; size + 2 < text.size(); ++size) {
        CHECK(!backup::parse_manifest(text.substr(0, size)));
    }
}

TEST_CASE("a manifest cannot name a file outside of its backup") {
    for (const char* path : {"../x",
                             "config/../../x",
                             "/etc/passwd",
                             "config//x",
                             "config/.",
                             "config/",
                             "",
                             "other/x",
                             "manifest.json"}) {
        CAPTURE(path);
        CHECK(!backup::parse_manifest(with("config/hooks/placed", path)));
    }
    CHECK(backup::parse_manifest(with("config/hooks/placed", "config/..x/y")));
}

TEST_CASE("a manifest of another kind is refused with its reason") {
    CHECK(backup::parse_manifest(with("\"format\": 1", "\"format\": 3")).error() ==
          "a newer etsyorder made it");
    CHECK(backup::parse_manifest(with("\"program\": \"etsyorder\"", "\"program\": \"other\""))
              .error() == "it is not etsyorder's");
    CHECK(!backup::parse_manifest(with("2026-11-22", "soon")));
    CHECK(!backup::parse_manifest(with("\"schema\": 8", "\"schema\": -8")));
    CHECK(!backup::parse_manifest(with(kHash, "short")));
    CHECK(!backup::parse_manifest(with("config/hooks/placed", "etsyorder.db")));
    CHECK(backup::parse_manifest(with("\"path\": \"etsyorder.db\"", "\"path\": \"files/x\""))
              .error() == "it names no database");
}
