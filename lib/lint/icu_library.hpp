// SPDX-License-Identifier: MIT
// IcuLibrary: what ICU knows of scripts and of letters that look alike. It takes longer to load
// than most commands run, so it is opened for the first word that only it can judge.
#pragma once

#include "lint/text.hpp"

#include <string>

struct USpoofChecker;

namespace etsyorder::lint {

class IcuLibrary {
public:
    // Throws Error of kind failed when ICU is not installed; the next call tries again.
    [[nodiscard]] static const IcuLibrary& get();

    // ICU's number of the script (UScriptCode); those that East Asian texts mix are one. Negative:
    // belongs to no script of its own, such as digits.
    [[nodiscard]] int script(CodePoint code) const;

    // What the text looks like: two texts with the same skeleton look alike (UTS #39).
    [[nodiscard]] std::string skeleton(std::string_view text) const;

private:
    IcuLibrary();

    int (*script_of_)(CodePoint, int*) = nullptr;
    int (*skeleton_of_)(const USpoofChecker*, unsigned, const char*, int, char*, int, int*) =
        nullptr;
    USpoofChecker* checker_ = nullptr; // for good
};

inline constexpr int kLatin = 25; // USCRIPT_LATIN

} // namespace etsyorder::lint
