// SPDX-License-Identifier: MIT
#include "backup/restore_files.hpp"

#include "backup/stamp.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::backup {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorKind;

constexpr std::string_view kStaged = ".etsyorder-restored"; // behind a dot and the name
constexpr std::string_view kConfigFile = "config.yaml";

bool is_there(const fs::path& path) {
    std::error_code none;
    return fs::exists(fs::symlink_status(path, none));
}

bool is_same(const ManifestFile& file, const fs::path& target) {
    std::error_code none;
    return fs::is_regular_file(target, none) && fs::file_size(target, none) == file.bytes &&
           hash_file(fs::canonical(target)).sha256 == file.sha256;
}

fs::path staged_name(const fs::path& target) {
    return target.parent_path() / fmt::format(".{}{}", target.filename().string(), kStaged);
}

void add_staged_below(const fs::path& folder, std::vector<fs::path>& found) {
    std::error_code problem;
    for (fs::recursive_directory_iterator
             at(folder, fs::directory_options::skip_permission_denied, problem),
         end;
         !problem && at != end;
         at.increment(problem)) {
        const auto name = at->path().filename().string();
        if (name == kGitFolder) {
            at.disable_recursion_pending();
        } else if (name.starts_with('.') && name.ends_with(kStaged)) {
            found.push_back(at->path());
        }
    }
}

} // namespace

fs::path aside_name(const fs::path& file, base::Instant now) {
    const auto name = fmt::format("{}{}{}", file.string(), kAside, stamp(now));
    fs::path path = name;
    for (int n = 2; is_there(path); ++n) {
        path = fmt::format("{}-{}", name, n);
    }
    return path;
}

RestoreFiles::RestoreFiles(const RestoreRequest& request, Restored& restored)
    : request_(request), restored_(restored),
      is_new_home_(!is_there(request.places.config / kConfigFile)) {
    for (const auto& file : restored.manifest.files) {
        plan(file);
    }
    const auto comes_last = [&](const Way& way) {
        return way.target == request_.places.config / kConfigFile;
    };
    std::stable_partition(ways_.begin(), ways_.end(), std::not_fn(comes_last));
}

RestoreFiles::~RestoreFiles() {
    for (const auto& way : ways_) {
        std::error_code ignored;
        if (way.is_staged) {
            fs::remove(way.staged, ignored);
        }
    }
}

void RestoreFiles::plan(const ManifestFile& file) {
    if (file.path.starts_with(kFilesFolder)) {
        add(file, request_.places.data / file.path, OfThoseThatDiffer::put_aside);
    } else if (file.path.starts_with(kConfigFolder) && !is_of_git(file.path)) {
        plan_config(file);
    }
}

void RestoreFiles::plan_config(const ManifestFile& file) {
    auto target = request_.places.config / file.path.substr(kConfigFolder.size());
    if (request_.config == ConfigFiles::all) {
        add(file, std::move(target), OfThoseThatDiffer::put_aside);
    } else if (is_new_home_ || is_there(target)) {
        add(file, std::move(target), OfThoseThatDiffer::keep);
    } else { // the seller may have removed it
        restored_.left_out.push_back(std::move(target));
    }
}

void RestoreFiles::add(const ManifestFile& file, fs::path target, OfThoseThatDiffer those) {
    std::optional<fs::path> aside;
    if (is_there(target)) {
        if (is_same(file, target)) {
            return;
        }
        if (those == OfThoseThatDiffer::keep) {
            restored_.kept.push_back(std::move(target));
            return;
        }
        aside = aside_name(target, request_.now);
        restored_.aside.push_back(*aside);
    }
    restored_.written.push_back(target);
    auto staged = staged_name(target);
    ways_.push_back({file, std::move(target), std::move(staged), std::move(aside), false});
}

void RestoreFiles::stage(const Progress& progress) {
    for (auto& way : ways_) {
        make_private_folder(way.target.parent_path());
        remove_tree(way.staged);
        way.is_staged = true;
        const auto copied =
            copy_file(request_.backup / way.file.path,
                      way.staged,
                      way.file.is_executable ? Mode::private_program : Mode::private_file,
                      progress);
        if (copied.sha256 != way.file.sha256) {
            throw Error(ErrorKind::failed,
                        fmt::format("{} changed while it was read", way.file.path))
                .note("nothing was changed")
                .hint("run this again when nobody works on the backup");
        }
    }
}

void RestoreFiles::put() {
    for (const auto& way : ways_) {
        if (way.aside && is_there(way.target)) {
            move_path(way.target, *way.aside);
        }
        move_path(way.staged, way.target);
        sync_folder(way.target.parent_path());
    }
}

std::vector<fs::path> staged_files(const Places& places) {
    std::vector<fs::path> found;
    add_staged_below(places.data / "files", found);
    add_staged_below(places.config, found);
    return found;
}

void remove_staged_files(const Places& places) {
    for (const auto& file : staged_files(places)) {
        std::error_code ignored;
        fs::remove(file, ignored);
    }
}

} // namespace etsyorder::backup
