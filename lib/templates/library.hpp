// SPDX-License-Identifier: MIT
// Library: the templates a seller has: the files in the folder, and those that come with the
// program where the folder has none of that name. Files are read when they are asked for, each
// once.
//
//     const Library library(folders.config / "templates");
//     const auto thanks = library.find("thanks", "de");
//
// A template in another language is the file NAME.LANGUAGE.liquid beside its base NAME.liquid. With
// a base of the seller's own, none of the built-in languages is used: they would say something
// else.
#pragma once

#include "base/result.hpp"
#include "templates/template.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::templates {

using Found = base::Result<std::shared_ptr<const Template>, liquid::Problem>;

// What comes with the program, by file name.
struct StarterTemplate {
    std::string_view file_name;
    std::string_view content;
};
[[nodiscard]] std::span<const StarterTemplate> starter_templates();

struct FileProblem {  // of a file that is no template, or cannot be used as one
    std::string file; // path
    std::string what;
    std::string hint;
};

// One thread.
class Library {
public:
    // Looks at the names in the folder; one that is not there is an empty one. Throws Error of kind
    // failed when it cannot be read.
    explicit Library(std::filesystem::path folder);

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    [[nodiscard]] std::vector<std::string> names() const; // sorted, parts ("_footer") too
    [[nodiscard]] bool has(std::string_view name) const;
    // Of its files beside the base, sorted. A name that is not there has none.
    [[nodiscard]] std::vector<std::string> languages(std::string_view name) const;
    // Of its base, or of its first language where the base is missing.
    [[nodiscard]] Origin origin(std::string_view name) const;
    // Where a file of the seller's is or would be.
    [[nodiscard]] std::filesystem::path path_of(const TemplateFileName& name) const;

    // In this language (empty: the base), else in its language without a region, else the base.
    // The name must be there. Unexpected: what is wrong with the file.
    [[nodiscard]] Found find(std::string_view name, std::string_view language) const;
    // In just this language (empty: the base), of which there is a file.
    [[nodiscard]] Found exactly(const TemplateFileName& name) const;

    // The same of a text that is to be looked over: unknown filters, of its own, are all told, and
    // no reason to refuse it. Read anew each time.
    [[nodiscard]] Found looked_over(const TemplateFileName& name,
                                    std::vector<liquid::Problem>& unknown_filters) const;

    [[nodiscard]] const std::vector<FileProblem>& file_problems() const { return problems_; }

private:
    struct Source {
        Origin origin = Origin::own;
        std::filesystem::path path; // of an own one
        std::string_view content;   // of a built-in one
        std::string refused;        // why it cannot be used; empty: it can
        std::string hint;
    };
    using Languages = std::map<std::string, Source, std::less<>>; // "" is the base

    void add_own_files();
    void add_file(const std::filesystem::directory_entry& entry);
    void add_built_in();
    void look_for_lost_languages();
    [[nodiscard]] const Source* source(std::string_view name, std::string_view language) const;
    [[nodiscard]] Found read(const TemplateFileName& name,
                             std::vector<liquid::Problem>* unknown_filters) const;

    std::filesystem::path folder_;
    std::map<std::string, Languages, std::less<>> all_;
    std::vector<FileProblem> problems_;
    mutable std::map<std::string, Found, std::less<>> read_; // by file name
};

// What `render` in a template finds: the library in the language of the letter. Must not outlive
// the library.
class PartsInLanguage final : public liquid::Partials {
public:
    PartsInLanguage(const Library& library, std::string language)
        : library_(library), language_(std::move(language)) {}

    [[nodiscard]] base::Result<std::shared_ptr<const liquid::Template>, liquid::Problem>
    find(std::string_view name) const override;

private:
    const Library& library_;
    std::string language_;
};

} // namespace etsyorder::templates
