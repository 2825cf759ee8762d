// SPDX-License-Identifier: MIT
#include "templates/library_of.hpp"

#include "base/nearest.hpp"

#include <fmt/format.h>

namespace etsyorder {

templates::Library library_of(frame::Services& services) {
    return templates::Library(services.folders().config / "templates");
}

const std::string& known_template(const templates::Library& library, const std::string& name) {
    if (library.has(name)) {
        return name;
    }
    const auto meant = base::nearest(name, library.names());
    throw base::Error(base::ErrorKind::not_found, fmt::format("there is no template \"{}\"", name))
        .hint(meant ? fmt::format("did you mean \"{}\"?", *meant)
                    : "etsyorder templates list shows all");
}

std::string language_from_word(const std::string& word) {
    auto language = templates::language_from(word);
    if (!language) {
        throw base::Error(base::ErrorKind::usage,
                          fmt::format("--lang: \"{}\" is no language", word))
            .hint("two letters, such as de, or with a region, such as pt-BR");
    }
    return std::move(*language);
}

base::Error template_error(base::ErrorKind kind, const liquid::Problem& problem) {
    auto error = base::Error(kind, problem.what);
    if (problem.source.empty() && problem.caret == 0) {
        return std::move(error).because("in " + problem.name).hint(problem.hint);
    }
    const auto marks = std::string(problem.caret, ' ') + std::string(problem.length, '^');
    return std::move(error)
        .because(fmt::format("in {}:{}:{}", problem.name, problem.line, problem.column))
        .note("  " + problem.source)
        .note("  " + marks)
        .hint(problem.hint);
}

} // namespace etsyorder
