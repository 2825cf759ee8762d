// SPDX-License-Identifier: MIT
// Template: one text of the seller's library in one language, compiled: its front matter, its
// subject and its body.
#pragma once

#include "base/result.hpp"
#include "liquid/template.hpp"
#include "templates/front_matter.hpp"
#include "templates/template_name.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::templates {

enum class Origin {
    built_in, // comes with the program
    own,      // a file of the seller's
};
[[nodiscard]] std::string_view to_string(Origin origin); // "built-in", "yours"

struct TemplateText {
    TemplateFileName name;
    Origin origin = Origin::own;
    std::string file;    // its path, or "built-in NAME.liquid"; stands in problems
    std::string content; // UTF-8, line ends as they are
};

// Immutable; may be rendered by many threads at once.
class Template {
public:
    // `base`: of a language file; null: this is one, or there is none. The problem is the first
    // one. With `unknown_filters` all of these are told there, and are no reason to refuse: for
    // whoever looks a text over, not for letters.
    [[nodiscard]] static base::Result<std::shared_ptr<const Template>, liquid::Problem>
    compile(TemplateText text,
            const Template* base,
            std::vector<liquid::Problem>* unknown_filters = nullptr);

    [[nodiscard]] const TemplateFileName& name() const { return text_.name; }
    [[nodiscard]] Origin origin() const { return text_.origin; }
    [[nodiscard]] const std::string& file() const { return text_.file; }
    [[nodiscard]] const std::string& content() const { return text_.content; }
    [[nodiscard]] const FrontMatter& front() const { return front_; } // the base's filled in
    [[nodiscard]] Audience audience() const { return front_.audience.value_or(Audience::buyer); }
    // What it is written in: as it says, else HTML when its own text has a tag of HTML.
    [[nodiscard]] TextFormat format() const { return format_; }
    // It has tags of HTML, and says nothing of its format.
    [[nodiscard]] bool format_is_guessed() const {
        return !front_.format && format_ == TextFormat::html;
    }
    [[nodiscard]] std::string_view body() const { return body_->source(); }

    [[nodiscard]] const liquid::Template& liquid() const { return *body_; }
    [[nodiscard]] const std::optional<liquid::Template>& subject() const { return subject_; }
    [[nodiscard]] const std::optional<liquid::Expression>& applies() const { return applies_; }

private:
    explicit Template(TemplateText text) : text_(std::move(text)) {}

    TemplateText text_;
    FrontMatter front_;
    TextFormat format_ = TextFormat::text;
    std::optional<liquid::Template> body_; // set once compiled
    std::optional<liquid::Template> subject_;
    std::optional<liquid::Expression> applies_;
};

// Does the text have a tag that HTML knows, such as <p> or </b>, outside of Liquid's brackets?
[[nodiscard]] bool has_html(std::string_view text);

} // namespace etsyorder::templates
