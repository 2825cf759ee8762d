// SPDX-License-Identifier: MIT
#include "backup/disk.hpp"

#include "base/private_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

namespace etsyorder::backup {
namespace {

constexpr std::size_t kAtOnce = std::size_t{1} << 20;

base::Error disk_error(std::string_view what, const std::filesystem::path& path, int code) {
    if (code == ENOSPC || code == EDQUOT) {
        return base::Error(base::ErrorKind::failed,
                           fmt::format("the disk is full: cannot {} {}", what, path.string()))
            .because(std::strerror(code))
            .hint("free some disk space and run this again");
    }
    return base::Error(base::ErrorKind::failed, fmt::format("cannot {} {}", what, path.string()))
        .because(std::strerror(code))
        .hint(code == EROFS || code == EACCES || code == EPERM
                  ? "check owner and permissions of the folder"
                  : "check the disk and run this again");
}

class File {
public:
    File(const std::filesystem::path& path, int flags, const char* what, mode_t mode = 0)
        : path_(path), descriptor_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {
        if (descriptor_ < 0) {
            throw disk_error(what, path, errno);
        }
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() { ::close(descriptor_); }

    [[nodiscard]] int get() const { return descriptor_; }

    void require_regular() const {
        struct stat is {};
        if (::fstat(descriptor_, &is) != 0 || !S_ISREG(is.st_mode)) {
            throw base::Error(base::ErrorKind::failed,
                              fmt::format("cannot read {}", path_.string()))
                .because("it is no plain file")
                .hint("move it away and run this again");
        }
    }
    std::size_t read(std::vector<unsigned char>& buffer) const {
        for (;;) {
            const auto got = ::read(descriptor_, buffer.data(), buffer.size());
            if (got >= 0) {
                return static_cast<std::size_t>(got);
            }
            if (errno != EINTR) {
                throw disk_error("read", path_, errno);
            }
        }
    }
    void write(const unsigned char* bytes, std::size_t size) const {
        while (size > 0) {
            const auto written = ::write(descriptor_, bytes, size);
            if (written < 0) {
                if (errno == EINTR) {
                    continue;
                }
                throw disk_error("write", path_, errno);
            }
            bytes += written;
            size -= static_cast<std::size_t>(written);
        }
    }
    void sync() const {
        if (::fsync(descriptor_) != 0) {
            throw disk_error("write", path_, errno);
        }
    }

private:
    std::filesystem::path path_;
    int descriptor_;
};

class Sha256 {
public:
    Sha256() { crypto_hash_sha256_init(&state_); }
    void add(const unsigned char* bytes, std::size_t size) {
        crypto_hash_sha256_update(&state_, bytes, size);
    }
    [[nodiscard]] std::string hexadecimal() {
        std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
        crypto_hash_sha256_final(&state_, hash.data());
        std::string text;
        for (const auto byte : hash) {
            text += fmt::format("{:02x}", byte);
        }
        return text;
    }

private:
    crypto_hash_sha256_state state_{};
};

// Reads to the end; `use` gets each piece.
template <class Use>
Hashed read_through(const File& file, const Progress& progress, const Use& use) {
    std::vector<unsigned char> buffer(kAtOnce);
    Sha256 sha256;
    Hashed hashed;
    while (const auto got = file.read(buffer)) {
        sha256.add(buffer.data(), got);
        use(buffer.data(), got);
        hashed.bytes += got;
        if (progress) {
            progress(got);
        }
    }
    hashed.sha256 = sha256.hexadecimal();
    return hashed;
}

} // namespace

Hashed hash_file(const std::filesystem::path& file, const Progress& progress) {
    const File in(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, "read");
    in.require_regular();
    // Only clean pages are let go, so what was written is synced before it is hashed.
    (void)::posix_fadvise(in.get(), 0, 0, POSIX_FADV_DONTNEED);
    return read_through(in, progress, [](const unsigned char*, std::size_t) {});
}

Hashed copy_file(const std::filesystem::path& from,
                 const std::filesystem::path& to,
                 Mode mode,
                 const Progress& progress) {
    const File in(from, O_RDONLY | O_NONBLOCK, "read"); // a pipe must not be waited for
    in.require_regular();
    const File out(to,
                   O_WRONLY | O_CREAT | O_EXCL,
                   "create",
                   mode == Mode::private_program ? S_IRWXU : S_IRUSR | S_IWUSR);
    auto hashed = read_through(in, progress, [&](const unsigned char* bytes, std::size_t size) {
        out.write(bytes, size);
    });
    out.sync();
    return hashed;
}

void sync_file(const std::filesystem::path& file) {
    File(file, O_RDONLY, "read").sync();
}

void sync_folder(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        (void)::fsync(descriptor);
        ::close(descriptor);
    }
}

void make_private_folder(const std::filesystem::path& folder) {
    std::error_code problem;
    base::create_private_folder(folder, problem);
    if (problem) {
        throw disk_error("create the folder", folder, problem.value());
    }
}

void move_path(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        throw disk_error("rename to", to, errno);
    }
}

void remove_tree(const std::filesystem::path& path) {
    std::error_code problem;
    std::filesystem::remove_all(path, problem);
    if (problem) {
        throw disk_error("remove", path, problem.value());
    }
}

std::uint64_t free_bytes(const std::filesystem::path& folder) {
    std::error_code problem;
    const auto space = std::filesystem::space(folder, problem);
    return problem ? UINT64_MAX : space.available;
}

FolderLock::FolderLock(const std::filesystem::path& folder, std::string_view what)
    : descriptor_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (descriptor_ < 0) {
        throw disk_error("open", folder, errno);
    }
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        ::close(descriptor_);
        throw base::Error(base::ErrorKind::conflict,
                          fmt::format("another etsyorder {} in {}", what, folder.string()))
            .because("one at a time can")
            .hint("wait for it to end and run this again")
            .retry_later();
    } // file systems without locks (some network ones) go on without
}

FolderLock::~FolderLock() {
    ::close(descriptor_);
}

} // namespace etsyorder::backup
