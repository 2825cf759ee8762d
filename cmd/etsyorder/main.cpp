// SPDX-License-Identifier: MIT
// etsyorder. Commands that only read and write what is stored run here; for all others the program
// becomes etsyorder-online, which knows every command. So the first kind starts without the
// libraries of the second (docs/decisions/0006-two-programs.md).
#include "commands.hpp"
#include "online.hpp"
#include "programs.hpp"
#include "run.hpp"

int main(int argc, char** argv) {
    using namespace etsyorder;
    const auto words = words_of(argc, argv);
    if (is_for_these(offline_commands(), words)) {
        return run(offline_commands(), words);
    }
    return report(become("etsyorder-online", words), words);
}
