// SPDX-License-Identifier: MIT
#include "httpd/microhttpd_library.hpp"

#include "base/error.hpp"

#include <dlfcn.h>

namespace etsyorder::httpd {
namespace {

base::Error missing(const char* why) {
    return base::Error(base::ErrorKind::failed,
                       "libmicrohttpd cannot be loaded, so no server can be started")
        .because(why != nullptr ? why : "unknown")
        .hint("sudo apt install libmicrohttpd12");
}

template <class Function>
void resolve(void* library, const char* name, Function& function) {
    void* const symbol = ::dlsym(library, name);
    if (symbol == nullptr) {
        throw missing(::dlerror());
    }
    function = reinterpret_cast<Function>(symbol); // POSIX promises that this conversion works
}

MicrohttpdLibrary load() {
    void* const library = ::dlopen("libmicrohttpd.so.12", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
        throw missing(::dlerror());
    }
    MicrohttpdLibrary mhd;
    resolve(library, "MHD_add_response_header", mhd.add_response_header);
    resolve(library, "MHD_create_response_from_buffer", mhd.create_response_from_buffer);
    resolve(library, "MHD_create_response_from_callback", mhd.create_response_from_callback);
    resolve(library, "MHD_destroy_response", mhd.destroy_response);
    resolve(library, "MHD_get_connection_info", mhd.get_connection_info);
    resolve(library, "MHD_get_connection_values", mhd.get_connection_values);
    resolve(library, "MHD_queue_response", mhd.queue_response);
    resolve(library, "MHD_resume_connection", mhd.resume_connection);
    resolve(library, "MHD_start_daemon", mhd.start_daemon);
    resolve(library, "MHD_stop_daemon", mhd.stop_daemon);
    resolve(library, "MHD_suspend_connection", mhd.suspend_connection);
    return mhd;
}

} // namespace

const MicrohttpdLibrary& MicrohttpdLibrary::get() {
    static const MicrohttpdLibrary library =
        load(); // a failed load throws; the next call tries again
    return library;
}

} // namespace etsyorder::httpd
