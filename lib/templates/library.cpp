// SPDX-License-Identifier: MIT
#include "templates/library.hpp"

#include "base/ascii.hpp"
#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "base/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace etsyorder::templates {
namespace {

namespace fs = std::filesystem;
using liquid::Problem;

// Liquid refuses what is longer than a quarter of that, with its size.
constexpr std::size_t kMostBytes = 5 << 20;
constexpr std::size_t kMostFiles = 10'000;

Problem of_file(const std::string& file, std::string what, std::string hint) {
    Problem problem;
    problem.what = std::move(what);
    problem.hint = std::move(hint);
    problem.name = file;
    problem.line = 1;
    problem.column = 1;
    return problem;
}

bool is_inside(const fs::path& path, const fs::path& folder) {
    const auto [end, other] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return end == folder.end() && other != path.end();
}

// "" then "pt" of "pt-br"; the most special first.
std::vector<std::string> languages_to_try(std::string_view language) {
    std::vector<std::string> all;
    if (!language.empty()) {
        all.emplace_back(language);
        if (const auto cut = language.find('-'); cut != std::string_view::npos) {
            all.emplace_back(language.substr(0, cut));
        }
    }
    all.emplace_back();
    return all;
}

} // namespace

Library::Library(fs::path folder) : folder_(std::move(folder)) {
    add_own_files();
    add_built_in();
    look_for_lost_languages();
}

void Library::add_own_files() {
    std::error_code problem;
    if (!fs::exists(folder_, problem)) {
        // A link to what is not there now, such as a stick: other letters in the place of the
        // seller's own would not be noticed.
        if (fs::is_symlink(folder_, problem)) {
            throw base::Error(
                base::ErrorKind::usage,
                fmt::format("the folder of templates is not there: {}", folder_.string()))
                .because(fmt::format("it is a link to {}", fs::read_symlink(folder_).string()));
        }
        return;
    }
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator entry(folder_, problem), end; !problem && entry != end;
         entry.increment(problem)) {
        if (entries.size() == kMostFiles) {
            throw base::Error(
                base::ErrorKind::failed,
                fmt::format("{} has more than {} files", folder_.string(), kMostFiles));
        }
        entries.push_back(*entry);
    }
    if (problem) {
        throw base::Error(
            base::ErrorKind::failed,
            fmt::format("the folder of templates cannot be read: {}", folder_.string()))
            .because(problem.message());
    }
    // The order of a folder is nobody's: which of two is told of first must not depend on it.
    std::sort(entries.begin(), entries.end(), [](const auto& one, const auto& other) {
        return one.path() < other.path();
    });
    for (const auto& entry : entries) {
        add_file(entry);
    }
}

void Library::add_file(const fs::directory_entry& entry) {
    const auto file_name = entry.path().filename().string();
    if (file_name.starts_with('.')) {
        return; // an editor's own files
    }
    if (!file_name.ends_with(kFileEnding)) {
        if (base::ascii_lower(file_name).ends_with(kFileEnding)) {
            problems_.push_back({entry.path().string(),
                                 "it is not used: its ending is not in small letters",
                                 "rename it to " + base::ascii_lower(file_name)});
        }
        return; // attachments, notes
    }
    const auto name = parse_file_name(file_name);
    if (!name) {
        problems_.push_back({entry.path().string(),
                             "this is no name of a template",
                             "NAME.liquid or NAME.de.liquid, of letters, digits and single -"});
        return;
    }
    Source source{
        .origin = Origin::own, .path = entry.path(), .content = {}, .refused = {}, .hint = {}};
    std::error_code problem;
    if (entry.is_symlink(problem)) {
        const auto target = fs::canonical(entry.path(), problem);
        if (problem || !is_inside(target, fs::canonical(folder_))) {
            source.refused = "it is a link that leads out of the folder of templates";
            source.hint = "put the file itself there";
        }
    }
    if (source.refused.empty() && !entry.is_regular_file(problem)) { // of a link: what it leads to
        source.refused = "it is no file";
    }
    auto& languages = all_[name->name];
    const auto [before, is_new] = languages.emplace(name->language, source);
    if (!is_new) {
        before->second.refused = fmt::format("two templates have one name: {} and {}",
                                             before->second.path.filename().string(),
                                             file_name);
        before->second.hint = "rename or remove one of them";
    }
    const auto& kept = before->second;
    if (!kept.refused.empty()) {
        problems_.push_back({entry.path().string(), kept.refused, kept.hint});
    }
}

