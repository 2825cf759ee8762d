// SPDX-License-Identifier: MIT
#include "httpd/microhttpd_library.hpp"

#include "base/late_library.hpp"

namespace etsyorder::httpd {
namespace {

MicrohttpdLibrary load() {
    const base::LateLibrary library({"libmicrohttpd.so.12",
                                     "libmicrohttpd cannot be loaded, so no server can be started",
                                     "sudo apt install libmicrohttpd12"});
    MicrohttpdLibrary mhd;
    library.resolve("MHD_add_response_header", mhd.add_response_header);
    library.resolve("MHD_create_response_from_buffer", mhd.create_response_from_buffer);
    library.resolve("MHD_create_response_from_callback", mhd.create_response_from_callback);
    library.resolve("MHD_destroy_response", mhd.destroy_response);
    library.resolve("MHD_get_connection_info", mhd.get_connection_info);
    library.resolve("MHD_get_connection_values", mhd.get_connection_values);
    library.resolve("MHD_queue_response", mhd.queue_response);
    library.resolve("MHD_resume_connection", mhd.resume_connection);
    library.resolve("MHD_start_daemon", mhd.start_daemon);
    library.resolve("MHD_stop_daemon", mhd.stop_daemon);
    library.resolve("MHD_suspend_connection", mhd.suspend_connection);
    return mhd;
}

} // namespace

const MicrohttpdLibrary& MicrohttpdLibrary::get() {
    static const MicrohttpdLibrary library =
        load(); // a failed load throws; the next call tries again
    return library;
}

} // namespace etsyorder::httpd
