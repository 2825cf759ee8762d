// SPDX-License-Identifier: MIT
// Front matter: what stands in YAML between two lines of three dashes in front of a template's text
// (etsyorder-templates(7)). Pure.
//
//     ---
//     subject: Your order {{ order.name }} is on its way
//     applies: order.shipped
//     ---
//     Hi {{ buyer.first_name }}, ...
#pragma once

#include "base/result.hpp"
#include "liquid/problem.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::templates {

constexpr std::size_t kMostFrontMatter = 16 * 1024; // bytes

enum class Audience { buyer, seller };
enum class TextFormat { text, html };
enum class AskedType { text, date, number, money };

[[nodiscard]] std::string_view to_string(Audience audience);
[[nodiscard]] std::string_view to_string(TextFormat format);
[[nodiscard]] std::string_view to_string(AskedType type);

// A value that only the seller knows, asked for when the template is rendered.
struct Asked {
    std::string name;     // of the variable
    std::string question; // empty: the name is all that is said
    AskedType type = AskedType::text;
    std::string example; // stands for an answer where none can be had: when templates are checked

    friend bool operator==(const Asked&, const Asked&) = default;
};

// Liquid that stands in the front matter, and where it does in the file.
struct PlacedText {
    std::string text;
    liquid::SourcePlace place;
};

// What is not said is empty; of a language file that means: as the base says.
struct FrontMatter {
    std::string about; // one line
    std::optional<PlacedText> subject;
    std::optional<Audience> audience;
    std::vector<std::string> channels; // message, email, portal, note
    std::vector<std::string> tags;
    std::vector<std::string> questions; // of buyers that it answers
    std::optional<PlacedText> applies;  // a condition: the orders it is for
    std::vector<Asked> asked;
    std::vector<std::string> attach; // names of files in the folder of templates
    std::optional<TextFormat> format;
};

struct Split {
    FrontMatter front;
    std::string_view body;     // within `content`
    std::size_t body_line = 1; // of the file
};

// `content`: of a whole file, in UTF-8; `file` stands in problems. A file without front matter is
// all body.
[[nodiscard]] base::Result<Split, liquid::Problem> split_front_matter(std::string_view content,
                                                                      const std::string& file);

// A language file's with what it does not say taken from the base.
[[nodiscard]] FrontMatter over_base(FrontMatter own, const FrontMatter& base);

} // namespace etsyorder::templates
