// SPDX-License-Identifier: MIT
// A file that was named on the command line, or standard input.
#pragma once

#include "csv/source.hpp"

#include <string>

namespace etsyorder {

// Open; closed at the end, but for standard input, which stays open.
class InputFile {
public:
    // "-" is standard input. Throws Error: not_found when there is none, usage for an empty name
    // and for a folder, failed when it cannot be opened.
    explicit InputFile(const std::string& word);
    InputFile(InputFile&& other) noexcept;
    InputFile& operator=(InputFile&&) = delete;
    ~InputFile();

    [[nodiscard]] const std::string& name() const { return name_; }
    // Without folders; empty: standard input, or a name that is no text.
    [[nodiscard]] std::string file_name() const;
    [[nodiscard]] csv::Source source() const;

private:
    std::string name_;
    int descriptor_;
};

} // namespace etsyorder