void Library::add_built_in() {
    std::map<std::string, bool, std::less<>> own;
    for (const auto& [name, languages] : all_) {
        own.emplace(name, languages.contains(""));
    }
    for (const auto& starter : starter_templates()) {
        const auto name = parse_file_name(starter.file_name);
        const auto of_seller = own.find(name->name);
        if (of_seller != own.end() && of_seller->second) {
            continue;
        }
        all_[name->name].emplace(name->language,
                                 Source{Origin::built_in, {}, starter.content, {}, {}});
    }
}

void Library::look_for_lost_languages() {
    for (auto& [name, languages] : all_) {
        if (languages.contains("")) {
            continue;
        }
        for (auto& [language, source] : languages) {
            if (source.refused.empty()) {
                source.refused = fmt::format(
                    "there is no {}.liquid that this is the {} text of", name, language);
                source.hint = "the text in the shop's own language is the base of all others";
                problems_.push_back({source.path.string(), source.refused, source.hint});
            }
        }
    }
}

std::vector<std::string> Library::names() const {
    std::vector<std::string> names;
    for (const auto& [name, languages] : all_) {
        names.push_back(name);
    }
    return names;
}

bool Library::has(std::string_view name) const {
    return all_.find(name) != all_.end();
}

std::vector<std::string> Library::languages(std::string_view name) const {
    std::vector<std::string> languages;
    if (const auto found = all_.find(name); found != all_.end()) {
        for (const auto& [language, source] : found->second) {
            if (!language.empty()) {
                languages.push_back(language);
            }
        }
    }
    return languages;
}

const Library::Source* Library::source(std::string_view name, std::string_view language) const {
    const auto found = all_.find(name);
    if (found == all_.end()) {
        return nullptr;
    }
    const auto one = found->second.find(language);
    return one == found->second.end() ? nullptr : &one->second;
}

Origin Library::origin(std::string_view name) const {
    const auto found = all_.find(name);
    return found == all_.end() || found->second.empty() ? Origin::own
                                                        : found->second.begin()->second.origin;
}

fs::path Library::path_of(const TemplateFileName& name) const {
    const auto* known = source(name.name, name.language);
    return known != nullptr && known->origin == Origin::own ? known->path
                                                            : folder_ / file_name_of(name);
}

Found Library::find(std::string_view name, std::string_view language) const {
    for (auto& one : languages_to_try(language)) {
        if (source(name, one) != nullptr) {
            return exactly({std::string(name), std::move(one)});
        }
    }
    // Only other languages of it: each says what it lacks.
    return exactly({std::string(name), all_.find(name)->second.begin()->first});
}

Found Library::exactly(const TemplateFileName& name) const {
    const auto key = file_name_of(name);
    if (const auto known = read_.find(key); known != read_.end()) {
        return known->second;
    }
    return read_.emplace(key, read(name, nullptr)).first->second;
}

Found Library::looked_over(const TemplateFileName& name,
                           std::vector<Problem>& unknown_filters) const {
    unknown_filters.clear();
    return read(name, &unknown_filters);
}

Found Library::read(const TemplateFileName& name, std::vector<Problem>* unknown_filters) const {
    const Source& source = *this->source(name.name, name.language);
    const auto file =
        source.origin == Origin::own ? source.path.string() : "built-in " + file_name_of(name);
    if (!source.refused.empty()) {
        return base::Unexpected<Problem>(of_file(file, source.refused, source.hint));
    }
    std::shared_ptr<const Template> base;
    if (!name.language.empty()) {
        std::vector<Problem> of_base; // told where the base is looked over
        auto found = unknown_filters == nullptr ? exactly({name.name, ""})
                                                : looked_over({name.name, ""}, of_base);
        if (!found) {
            return found;
        }
        base = std::move(*found);
    }
    TemplateText text{name, source.origin, file, {}};
    if (source.origin == Origin::built_in) {
        text.content = source.content;
        return Template::compile(std::move(text), base.get(), unknown_filters);
    }
    try {
        auto content = base::read_file(source.path, kMostBytes);
        if (!content) {
            return base::Unexpected<Problem>(of_file(file, "the file is gone", {}));
        }
        text.content = std::move(*content);
    } catch (const base::Error& error) {
        return base::Unexpected<Problem>(of_file(file, error.summary(), error.remedy()));
    }
    return Template::compile(std::move(text), base.get(), unknown_filters);
}

base::Result<std::shared_ptr<const liquid::Template>, Problem>
PartsInLanguage::find(std::string_view name) const {
    if (!is_template_name(name) || !library_.has(name)) {
        return nullptr; // "../name" is no name either
    }
    auto found = library_.find(name, language_);
    if (!found) {
        return base::Unexpected<Problem>(std::move(found.error()));
    }
    const auto& part = *found;
    return std::shared_ptr<const liquid::Template>(part, &part->liquid());
}

} // namespace etsyorder::templates
