// SPDX-License-Identifier: MIT
// LateLibrary: a shared library that is opened when it is first needed. Linking one costs every
// command its start-up, and most commands never use it.
//
//     const LateLibrary library(kCurl); // {"libcurl.so.4", what fails without it, a hint}
//     library.resolve("curl_easy_init", curl.easy_init);
#pragma once

#include <string>

namespace etsyorder::base {

// Stays open for good, also after this is gone: its functions may be in use anywhere. Every
// function throws Error of kind failed with the summary and the hint.
class LateLibrary {
public:
    struct Name {
        const char* file;    // "libcurl.so.4"
        const char* summary; // what cannot be done without it
        const char* hint;    // how to install it
    };

    explicit LateLibrary(Name name);

    template <class Function>
    void resolve(const char* symbol, Function& function) const {
        function = reinterpret_cast<Function>(find(symbol)); // POSIX promises that this works
    }

    [[noreturn]] void fail(const char* why) const;

private:
    [[nodiscard]] void* find(const char* symbol) const;

    Name name_;
    void* handle_;
};

} // namespace etsyorder::base
