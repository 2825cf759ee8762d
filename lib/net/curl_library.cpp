// SPDX-License-Identifier: MIT
#include "net/curl_library.hpp"

#include "base/error.hpp"

#include <dlfcn.h>

namespace etsyorder::net {
namespace {

base::Error missing(const char* why) {
    return base::Error(base::ErrorKind::failed,
                       "libcurl cannot be loaded, so Etsy cannot be reached")
        .because(why != nullptr ? why : "unknown")
        .hint("sudo apt install libcurl4");
}

template <class Function>
void resolve(void* library, const char* name, Function& function) {
    void* const symbol = ::dlsym(library, name);
    if (symbol == nullptr) {
        throw missing(::dlerror());
    }
    function = reinterpret_cast<Function>(symbol); // POSIX promises that this conversion works
}

CurlLibrary load() {
    void* const library = ::dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
        throw missing(::dlerror());
    }
    CurlLibrary curl;
    resolve(library, "curl_global_init", curl.global_init);
    resolve(library, "curl_easy_init", curl.easy_init);
    resolve(library, "curl_easy_cleanup", curl.easy_cleanup);
    resolve(library, "curl_easy_reset", curl.easy_reset);
    resolve(library, "curl_easy_setopt", curl.easy_setopt);
    resolve(library, "curl_easy_getinfo", curl.easy_getinfo);
    resolve(library, "curl_easy_strerror", curl.easy_strerror);
    resolve(library, "curl_multi_init", curl.multi_init);
    resolve(library, "curl_multi_cleanup", curl.multi_cleanup);
    resolve(library, "curl_multi_add_handle", curl.multi_add_handle);
    resolve(library, "curl_multi_remove_handle", curl.multi_remove_handle);
    resolve(library, "curl_multi_perform", curl.multi_perform);
    resolve(library, "curl_multi_poll", curl.multi_poll);
    resolve(library, "curl_multi_info_read", curl.multi_info_read);
    resolve(library, "curl_slist_append", curl.slist_append);
    resolve(library, "curl_slist_free_all", curl.slist_free_all);
    if (curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        throw missing("its start-up failed");
    }
    return curl;
}

} // namespace

const CurlLibrary& CurlLibrary::get() {
    static const CurlLibrary library =
        load(); // a failed load throws and is tried again at the next call
    return library;
}

} // namespace etsyorder::net
