// SPDX-License-Identifier: MIT
// etsyorder-online: every command. Nobody calls it by name; etsyorder becomes it.
#include "base/error.hpp"
#include "commands.hpp"
#include "frame/help.hpp"
#include "online.hpp"
#include "run.hpp"

#include <cstdlib>
#include <string>

int main(int argc, char** argv) {
    using namespace etsyorder;
    const auto words = words_of(argc, argv);
    // Half an upgrade must not write into a store that the other half does not know.
    if (const char* other = std::getenv(kStartedBy);
        other != nullptr && other != frame::version()) {
        return report(
            base::Error(base::ErrorKind::failed, "this installation of etsyorder is not whole")
                .because("etsyorder is " + std::string(other) + ", etsyorder-online is " +
                         std::string(frame::version()))
                .hint("install etsyorder again"),
            words);
    }
    ::unsetenv(kStartedBy); // not for the programs started from here
    return run(commands(), words);
}
