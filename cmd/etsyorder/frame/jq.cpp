// SPDX-License-Identifier: MIT
#include "frame/jq.hpp"

#include "base/error.hpp"

#include <dlfcn.h>

#include <memory>

extern "C" { // the header has no guard for C++
#include <jq.h>
// Its one function with a body calls this; the library is not linked, so the name may stay
// unresolved.
#pragma weak jv_get_kind
}

namespace etsyorder::frame {
namespace {

using base::Error;
using base::ErrorKind;

// The functions of libjq that are used here, found by name in the loaded library.
class Library {
public:
    Library() : handle_(::dlopen("libjq.so.1", RTLD_NOW | RTLD_LOCAL)) {
        if (handle_ == nullptr) {
            throw Error(ErrorKind::failed, "--jq needs the jq library")
                .because("libjq.so.1 could not be loaded")
                .hint("apt install libjq1");
        }
        find(init, "jq_init");
        find(teardown, "jq_teardown");
        find(compile, "jq_compile");
        find(set_error_cb, "jq_set_error_cb");
        find(start, "jq_start");
        find(next, "jq_next");
        find(parse_sized, "jv_parse_sized");
        find(get_kind, "jv_get_kind");
        find(string_value, "jv_string_value");
        find(string_length_bytes, "jv_string_length_bytes");
        find(dump_string, "jv_dump_string");
        find(copy, "jv_copy");
        find(release, "jv_free");
        find(invalid_has_msg, "jv_invalid_has_msg");
        find(invalid_get_msg, "jv_invalid_get_msg");
    }

    decltype(&jq_init) init = nullptr;
    decltype(&jq_teardown) teardown = nullptr;
    decltype(&jq_compile) compile = nullptr;
    decltype(&jq_set_error_cb) set_error_cb = nullptr;
    decltype(&jq_start) start = nullptr;
    decltype(&jq_next) next = nullptr;
    decltype(&jv_parse_sized) parse_sized = nullptr;
    decltype(&jv_get_kind) get_kind = nullptr;
    decltype(&jv_string_value) string_value = nullptr;
    decltype(&jv_string_length_bytes) string_length_bytes = nullptr;
    decltype(&jv_dump_string) dump_string = nullptr;
    decltype(&jv_copy) copy = nullptr;
    decltype(&jv_free) release = nullptr;
    decltype(&jv_invalid_has_msg) invalid_has_msg = nullptr;
    decltype(&jv_invalid_get_msg) invalid_get_msg = nullptr;

    // The text of a string value, or its JSON; takes the value.
    [[nodiscard]] std::string take_text(jv value) const {
        const jv text = get_kind(value) == JV_KIND_STRING ? value : dump_string(value, 0);
        const int length = string_length_bytes(copy(text));
        std::string result(string_value(text), static_cast<std::size_t>(length));
        release(text);
        return result;
    }

private:
    template <class Function>
    void find(Function& function, const char* name) {
        function = reinterpret_cast<Function>(::dlsym(handle_, name));
        if (function == nullptr) {
            throw Error(ErrorKind::failed, "--jq cannot use this jq library")
                .because(std::string("libjq.so.1 has no ") + name);
        }
    }

    void* handle_; // stays loaded until the process ends
};

struct FirstError {
    const Library& jq;
    std::string text;
};

void collect(void* data, jv message) {
    auto& first = *static_cast<FirstError*>(data);
    if (first.text.empty()) { // it says what is wrong, the rest counts errors
        first.text = first.jq.take_text(message);
    } else {
        first.jq.release(message);
    }
}

std::string without_prefix(std::string text) {
    constexpr std::string_view kPrefix = "jq: error: ";
    if (text.starts_with(kPrefix)) {
        text.erase(0, kPrefix.size());
    }
    return text.substr(0, text.find('\n'));
}

} // namespace

struct JqFilter::Compiled {
    Library library;
    FirstError first_error{library, {}};
    jq_state* state = library.init();

    Compiled() { library.set_error_cb(state, collect, &first_error); }
    Compiled(const Compiled&) = delete;
    Compiled& operator=(const Compiled&) = delete;
    ~Compiled() { library.teardown(&state); }
};

JqFilter::JqFilter(const std::string& text) : compiled_(std::make_unique<Compiled>()) {
    if (compiled_->library.compile(compiled_->state, text.c_str()) == 0) {
        throw Error(ErrorKind::usage, "--jq has a filter that jq does not understand")
            .because(without_prefix(compiled_->first_error.text));
    }
}

JqFilter::~JqFilter() = default;

std::string JqFilter::run(const std::string& json) const {
    const Library& library = compiled_->library;
    jq_state* state = compiled_->state;
    library.start(state, library.parse_sized(json.data(), static_cast<int>(json.size())), 0);
    std::string out;
    for (;;) {
        jv result = library.next(state);
        if (library.get_kind(result) != JV_KIND_INVALID) {
            out += library.take_text(result) + '\n';
            continue;
        }
        if (library.invalid_has_msg(library.copy(result)) == 0) {
            library.release(result);
            return out;
        }
        throw Error(ErrorKind::usage, "the filter of --jq failed on this result")
            .because(library.take_text(library.invalid_get_msg(result)));
    }
}

} // namespace etsyorder::frame
