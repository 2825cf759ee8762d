// SPDX-License-Identifier: MIT
#include "base/atomic_file.hpp"

#include "base/clock.hpp"
#include "base/error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstring>
#include <utility>
#include <vector>

namespace etsyorder::base {
namespace {

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }
    [[nodiscard]] int get() const { return fd_; }

private:
    int fd_;
};

Error disk_error(std::string_view what, const std::filesystem::path& path) {
    const int code = errno;
    return Error(ErrorKind::failed, fmt::format("cannot {} {}", what, path.string()))
        .because(std::strerror(code))
        .hint(code == ENOSPC ? "free some disk space and run this again"
                             : "check the folder's permissions");
}

void write_all(int fd, std::string_view content, const std::filesystem::path& path) {
    while (!content.empty()) {
        const auto written = ::write(fd, content.data(), content.size());
        if (written < 0) {
            if (errno == EINTR) {
                continue;
            }
            throw disk_error("write", path);
        }
        content.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

Error already_there(const std::filesystem::path& path) {
    return Error(ErrorKind::conflict, fmt::format("{} is already there", path.string()))
        .because("a file is not overwritten unasked")
        .hint("another name, or --force to replace it");
}

constexpr std::string_view kUnfinished = ".new";

// Of "thanks.liquid.4711.new" 4711; 0: it has none, or is no file of ours.
pid_t writer_of(std::string_view name, std::string_view ending) {
    if (!name.ends_with(kUnfinished)) {
        return 0;
    }
    name.remove_suffix(kUnfinished.size());
    const auto digits = name.substr(name.rfind('.') + 1); // all of it without a dot
    pid_t process = 0;
    const auto* const end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, process);
    name.remove_suffix(std::min(digits.size() + 1, name.size()));
    return read.ec == std::errc() && read.ptr == end && process > 0 && name.ends_with(ending)
               ? process
               : 0;
}

bool is_given_up(const std::filesystem::path& path, pid_t writer) {
    constexpr std::chrono::hours kLongest{1}; // no file takes as long
    if (::kill(writer, 0) != 0 && errno == ESRCH) {
        return true;
    }
    struct stat is {};
    return ::lstat(path.c_str(), &is) == 0 &&
           SystemClock().now() - from_utc_seconds(is.st_mtime) > kLongest;
}

} // namespace

void sweep_unfinished(const std::filesystem::path& folder, std::string_view ending) {
    std::error_code problem;
    std::vector<std::filesystem::path> found;
    for (std::filesystem::directory_iterator entry(folder, problem), end; !problem && entry != end;
         entry.increment(problem)) {
        const auto writer = writer_of(entry->path().filename().native(), ending);
        if (writer > 0 && is_given_up(entry->path(), writer)) {
            found.push_back(entry->path());
        }
    }
    for (const auto& path : found) {
        ::unlink(path.c_str()); // a folder stays
    }
}

void sync_folder(const std::filesystem::path& folder) {
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.get() >= 0) {
        ::fsync(directory.get()); // best effort: some file systems refuse to sync a folder
    }
}

AtomicFile::AtomicFile(std::filesystem::path path, FileAccess access)
    : path_(std::move(path)), temporary_(path_.string() + fmt::format(".{}.new", ::getpid())),
      mode_(access == FileAccess::owner_only ? 0600 : 0644) {
    descriptor_ = ::open(folder_of(path_).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, mode_);
    if (descriptor_ < 0) {
        make_temporary(); // NFS and others know no nameless files
    }
}

AtomicFile::~AtomicFile() {
    ::close(descriptor_);
    if (named_) {
        ::unlink(temporary_.c_str());
    }
}

void AtomicFile::make_temporary() {
    descriptor_ = ::open(
        temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, static_cast<mode_t>(mode_));
    if (descriptor_ < 0) {
        throw disk_error("create", path_);
    }
    named_ = true;
}

void AtomicFile::name_it() {
    if (named_) {
        return;
    }
    const auto open_file = fmt::format("/proc/self/fd/{}", descriptor_);
    ::unlink(temporary_.c_str()); // of a process that had our number and was killed
    if (::linkat(AT_FDCWD, open_file.c_str(), AT_FDCWD, temporary_.c_str(), AT_SYMLINK_FOLLOW) !=
        0) {
        throw disk_error("create", path_);
    }
    named_ = true;
}

void AtomicFile::write(std::string_view some) {
    write_all(descriptor_, some, path_);
}

void AtomicFile::commit(IfThere if_there, FolderSync folder) {
    if (::fchmod(descriptor_, static_cast<mode_t>(mode_)) != 0 || ::fsync(descriptor_) != 0) {
        throw disk_error("write", path_);
    }
    name_it();
    if (if_there == IfThere::replace) {
        if (::rename(temporary_.c_str(), path_.c_str()) != 0) {
            throw disk_error("replace", path_);
        }
        named_ = false;
    } else if (::link(temporary_.c_str(), path_.c_str()) != 0) { // never replaces
        throw errno == EEXIST ? already_there(path_) : disk_error("create", path_);
    }
    if (folder == FolderSync::with_the_file) {
        sync_folder(folder_of(path_));
    }
}

void require_free(const std::filesystem::path& path, IfThere if_there) {
    std::error_code problem;
    const auto status = std::filesystem::status(path, problem);
    if (!std::filesystem::exists(status)) {
        return; // or not to be seen: writing will say why
    }
    if (!std::filesystem::is_regular_file(status)) {
        throw Error(ErrorKind::usage, fmt::format("{} is no file", path.string()))
            .because(std::filesystem::is_directory(status) ? "it is a folder"
                                                           : "it is a device or a pipe")
            .hint("name a file, or - for standard output");
    }
    if (if_there == IfThere::refuse) {
        throw already_there(path);
    }
}

void write_file_atomically(const std::filesystem::path& path,
                           std::string_view content,
                           FileAccess access) {
    AtomicFile file(path, access);
    file.write(content);
    file.commit(IfThere::replace);
}

std::optional<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.get() < 0) {
        if (errno == ENOENT) {
            return std::nullopt;
        }
        throw disk_error("read", path);
    }
    struct stat is {};
    // A pipe would be waited for, and a device may never end; a folder is told by read().
    if (::fstat(file.get(), &is) == 0 && !S_ISREG(is.st_mode) && !S_ISDIR(is.st_mode)) {
        throw Error(ErrorKind::failed, fmt::format("cannot read {}", path.string()))
            .because(S_ISFIFO(is.st_mode) ? "it is a pipe, not a file"
                                          : "it is a device, not a file")
            .hint("put a file in its place");
    }
    std::string content;
    char buffer[1 << 14];
    for (;;) {
        const auto got = ::read(file.get(), buffer, sizeof buffer);
        if (got < 0) {
            if (errno == EINTR) {
                continue;
            }
            throw disk_error("read", path);
        }
        if (got == 0) {
            return content;
        }
        content.append(buffer, static_cast<std::size_t>(got));
        if (content.size() > max_bytes) {
            throw Error(ErrorKind::failed,
                        fmt::format("{} is larger than {} bytes", path.string(), max_bytes));
        }
    }
}

} // namespace etsyorder::base
