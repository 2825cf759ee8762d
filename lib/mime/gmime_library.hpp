// SPDX-License-Identifier: MIT
// GMime, loaded when first asked for: GLib and GObject below it cost every command milliseconds at
// start, and most commands write no mail.
#pragma once

#include <gmime/gmime.h>

#include <memory>

namespace etsyorder::mime {

struct GmimeLibrary {
    decltype(&g_mime_init) init = nullptr;
    decltype(&g_mime_format_options_new) format_options_new = nullptr;
    decltype(&g_mime_format_options_free) format_options_free = nullptr;
    decltype(&g_mime_format_options_set_newline_format) set_newline_format = nullptr;
    decltype(&g_mime_part_new_with_type) part_new_with_type = nullptr;
    decltype(&g_mime_part_set_content) part_set_content = nullptr;
    decltype(&g_mime_part_set_content_encoding) part_set_content_encoding = nullptr;
    decltype(&g_mime_part_set_filename) part_set_filename = nullptr;
    decltype(&g_mime_multipart_new_with_subtype) multipart_new_with_subtype = nullptr;
    decltype(&g_mime_multipart_add) multipart_add = nullptr;
    decltype(&g_mime_multipart_set_boundary) multipart_set_boundary = nullptr;
    decltype(&g_mime_object_set_content_type_parameter) set_content_type_parameter = nullptr;
    decltype(&g_mime_object_set_disposition) set_disposition = nullptr;
    decltype(&g_mime_object_get_content_type) content_type = nullptr;
    decltype(&g_mime_content_type_get_parameters) content_type_parameters = nullptr;
    decltype(&g_mime_object_get_content_disposition) disposition = nullptr;
    decltype(&g_mime_content_disposition_get_parameters) disposition_parameters = nullptr;
    decltype(&g_mime_param_list_get_parameter) param_list_get = nullptr;
    decltype(&g_mime_param_set_charset) param_set_charset = nullptr;
    decltype(&g_mime_object_to_string) to_string = nullptr;
    decltype(&g_mime_stream_mem_new_with_buffer) stream_mem_new_with_buffer = nullptr;
    decltype(&g_mime_data_wrapper_new_with_stream) data_wrapper_new_with_stream = nullptr;
    decltype(&g_object_unref) unref = nullptr;
    decltype(&g_free) free = nullptr;

    // The same one for the whole process. Throws Error of kind failed when GMime is not installed.
    // Safe from any thread.
    [[nodiscard]] static const GmimeLibrary& get();
};

// Owns one reference to an object of GMime.
struct Unref {
    void operator()(void* object) const { GmimeLibrary::get().unref(object); }
};
template <class Object>
using Owned = std::unique_ptr<Object, Unref>;

// What its own cast macros do, without the check: each call here knows what it holds.
template <class Base, class Object>
[[nodiscard]] Base* as(Object* object) {
    return reinterpret_cast<Base*>(object);
}

} // namespace etsyorder::mime
