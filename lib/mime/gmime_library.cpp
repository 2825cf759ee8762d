// SPDX-License-Identifier: MIT
#include "mime/gmime_library.hpp"

#include "base/late_library.hpp"

namespace etsyorder::mime {
namespace {

GmimeLibrary load() {
    const base::LateLibrary library({"libgmime-3.0.so.0",
                                     "GMime cannot be loaded, so no mail can be written",
                                     "sudo apt install libgmime-3.0-0"});
    GmimeLibrary gmime;
    library.resolve("g_mime_init", gmime.init);
    library.resolve("g_mime_format_options_new", gmime.format_options_new);
    library.resolve("g_mime_format_options_free", gmime.format_options_free);
    library.resolve("g_mime_format_options_set_newline_format", gmime.set_newline_format);
    library.resolve("g_mime_part_new_with_type", gmime.part_new_with_type);
    library.resolve("g_mime_part_set_content", gmime.part_set_content);
    library.resolve("g_mime_part_set_content_encoding", gmime.part_set_content_encoding);
    library.resolve("g_mime_part_set_filename", gmime.part_set_filename);
    library.resolve("g_mime_multipart_new_with_subtype", gmime.multipart_new_with_subtype);
    library.resolve("g_mime_multipart_add", gmime.multipart_add);
    library.resolve("g_mime_multipart_set_boundary", gmime.multipart_set_boundary);
    library.resolve("g_mime_object_set_content_type_parameter", gmime.set_content_type_parameter);
    library.resolve("g_mime_object_set_disposition", gmime.set_disposition);
    library.resolve("g_mime_object_get_content_type", gmime.content_type);
    library.resolve("g_mime_content_type_get_parameters", gmime.content_type_parameters);
    library.resolve("g_mime_object_get_content_disposition", gmime.disposition);
    library.resolve("g_mime_content_disposition_get_parameters", gmime.disposition_parameters);
    library.resolve("g_mime_param_list_get_parameter", gmime.param_list_get);
    library.resolve("g_mime_param_set_charset", gmime.param_set_charset);
    library.resolve("g_mime_object_to_string", gmime.to_string);
    library.resolve("g_mime_stream_mem_new_with_buffer", gmime.stream_mem_new_with_buffer);
    library.resolve("g_mime_data_wrapper_new_with_stream", gmime.data_wrapper_new_with_stream);
    library.resolve("g_object_unref", gmime.unref); // of the GObject that GMime brings
    library.resolve("g_free", gmime.free);
    gmime.init();
    return gmime;
}

} // namespace

const GmimeLibrary& GmimeLibrary::get() {
    static const GmimeLibrary library =
        load(); // a failed load throws and is tried again at the next call
    return library;
}

} // namespace etsyorder::mime
