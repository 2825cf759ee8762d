// SPDX-License-Identifier: MIT
#include "net/curl_library.hpp"

#include "base/late_library.hpp"

namespace etsyorder::net {
namespace {

CurlLibrary load() {
    const base::LateLibrary library(
        {"libcurl.so.4",
         "libcurl cannot be loaded, so neither Etsy nor a mail server can be reached",
         "sudo apt install libcurl4"});
    CurlLibrary curl;
    library.resolve("curl_global_init", curl.global_init);
    library.resolve("curl_version", curl.version);
    library.resolve("curl_easy_init", curl.easy_init);
    library.resolve("curl_easy_cleanup", curl.easy_cleanup);
    library.resolve("curl_easy_reset", curl.easy_reset);
    library.resolve("curl_easy_setopt", curl.easy_setopt);
    library.resolve("curl_easy_getinfo", curl.easy_getinfo);
    library.resolve("curl_easy_send", curl.easy_send);
    library.resolve("curl_easy_recv", curl.easy_recv);
    library.resolve("curl_easy_strerror", curl.easy_strerror);
    library.resolve("curl_multi_init", curl.multi_init);
    library.resolve("curl_multi_cleanup", curl.multi_cleanup);
    library.resolve("curl_multi_add_handle", curl.multi_add_handle);
    library.resolve("curl_multi_remove_handle", curl.multi_remove_handle);
    library.resolve("curl_multi_perform", curl.multi_perform);
    library.resolve("curl_multi_poll", curl.multi_poll);
    library.resolve("curl_multi_info_read", curl.multi_info_read);
    library.resolve("curl_slist_append", curl.slist_append);
    library.resolve("curl_slist_free_all", curl.slist_free_all);
    if (curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        library.fail("its start-up failed");
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
