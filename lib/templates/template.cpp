// SPDX-License-Identifier: MIT
#include "templates/template.hpp"

#include "base/utf8.hpp"
#include "templates/html_words.hpp"
#include "templates/letter_filters.hpp"

#include <utility>

namespace etsyorder::templates {
namespace {

using liquid::Problem;

liquid::CompileOptions options_at(liquid::SourcePlace place,
                                  std::vector<Problem>* unknown_filters) {
    liquid::CompileOptions options;
    options.unknown_filters = unknown_filters;
    options.filters = &letter_filters();
    options.begins_at = place;
    return options;
}

// The body or the content that Liquid would refuse is told of before YAML stumbles over it.
std::optional<Problem> unreadable(const TemplateText& text) {
    const bool plain = text.content.find('\0') == std::string::npos &&
                       text.content.size() <= liquid::CompileLimits{}.source_bytes;
    if (plain && base::is_utf8(text.content)) {
        return std::nullopt;
    }
    auto compiled = liquid::Template::compile(text.content, text.file, {});
    return compiled ? std::nullopt : std::optional(std::move(compiled.error()));
}

// Editors of Windows end lines with CR LF; a letter has the line ends of whoever prints it.
std::string with_plain_line_ends(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') {
            plain += text[i];
        }
    }
    return plain;
}

// What Liquid has between its brackets is no HTML of the text: `{{ "<b>" }}`.
std::string without_liquid(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char next = text[at] == '{' && at + 1 < text.size() ? text[at + 1] : ' ';
        if (next != '{' && next != '%') {
            out += text[at++];
            continue;
        }
        const auto end = text.find(next == '{' ? "}}" : "%}", at + 2);
        at = end == std::string_view::npos ? text.size() : end + 2;
    }
    return out;
}

} // namespace

std::string_view to_string(Origin origin) {
    return origin == Origin::own ? "yours" : "built-in";
}

bool has_html(std::string_view text) {
    return tags_in_html(without_liquid(text)).any;
}

base::Result<std::shared_ptr<const Template>, Problem>
Template::compile(TemplateText text, const Template* base, std::vector<Problem>* unknown_filters) {
    if (auto problem = unreadable(text)) {
        return base::Unexpected<Problem>(std::move(*problem));
    }
    std::shared_ptr<Template> made(new Template(std::move(text)));
    auto split = split_front_matter(made->content(), made->file());
    if (!split) {
        return base::Unexpected<Problem>(std::move(split.error()));
    }
    // What a language file takes over from its base was compiled there, and is wrong there.
    const bool own_subject = split->front.subject.has_value();
    const bool own_applies = split->front.applies.has_value();
    made->front_ = base == nullptr ? std::move(split->front)
                                   : over_base(std::move(split->front), base->front());
    made->format_ =
        made->front_.format.value_or(has_html(split->body) ? TextFormat::html : TextFormat::text);
    const auto options_for = [unknown_filters](liquid::SourcePlace place) {
        return options_at(place, unknown_filters);
    };
    auto body = liquid::Template::compile(
        with_plain_line_ends(split->body), made->file(), options_for({split->body_line, 1}));
    if (!body) {
        return base::Unexpected<Problem>(std::move(body.error()));
    }
    made->body_ = std::move(*body);
    if (own_subject) {
        const auto& subject = *made->front_.subject;
        auto compiled =
            liquid::Template::compile(subject.text, made->file(), options_for(subject.place));
        if (!compiled) {
            return base::Unexpected<Problem>(std::move(compiled.error()));
        }
        made->subject_ = std::move(*compiled);
    } else if (base != nullptr) {
        made->subject_ = base->subject();
    }
    if (own_applies) {
        const auto& applies = *made->front_.applies;
        auto compiled =
            liquid::Expression::compile(applies.text, made->file(), options_for(applies.place));
        if (!compiled) {
            return base::Unexpected<Problem>(std::move(compiled.error()));
        }
        made->applies_ = std::move(*compiled);
    } else if (base != nullptr) {
        made->applies_ = base->applies();
    }
    return std::shared_ptr<const Template>(std::move(made));
}

} // namespace etsyorder::templates
