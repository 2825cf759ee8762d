// SPDX-License-Identifier: MIT
// A file of saved replies as anybody may have made it: each reply becomes a template that compiles,
// or is refused with a reason.
#include "base/utf8.hpp"
#include "templates/import_replies.hpp"
#include "templates/plain_reply.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace etsyorder;

namespace {

void require(bool promise) {
    if (!promise) {
        std::abort();
    }
}

// What is plain text and UTF-8 never fails to compile.
void convert(const std::string& text) {
    const auto plain = templates::plain_reply(text);
    templates::PlaceholderText placeholders("en");
    const auto body = placeholders.convert(plain);
    if (!base::is_utf8(plain) || plain.find('\0') != std::string::npos) {
        return;
    }
    require(templates::Template::compile(
                {{"x", ""}, templates::Origin::own, "x", "---\n---\n" + body}, nullptr)
                .has_value());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    convert(text);
    const templates::Library library("/nonexistent/templates");
    for (const auto* name : {"x.csv", "x.json", "x.txt", "x.liquid", ""}) {
        const auto read = templates::read_saved_replies(text, name, {});
        if (!read) {
            require(!read.error().why.empty());
            continue;
        }
        for (const auto& one : templates::plan_import(library, {{name, *read}}, {})) {
            const bool refused = one.outcome == templates::ImportedReply::Outcome::refused;
            require(refused == !one.why.empty());
            require(refused || templates::is_template_name(one.name.name));
        }
    }
    return 0;
}
