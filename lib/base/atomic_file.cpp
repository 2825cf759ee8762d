// SPDX-License-Identifier: MIT
#include "base/atomic_file.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

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

} // namespace

void write_file_atomically(const std::filesystem::path& path,
                           std::string_view content,
                           FileAccess access) {
    const auto temporary = path.string() + fmt::format(".{}.new", ::getpid());
    const mode_t mode = access == FileAccess::owner_only ? 0600 : 0644;
    try {
        const Descriptor file(
            ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
        if (file.get() < 0) {
            throw disk_error("create", temporary);
        }
        write_all(file.get(), content, path);
        if (::fchmod(file.get(), mode) != 0 || ::fsync(file.get()) != 0) {
            throw disk_error("write", path);
        }
        if (::rename(temporary.c_str(), path.c_str()) != 0) {
            throw disk_error("replace", path);
        }
    } catch (...) {
        ::unlink(temporary.c_str());
        throw;
    }
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.get() >= 0) {
        ::fsync(directory.get()); // best effort: some file systems refuse to sync a folder
    }
}

std::optional<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) {
        if (errno == ENOENT) {
            return std::nullopt;
        }
        throw disk_error("read", path);
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
