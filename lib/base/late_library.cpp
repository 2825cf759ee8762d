// SPDX-License-Identifier: MIT
#include "base/late_library.hpp"

#include "base/error.hpp"

#include <dlfcn.h>

namespace etsyorder::base {

LateLibrary::LateLibrary(Name name)
    : name_(name), handle_(::dlopen(name.file, RTLD_NOW | RTLD_LOCAL)) {
    if (handle_ == nullptr) {
        fail(::dlerror());
    }
}

void LateLibrary::fail(const char* why) const {
    throw Error(ErrorKind::failed, name_.summary)
        .because(why != nullptr ? why : "unknown")
        .hint(name_.hint);
}

void* LateLibrary::find(const char* symbol) const {
    void* const found = ::dlsym(handle_, symbol);
    if (found == nullptr) {
        fail(::dlerror());
    }
    return found;
}

} // namespace etsyorder::base
