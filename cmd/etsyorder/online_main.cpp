// SPDX-License-Identifier: MIT
// etsyorder-online: every command. Nobody calls it by name; etsyorder becomes it.
#include "commands.hpp"
#include "programs.hpp"
#include "run.hpp"

int main(int argc, char** argv) {
    using namespace etsyorder;
    const auto words = words_of(argc, argv);
    if (const auto problem = differs_from_starter()) {
        return report(*problem, words);
    }
    return run(commands(), words);
}
