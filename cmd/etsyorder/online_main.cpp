// SPDX-License-Identifier: MIT
// etsyorder-online: every command. Nobody calls it by name; etsyorder becomes it.
#include "commands.hpp"
#include "run.hpp"

int main(int argc, char** argv) {
    using namespace etsyorder;
    return run(commands(), words_of(argc, argv));
}
