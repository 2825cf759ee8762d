// SPDX-License-Identifier: MIT
#include "templates/own_files.hpp"

#include "base/atomic_file.hpp"
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
        const auto folder = real_path(library.folder()).string() + "/";
        if (!real_path(path).string().starts_with(folder)) {
            throw Error(ErrorKind::conflict,
                        fmt::format("{} is a link that leads out of the folder of templates",
                                    path.string()))
                .hint("put the file itself there");
        }
        auto content = base::read_file(path, kMostTemplateBytes);
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

void store_new(const fs::path& path, std::string_view content) {
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
    file.commit(base::IfThere::refuse);
}

void store_over(const fs::path& path, std::string_view content, std::string_view before) {
    const auto real = real_path(path);
    base::AtomicFile file(real, base::FileAccess::everyone_reads);
    file.write(content);
    refuse_changed(real, before);
    file.commit(base::IfThere::replace);
}

void remove_own(const fs::path& path, std::string_view before) {
    std::error_code problem;
    if (!fs::exists(fs::symlink_status(path, problem))) {
        return;
    }
    refuse_changed(path, before);
    fs::remove(path, problem);
    if (problem) {
        throw Error(ErrorKind::failed, fmt::format("cannot remove {}", path.string()))
            .because(problem.message())
            .hint("check the folder's permissions");
    }
}

} // namespace etsyorder::templates
