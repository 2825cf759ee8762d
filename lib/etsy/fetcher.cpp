// SPDX-License-Identifier: MIT
#include "etsy/fetcher.hpp"

#include <fmt/format.h>

namespace etsyorder::etsy {
namespace {

constexpr int kAttempts = 4;
constexpr std::chrono::milliseconds kPause{500}; // doubled each time

} // namespace

void Fetcher::give_up_or_wait(std::string_view path,
                              const WireError& error,
                              int attempt,
                              int status) {
    if (attempt == kAttempts) {
        throw ApiError(base::Error(base::ErrorKind::try_later,
                                   fmt::format("Etsy's answer to {} cannot be read", path))
                           .because(fmt::format("{} ({} times in a row)", error.detail, kAttempts))
                           .hint("run this again later; what was stored before is safe"),
                       status,
                       false);
    }
    if (sleeper_.wait(kPause * (1 << (attempt - 1))) == base::Sleeper::Woke::asked_to_stop) {
        throw base::Error(base::ErrorKind::interrupted, "stopped");
    }
}

} // namespace etsyorder::etsy
