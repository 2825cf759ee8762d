// SPDX-License-Identifier: MIT
// etsyorder-paper: the commands that draw pages. Nobody calls it by name; etsyorder becomes it
// (docs/decisions/0019-paper.md).
#include "commands.hpp"
#include "programs.hpp"
#include "run.hpp"

int main(int argc, char** argv) {
    using namespace etsyorder;
    const auto words = words_of(argc, argv);
    if (const auto problem = differs_from_starter()) {
        return report(*problem, words);
    }
    return run(offline_commands(), words);
}
