// SPDX-License-Identifier: MIT
// InterruptedImport: while it lives, Ctrl-C says on standard error what was stored so far, and then
// ends the process at once.
#pragma once

#include <csignal>
#include <cstdint>

namespace etsyorder {

// One at a time in a process.
class InterruptedImport {
public:
    explicit InterruptedImport(bool dry_run);
    InterruptedImport(const InterruptedImport&) = delete;
    InterruptedImport& operator=(const InterruptedImport&) = delete;
    ~InterruptedImport();

    // So many more orders, listings or reviews are stored for good.
    static void stored(std::uint64_t more);

private:
    struct sigaction before_ {};
};

} // namespace etsyorder
