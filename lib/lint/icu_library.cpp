// SPDX-License-Identifier: MIT
#include "lint/icu_library.hpp"

#include "base/late_library.hpp"

#include <unicode/uscript.h>
#include <unicode/uspoof.h>
#include <unicode/uvernum.h>

#include <array>
#include <type_traits>

// ICU names its files and functions after its version: uspoof_open is uspoof_open_72.
#define ETSYORDER_TEXT_OF(name) #name
#define ETSYORDER_ICU_NAME(function) ETSYORDER_TEXT_OF(function)

namespace etsyorder::lint {
namespace {

static_assert(kLatin == USCRIPT_LATIN);
static_assert(std::is_same_v<CodePoint, UChar32>);

constexpr const char* kSummary = "ICU cannot be loaded, so letters of several scripts in one word "
                                 "cannot be judged";
constexpr const char* kHint = "sudo apt install libicu" U_ICU_VERSION_SHORT;

} // namespace

IcuLibrary::IcuLibrary() {
    const base::LateLibrary common({"libicuuc.so." U_ICU_VERSION_SHORT, kSummary, kHint});
    const base::LateLibrary spoof({"libicui18n.so." U_ICU_VERSION_SHORT, kSummary, kHint});
    USpoofChecker* (*open)(UErrorCode*) = nullptr;
    common.resolve(ETSYORDER_ICU_NAME(uscript_getScript), script_of_);
    spoof.resolve(ETSYORDER_ICU_NAME(uspoof_open), open);
    spoof.resolve(ETSYORDER_ICU_NAME(uspoof_getSkeletonUTF8), skeleton_of_);
    UErrorCode status = U_ZERO_ERROR;
    checker_ = open(&status);
    if (U_FAILURE(status)) {
        spoof.fail("its data of look-alike letters is missing");
    }
}

const IcuLibrary& IcuLibrary::get() {
    static const IcuLibrary library;
    return library;
}

int IcuLibrary::script(CodePoint code) const {
    int status = U_ZERO_ERROR;
    const int script = script_of_(code, &status);
    switch (script) {
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
    case USCRIPT_UNKNOWN:
        return -1;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
        return USCRIPT_HAN;
    default:
        return status > U_ZERO_ERROR ? -1 : script;
    }
}

std::string IcuLibrary::skeleton(std::string_view text) const {
    std::array<char, 64> buffer{}; // for words of one letter; longer ones are not asked
    int status = U_ZERO_ERROR;
    const int size = skeleton_of_(checker_,
                                  0,
                                  text.data(),
                                  static_cast<int>(text.size()),
                                  buffer.data(),
                                  static_cast<int>(buffer.size()),
                                  &status);
    return status > U_ZERO_ERROR || size < 0
               ? std::string(text)
               : std::string(buffer.data(), static_cast<std::size_t>(size));
}

} // namespace etsyorder::lint
