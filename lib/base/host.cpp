// SPDX-License-Identifier: MIT
#include "base/host.hpp"

#include <unistd.h>

#include <array>

namespace etsyorder::base {

std::string host_name() {
    std::array<char, 256> name{};
    ::gethostname(name.data(), name.size() - 1);
    return name.data();
}

} // namespace etsyorder::base
