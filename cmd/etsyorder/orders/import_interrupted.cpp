// SPDX-License-Identifier: MIT
#include "orders/import_interrupted.hpp"

#include "frame/exit_code.hpp"

#include <unistd.h>

#include <array>
#include <atomic>
#include <string_view>

namespace etsyorder {
namespace {

// A handler has no other way to what it tells, and may make no text.
std::atomic<std::uint64_t> stored_so_far{0};
std::atomic<bool> stores_nothing{false};

void write_all(std::string_view text) {
    (void)!::write(STDERR_FILENO, text.data(), text.size());
}

extern "C" void tell_and_end(int) {
    if (stores_nothing.load()) {
        write_all("interrupted; nothing was stored (--dry-run)\n");
        ::_exit(static_cast<int>(frame::ExitCode::interrupted));
    }
    std::array<char, 20> digits{};
    std::size_t at = digits.size();
    auto number = stored_so_far.load();
    do {
        digits[--at] = static_cast<char>('0' + number % 10);
        number /= 10;
    } while (number > 0);
    write_all("interrupted; stored so far: ");
    write_all({digits.data() + at, digits.size() - at});
    write_all(" new or changed; the same command again does the rest\n");
    ::_exit(static_cast<int>(frame::ExitCode::interrupted));
}

} // namespace

InterruptedImport::InterruptedImport(bool dry_run) {
    stored_so_far.store(0);
    stores_nothing.store(dry_run);
    struct sigaction action {};
    action.sa_handler = tell_and_end;
    ::sigaction(SIGINT, &action, &before_);
}

InterruptedImport::~InterruptedImport() {
    ::sigaction(SIGINT, &before_, nullptr);
}

void InterruptedImport::stored(std::uint64_t more) {
    stored_so_far.fetch_add(more);
}

} // namespace etsyorder
