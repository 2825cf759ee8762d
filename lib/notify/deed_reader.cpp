// SPDX-License-Identifier: MIT
#include "notify/deed_reader.hpp"

#include "base/nearest.hpp"
#include "orders/tag_orders.hpp"
#include "status/pipeline.hpp"
#include "templates/template_name.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace etsyorder::notify {
namespace {

using config::YamlReader;

constexpr std::array kDeedKeys{"send", "run", "stage", "tag"};
constexpr std::size_t kMostWords = 50; // of a command

std::string known_word(const YAML::Node& node,
                       const char* key,
                       const std::vector<std::string>& known,
                       YamlReader& reader) {
    auto word = reader.text_of(node, key);
    if (!word.empty() && std::ranges::find(known, word) == known.end()) {
        const auto meant = base::nearest(word, known);
        reader.problems().add(node.Mark(),
                              "bad_value",
                              fmt::format("\"{}\": \"{}\" is not known", key, word),
                              meant ? fmt::format("did you mean \"{}\"?", *meant)
                                    : fmt::format("known are: {}", fmt::join(known, ", ")));
    }
    return word;
}

std::vector<std::string> channels_of(const YAML::Node& node, YamlReader& reader) {
    std::vector<std::string> channels;
    if (!node.IsSequence()) {
        channels.push_back(known_word(node, "via", channel_names(), reader));
        return channels;
    }
    for (const auto& one : node) {
        reader.count(one);
        channels.push_back(known_word(one, "via", channel_names(), reader));
    }
    if (channels.empty()) {
        reader.problems().add(node.Mark(), "bad_value", "\"via\" names no channel", "via: hand");
    }
    return channels;
}

Send send_of(const YAML::Node& node, YamlReader& reader) {
    Send send;
    if (!node.IsMap()) {
        reader.problems().add(node.Mark(),
                              "wrong_shape",
                              "\"send\" takes a template and to whom",
                              "{template: order-thanks, to: buyer, via: hand}");
        return send;
    }
    bool names_template = false;
    reader.each_key(node, [&](const std::string& key, const auto& pair) {
        if (key == "template") {
            names_template = true;
            send.template_name = reader.text_of(pair.second, "template");
        } else if (key == "to") {
            const auto to = known_word(pair.second, "to", {"buyer", "seller"}, reader);
            send.to = to == "seller" ? Recipient::seller : Recipient::buyer;
        } else if (key == "via") {
            send.via = channels_of(pair.second, reader);
        } else {
            reader.problems().add_unknown_key(pair.first, {"template", "to", "via"});
        }
    });
    if (!names_template) {
        reader.problems().add(
            node.Mark(), "missing", "\"send\" names no template", "{template: order-thanks}");
    }
    if (send.via.empty()) {
        send.via.emplace_back("hand");
    }
    return send;
}

Run run_of(const YAML::Node& node, YamlReader& reader) {
    auto words = reader.texts_of(node, "run");
    if (words.empty() || words.size() > kMostWords) {
        reader.problems().add(
            node.Mark(),
            "bad_value",
            fmt::format("\"run\" takes a program and its arguments, up to {}", kMostWords),
            "[hooks/print-label, --tray, \"2\"]");
    }
    return {std::move(words)};
}

} // namespace

const char* deed_key(const std::string& key) {
    const auto* const found = std::ranges::find(kDeedKeys, key);
    return found == kDeedKeys.end() ? nullptr : *found;
}

Deed read_deed(const std::string& key, const YAML::Node& node, YamlReader& reader) {
    if (key == "send") {
        return send_of(node, reader);
    }
    if (key == "run") {
        return run_of(node, reader);
    }
    const bool is_stage = key == "stage";
    auto word = reader.text_of(node, is_stage ? "stage" : "tag");
    if (!word.empty() && !(is_stage ? status::is_stage_name(word) : orders::is_tag(word))) {
        reader.problems().add(
            node.Mark(),
            "bad_name",
            fmt::format("\"{}\" cannot be the name of a {}", word, is_stage ? "stage" : "tag"));
    }
    return is_stage ? Deed(SetStage{std::move(word)}) : Deed(AddTag{std::move(word)});
}

} // namespace etsyorder::notify
