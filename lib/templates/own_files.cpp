// SPDX-License-Identifier: MIT
#include "templates/own_files.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace etsyorder::templates {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorKind;

Error changed_meanwhile(const fs::path& path) {
    return Error(ErrorKind::conflict, fmt::format("{} was changed meanwhile", path.string()))
        .because("somebody else wrote it after this command had read it")
        .hint("run the command again");
}

void refuse_changed(const fs::path& path, std::string_view before) {
    if (base::read_file(path, kMostTemplateBytes) != std::optional(std::string(before))) {
        throw changed_meanwhile(path);
    }
}

// A file that is a link stays one: what it leads to is written.
fs::path real_path(const fs::path& path) {
    std::error_code problem;
    auto real = fs::canonical(path, problem);
    return problem ? path : real;
}

void refuse_unusable(const Library& library, const fs::path& path) {
    const auto folder = real_path(library.folder()).string() + "/";
    if (!real_path(path).string().starts_with(folder)) {
        throw Error(
            ErrorKind::usage,
            fmt::format("{} is a link that leads out of the folder of templates", path.string()))
            .hint("put the file itself there");
    }
    std::error_code problem;
    const auto status = fs::status(path, problem);
    if (!fs::is_regular_file(status)) {
        throw Error(ErrorKind::usage,
                    fs::exists(status)
                        ? fmt::format("{} is no file", path.string())
                        : fmt::format("{} is a link that leads nowhere", path.string()))
            .hint("put a file in its place, or remove it: etsyorder templates rm");
    }
}

// Whatever keeps it from being read, it is the file that cannot be used.
std::optional<std::string> content_of(const fs::path& path) {
    try {
        return base::read_file(path, kMostTemplateBytes);
    } catch (const Error& error) {
        throw Error(ErrorKind::usage, error.summary()).because(error.reason()).hint(error.remedy());
    }
}

} // namespace

bool is_own(const Library& library, const TemplateFileName& name) {
    std::error_code problem;
    return fs::exists(fs::symlink_status(library.path_of(name), problem));
}

std::vector<OwnFile> own_files(const Library& library, std::string_view name) {
    std::vector<OwnFile> all;
    const auto take = [&](const std::string& language) {
        TemplateFileName file{std::string(name), language};
        if (is_own(library, file)) {
            auto path = library.path_of(file);
            all.push_back({std::move(file), std::move(path)});
        }
    };
    take("");
    for (const auto& language : library.languages(name)) {
        take(language);
    }
    return all;
}

bool comes_with_program(std::string_view name) {
    return std::ranges::any_of(starter_templates(), [&](const StarterTemplate& one) {
        return parse_file_name(one.file_name)->name == name;
    });
}

const StarterTemplate* starter_of(const TemplateFileName& name) {
    const auto file = file_name_of(name);
    for (const auto& one : starter_templates()) {
        if (one.file_name == file) {
            return &one;
        }
    }
    return nullptr;
}

std::optional<TemplateText> text_of(const Library& library, const TemplateFileName& name) {
    if (is_own(library, name)) {
        const auto path = library.path_of(name);
        refuse_unusable(library, path);
        auto content = content_of(path);
        if (!content) {
            return std::nullopt;
        }
        return TemplateText{name, Origin::own, path.string(), std::move(*content)};
    }
    // With an own base none of the built-in languages is used.
    const bool own_base = is_own(library, {name.name, ""});
    const auto* starter = own_base ? nullptr : starter_of(name);
    if (starter == nullptr) {
        return std::nullopt;
    }
    return TemplateText{
        name, Origin::built_in, "built-in " + file_name_of(name), std::string(starter->content)};
}

OwnTexts own_texts(const Library& library) {
    OwnTexts all;
    for (const auto& name : library.names()) {
        for (auto& file : own_files(library, name)) {
            try {
                if (auto text = text_of(library, file.name)) {
                    all.texts.push_back({std::move(file), std::move(text->content)});
                }
            } catch (const Error& error) {
                all.unusable.push_back({std::move(file), error.summary()});
            }
        }
    }
    return all;
}

void sweep_unfinished(const Library& library) {
    base::sweep_unfinished(library.folder(), kFileEnding);
}

void store_new(const fs::path& path, std::string_view content, base::FolderSync folder) {
    std::error_code problem;
    fs::create_directories(path.parent_path(), problem);
    if (problem) {
        throw Error(ErrorKind::failed,
                    fmt::format("the folder {} cannot be made", path.parent_path().string()))
            .because(problem.message());
    }
    if (fs::exists(fs::symlink_status(path, problem))) {
        throw Error(ErrorKind::conflict, fmt::format("{} is already there", path.string()));
    }
    base::AtomicFile file(path, base::FileAccess::everyone_reads);
    file.write(content);
    try {
        file.commit(base::IfThere::refuse, folder);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::conflict) {
            throw;
        }
        throw changed_meanwhile(path); // no --force helps here
    }
}

void store_over(const fs::path& path,
                std::string_view content,
                std::string_view before,
                base::FolderSync folder) {
    const auto real = real_path(path);
    base::AtomicFile file(real, base::FileAccess::everyone_reads);
    file.write(content);
    refuse_changed(real, before);
    file.commit(base::IfThere::replace, folder);
}

void remove_own(const fs::path& path, std::string_view before) {
    std::error_code problem;
    if (!fs::exists(fs::symlink_status(path, problem))) {
        return;
    }
    refuse_changed(path, before);
    remove_unread(path);
}

void remove_unread(const fs::path& path) {
    std::error_code problem;
    if (fs::is_directory(fs::symlink_status(path, problem))) {
        throw Error(ErrorKind::conflict, fmt::format("{} is a folder", path.string()))
            .because("only files of templates are removed");
    }
    problem.clear();
    fs::remove(path, problem);
    if (problem) {
        throw Error(ErrorKind::failed, fmt::format("cannot remove {}", path.string()))
            .because(problem.message())
            .hint("check the folder's permissions");
    }
}

} // namespace etsyorder::templates
