// SPDX-License-Identifier: MIT
#include "db/health.hpp"
#include "doctor/look.hpp"
#include "frame/help.hpp"
#include "net/curl_transport.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace etsyorder {
namespace {

namespace fs = std::filesystem;

// Where this installation keeps its shared files, and where the system looks.
std::vector<fs::path> shares() {
    std::vector<fs::path> found{"/usr/share", "/usr/local/share"};
    std::error_code problem;
    const auto self = fs::read_symlink("/proc/self/exe", problem); // PREFIX/libexec/etsyorder/...
    if (!problem) {
        found.push_back(self.parent_path().parent_path().parent_path() / "share");
    }
    return found;
}

bool installed(const std::vector<std::string>& names) {
    const auto all = shares();
    return std::ranges::any_of(all, [&](const fs::path& share) {
        return std::ranges::any_of(names, [&](const std::string& name) {
            std::error_code ignored;
            return fs::exists(share / name, ignored);
        });
    });
}

} // namespace

void look_at_programs(Diagnosis& diagnosis) {
    diagnosis.area("programs");
    diagnosis.ok("etsyorder", std::string(frame::version()));
    diagnosis.ok("SQLite", db::sqlite_version());
    (void)diagnosis.attempt("libcurl", [&] {
        const auto all = net::curl_library_version(); // "libcurl/7.88.1 OpenSSL/3.0.15 zlib/..."
        const auto second = all.find(' ', all.find(' ') + 1);
        diagnosis.ok("libcurl", all.substr(0, second));
    });
    if (installed({"man/man1/etsyorder.1", "man/man1/etsyorder.1.gz"})) {
        diagnosis.ok("manual", "man etsyorder");
    } else {
        diagnosis.ok(
            "manual", "not installed", "etsyorder help says the most; cmake --install has all");
    }
    if (installed({"bash-completion/completions/etsyorder",
                   "zsh/site-functions/_etsyorder",
                   "zsh/vendor-completions/_etsyorder",
                   "fish/vendor_completions.d/etsyorder.fish"})) {
        diagnosis.ok("completions", "installed");
    } else {
        diagnosis.ok("completions",
                     "not installed",
                     "etsyorder completion --help shows the line for your shell");
    }
}

} // namespace etsyorder
