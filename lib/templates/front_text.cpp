// SPDX-License-Identifier: MIT
#include "templates/front_text.hpp"

#include <fmt/format.h>

namespace etsyorder::templates {
namespace {

void add(std::string& out, std::string_view key, std::string_view text) {
    if (!text.empty()) {
        out += fmt::format("{}: {}\n", key, yaml_text(text));
    }
}

void add(std::string& out, std::string_view key, const std::vector<std::string>& texts) {
    if (texts.empty()) {
        return;
    }
    out += fmt::format("{}:\n", key);
    for (const auto& text : texts) {
        out += fmt::format("  - {}\n", yaml_text(text));
    }
}

} // namespace

std::string yaml_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7f) {
            out += fmt::format("\\x{:02x}", byte);
        } else {
            out += c;
        }
    }
    return out + "\"";
}

std::string template_text(const FrontMatter& front, std::string_view body) {
    std::string out;
    add(out, "about", front.about);
    add(out, "subject", front.subject ? front.subject->text : "");
    add(out, "audience", front.audience ? to_string(*front.audience) : "");
    add(out, "channels", front.channels);
    add(out, "tags", front.tags);
    add(out, "questions", front.questions);
    add(out, "applies", front.applies ? front.applies->text : "");
    if (!front.asked.empty()) {
        out += "ask:\n";
    }
    for (const auto& asked : front.asked) {
        out += fmt::format("  {}:\n    question: {}\n", asked.name, yaml_text(asked.question));
        if (asked.type != AskedType::text) {
            out += fmt::format("    type: {}\n", to_string(asked.type));
        }
        if (!asked.example.empty()) {
            out += fmt::format("    example: {}\n", yaml_text(asked.example));
        }
    }
    add(out, "attach", front.attach);
    if (front.format) {
        out += fmt::format("format: {}\n", to_string(*front.format));
    }
    if (!out.empty() || body.starts_with("---")) {
        out = "---\n" + out + "---\n";
    }
    return out.append(body);
}

} // namespace etsyorder::templates
