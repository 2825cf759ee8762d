// SPDX-License-Identifier: MIT
// The files that a seller's folder starts with: config.yaml with every option explained,
// pipelines.yaml with the stages that hold without it, and a page that says what the folder is for.
#pragma once

#include <string>
#include <vector>

namespace etsyorder::config {

// What was answered; empty: the option stays commented out.
struct Answers {
    std::string shop; // number or name
    std::string zone;
};

struct StarterFile {
    std::string name; // in the folder of the configuration
    std::string text;
};

// config.yaml last: it is the one that makes the folder a seller's own. A line "#key: value", the
// number sign at once before the key, is an option that can be switched on by taking the sign away,
// and so is an entry of a list, "#- ..."; every other comment begins with "# ".
[[nodiscard]] std::vector<StarterFile> starter_files(const Answers& answers);

} // namespace etsyorder::config
