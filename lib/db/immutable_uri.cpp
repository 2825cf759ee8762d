// SPDX-License-Identifier: MIT
#include "db/immutable_uri.hpp"

#include <fmt/format.h>

namespace etsyorder::db {

std::string immutable_uri(const std::filesystem::path& file) {
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(file).string()) {
        uri += c == '%' || c == '?' || c == '#' // these have a meaning there
                   ? fmt::format("%{:02X}", static_cast<unsigned char>(c))
                   : std::string(1, c);
    }
    return uri + "?immutable=1";
}

} // namespace etsyorder::db
