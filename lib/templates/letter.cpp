// SPDX-License-Identifier: MIT
#include "templates/letter.hpp"

#include "liquid/characters.hpp"
#include "templates/html_words.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace etsyorder::templates {
namespace {

using liquid::Problem;

constexpr std::size_t kScreen = 78; // characters of a line that a problem shows

// Parts, and which of them were used.
class CountedParts final : public liquid::Partials {
public:
    CountedParts(const Library& library, const std::string& language)
        : parts_(library, language), library_(library), language_(language) {}

    [[nodiscard]] base::Result<std::shared_ptr<const liquid::Template>, Problem>
    find(std::string_view name) const override {
        auto found = parts_.find(name);
        if (found && *found != nullptr) {
            used_.push_back(*library_.find(name, language_));
        }
        return found;
    }

    [[nodiscard]] const std::vector<std::shared_ptr<const Template>>& used() const { return used_; }

private:
    PartsInLanguage parts_;
    const Library& library_;
    const std::string& language_;
    mutable std::vector<std::shared_ptr<const Template>> used_; // in the order of their first use
};

// Lengths keep two texts from being one with another border.
std::string hash_of(const Template& source,
                    const Library& library,
                    const std::vector<std::shared_ptr<const Template>>& parts) {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    const auto add = [&](const Template& one) {
        const auto head =
            file_name_of(one.name()) + ':' + std::to_string(one.content().size()) + ':';
        for (const std::string_view piece :
             {std::string_view(head), std::string_view(one.content())}) {
            crypto_hash_sha256_update(
                &state, reinterpret_cast<const unsigned char*>(piece.data()), piece.size());
        }
    };
    add(source);
    if (!source.name().language.empty()) {
        if (const auto base = library.exactly({source.name().name, ""})) {
            add(**base);
        }
    }
    for (const auto& part : parts) {
        add(*part);
    }
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256_final(&state, hash.data());
    std::string text(hash.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    text.pop_back();
    return text;
}

// A text may find in every branch that it has nothing to say: no value is missing, yet it is all
// hole.
Problem blank_letter(const Template& source) {
    Problem problem;
    problem.kind = Problem::Kind::hole;
    problem.what = "the letter is blank";
    problem.hint = "it has no words for this order";
    problem.name = source.file();
    const std::string_view content = source.content();
    const auto body = content.substr(content.size() - source.body().size());
    const auto above = content.substr(0, content.size() - body.size());
    problem.line = 1 + static_cast<std::size_t>(std::count(above.begin(), above.end(), '\n'));
    problem.column = 1;
    const auto line = body.substr(0, body.find('\n'));
    problem.source = line.substr(0, liquid::byte_of_character(line, kScreen));
    return problem;
}

// Why it was stopped.
Problem explained(Problem problem, const LetterSettings& settings) {
    if (problem.kind == Problem::Kind::stopped) {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(settings.most_time);
        problem.what = "it takes longer than " + std::to_string(seconds.count()) + " seconds";
    }
    return problem;
}

// A text in HTML by its look alone, such as one <b>, was written as plain text is: in lines.
std::string in_form(std::string text, const Template& source, TextFormat as) {
    if (as == TextFormat::text) {
        return source.format() == TextFormat::text ? text : words_of_html(text);
    }
    if (source.format() == TextFormat::text) {
        return as_html(text);
    }
    return source.format_is_guessed() && !tags_in_html(text).breaks_lines
               ? as_html(text, LinesIn::html)
               : text;
}

} // namespace

std::string as_html(std::string_view text, LinesIn lines_in) {
    std::string html;
    std::string paragraph;
    const auto end_paragraph = [&] {
        if (!paragraph.empty()) {
            html += "<p>" + paragraph + "</p>\n";
            paragraph.clear();
        }
    };
    while (!text.empty()) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (line.find_first_not_of(" \t") == std::string_view::npos) {
            end_paragraph();
            continue;
        }
        paragraph += paragraph.empty() ? "" : "<br>\n";
        if (lines_in == LinesIn::html) {
            paragraph += line;
        } else {
            liquid::append_escaped(paragraph, line);
        }
    }
    end_paragraph();
    return html;
}

std::string one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        const bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
        if (!blank) {
            line += c;
        } else if (!line.empty() && line.back() != ' ') {
            line += ' ';
        }
    }
    while (line.ends_with(' ')) {
        line.pop_back();
    }
    return line;
}

std::string language_of(const Template& source, const std::string& shops_own) {
    return !source.name().language.empty()       ? source.name().language
           : source.origin() == Origin::built_in ? "en"
                                                 : shops_own;
}

liquid::RenderOptions letter_options(const liquid::Value& facts, const LetterSettings& settings) {
    liquid::RenderOptions options;
    options.refuse_holes = true;
    options.shared = facts;
    options.surroundings.now = settings.now;
    options.surroundings.zone = settings.zone;
    options.surroundings.currency = settings.currency;
    options.surroundings.language = settings.language.empty() ? "en" : settings.language;
    // No word of a letter depends on this clock: it only gives up. Steps cannot, as looking a fact
    // up or finding a first name takes as long as it takes.
    options.stop = [until = std::chrono::steady_clock::now() + settings.most_time] {
        return std::chrono::steady_clock::now() >= until;
    };
    return options;
}

base::Result<Letter, Problem> write_letter(const Library& library,
                                           const Template& source,
                                           const liquid::Value& facts,
                                           const LetterSettings& settings) {
    const CountedParts parts(library, settings.language);
    auto options = letter_options(facts, settings);
    options.partials = &parts;
    Letter letter;
    letter.name = source.name().name;
    letter.language = source.name().language;
    letter.as = settings.as;
    letter.attach = source.front().attach;
    if (source.subject()) {
        auto subject = source.subject()->render(facts, options);
        if (!subject) {
            return base::Unexpected<Problem>(explained(std::move(subject.error()), settings));
        }
        letter.subject = one_line(*subject);
    }
    options.surroundings.html = source.format() == TextFormat::html;
    options.surroundings.keeps_blanks = settings.as == TextFormat::text;
    auto text = source.liquid().render(facts, options);
    if (!text) {
        return base::Unexpected<Problem>(explained(std::move(text.error()), settings));
    }
    letter.text = in_form(std::move(*text), source, settings.as);
    if (liquid::is_blank_text(letter.text)) {
        return base::Unexpected<Problem>(blank_letter(source));
    }
    letter.content_hash = hash_of(source, library, parts.used());
    return letter;
}

base::Result<bool, Problem>
is_for(const Template& source, const liquid::Value& facts, const LetterSettings& settings) {
    if (!source.applies()) {
        return true;
    }
    auto holds = source.applies()->holds(facts, letter_options(facts, settings));
    if (!holds) {
        return base::Unexpected<Problem>(explained(std::move(holds.error()), settings));
    }
    return *holds;
}

} // namespace etsyorder::templates
