// SPDX-License-Identifier: MIT
// libmicrohttpd, loaded when the first server starts: it brings GnuTLS and nine more libraries, and
// the commands that are linked with this room for the sake of one of them start without. For this
// room only.
#pragma once

#include <microhttpd.h>

namespace etsyorder::httpd {

struct MicrohttpdLibrary {
    decltype(&MHD_add_response_header) add_response_header = nullptr;
    decltype(&MHD_create_response_from_buffer) create_response_from_buffer = nullptr;
    decltype(&MHD_create_response_from_callback) create_response_from_callback = nullptr;
    decltype(&MHD_destroy_response) destroy_response = nullptr;
    decltype(&MHD_get_connection_info) get_connection_info = nullptr;
    decltype(&MHD_get_connection_values) get_connection_values = nullptr;
    decltype(&MHD_queue_response) queue_response = nullptr;
    decltype(&MHD_resume_connection) resume_connection = nullptr;
    decltype(&MHD_start_daemon) start_daemon = nullptr;
    decltype(&MHD_stop_daemon) stop_daemon = nullptr;
    decltype(&MHD_suspend_connection) suspend_connection = nullptr;

    // The same one for the whole process. Throws Error of kind failed when libmicrohttpd is not
    // installed. Safe from any thread.
    [[nodiscard]] static const MicrohttpdLibrary& get();
};

} // namespace etsyorder::httpd
