// SPDX-License-Identifier: MIT
// The seller's own files of templates: which there are, and how they are changed so that nothing
// somebody else wrote meanwhile is lost. A blind spot: what is written between the last look and
// the exchange of the file, which is microseconds.
#pragma once

#include "base/atomic_file.hpp"
#include "templates/library.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::templates {

constexpr std::size_t kMostTemplateBytes = 5 << 18; // of a file; Liquid refuses more

struct OwnFile {
    TemplateFileName name;
    std::filesystem::path path;
};

// The base first, then languages in order. Files that cannot be used are among them.
[[nodiscard]] std::vector<OwnFile> own_files(const Library& library, std::string_view name);
[[nodiscard]] bool is_own(const Library& library, const TemplateFileName& name);

// Does one of this name come with the program, in whatever language?
[[nodiscard]] bool comes_with_program(std::string_view name);
// Null: none does in just this language.
[[nodiscard]] const StarterTemplate* starter_of(const TemplateFileName& name);

// The text as it is, of an own file or of what comes with the program; broken ones too. Empty:
// there is none in just this language. Throws Error of kind usage when its file cannot be used: no
// file, a link out of the folder, not to be read.
[[nodiscard]] std::optional<TemplateText> text_of(const Library& library,
                                                  const TemplateFileName& name);

// All of the seller's own, by name; what one of them lacks keeps none of the others from being
// read.
struct OwnTexts {
    struct Text {
        OwnFile file;
        std::string content;
    };
    struct Unusable {
        OwnFile file;
        std::string why; // a sentence, with its path
    };
    std::vector<Text> texts;
    std::vector<Unusable> unusable;
};
[[nodiscard]] OwnTexts own_texts(const Library& library);

// Removes what writers left that were killed. For the beginning of whatever changes files.
void sweep_unfinished(const Library& library);

// Throws Error of kind conflict when a file is there, of kind failed when the disk refuses. Makes
// the folder.
void store_new(const std::filesystem::path& path,
               std::string_view content,
               base::FolderSync folder = base::FolderSync::with_the_file);
// Throws Error of kind conflict when the file no longer has the content `before`.
void store_over(const std::filesystem::path& path,
                std::string_view content,
                std::string_view before,
                base::FolderSync folder = base::FolderSync::with_the_file);
// The same. A file that is gone already is no problem.
void remove_own(const std::filesystem::path& path, std::string_view before);
// Also what cannot be read: of a link the link. Throws Error of kind conflict for a folder.
void remove_unread(const std::filesystem::path& path);

} // namespace etsyorder::templates
