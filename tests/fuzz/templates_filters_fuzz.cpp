// SPDX-License-Identifier: MIT
// The filters of letters on anything: each ends with a text or a reason, and a name is never lost.
// The first byte chooses the filter, the next what it is given; the rest is the text it works on,
// and behind a line feed its argument.
#include "base/utf8.hpp"
#include "liquid/template.hpp"
#include "templates/letter_filters.hpp"
#include "templates/person_name.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

using namespace etsyorder;
using liquid::Value;

namespace {

constexpr std::array<const char*, 11> kLetters = {"{{ x | money }}",
                                                  "{{ x | money: y }}",
                                                  "{{ x | relative }}",
                                                  "{{ x | business_days }}",
                                                  "{{ x | business_days: y }}",
                                                  "{{ x | names }}",
                                                  "{{ x | names: y }}",
                                                  "{{ x | first_name }}",
                                                  "{{ x | plural: y }}",
                                                  "{{ x | plural: y, 'b' }}",
                                                  "{{ x | date: '%A %^a %10B %b' }}"};
constexpr std::array<const char*, 12> kLanguages = {
    "en", "en-CA", "de", "de-CH", "fr", "es", "it", "nl", "pt-BR", "pl", "ja", "?"};

void require(bool promise) {
    if (!promise) {
        std::abort();
    }
}

template <class Number>
Number number_from(std::string_view bytes) {
    Number number{};
    if (!bytes.empty()) { // of nothing the data may be null
        std::memcpy(&number, bytes.data(), std::min(bytes.size(), sizeof number));
    }
    return number;
}

Value value_from(unsigned kind, std::string_view bytes) {
    const Value text{std::string(bytes)};
    switch (kind % 8) {
    case 0:
        return number_from<std::int64_t>(bytes);
    case 1:
        return number_from<double>(bytes);
    case 2:
        return Value::array({text, "Bo", Value(), text.marked_safe()});
    case 3:
        return Value::array({Value::object({{"name", text}}), Value::object({{"title", text}})});
    case 4:
        return Value::object({{"name", Value()}, {"title", text}});
    default:
        return text;
    }
}

void render(const char* source, const Value& data, std::string_view language, bool html) {
    liquid::CompileOptions compiling;
    compiling.filters = &templates::letter_filters();
    const auto compiled = liquid::Template::compile(source, "fuzz", compiling);
    require(compiled.has_value());
    liquid::RenderOptions options;
    options.surroundings.html = html;
    options.surroundings.language = language;
    options.surroundings.currency = "EUR";
    options.surroundings.now = base::from_utc_seconds(1'763'899'200);
    const auto text = compiled->render(data, options);
    require(text || !text.error().what.empty());
}

void check_name(std::string_view name) {
    const auto first = templates::first_name(name);
    const bool printable = name.find_first_not_of(" \t\n\v\f\r") != std::string_view::npos &&
                           name.find_first_of("0123456789abcxyz") != std::string_view::npos;
    require(!printable || !first.empty());
    require(!base::is_utf8(name) || base::is_utf8(first));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size < 3) {
        return 0;
    }
    const std::string_view rest(reinterpret_cast<const char*>(bytes + 3), size - 3);
    const auto cut = rest.find('\n');
    const auto argument = cut == std::string_view::npos ? std::string_view() : rest.substr(cut + 1);
    const auto data = Value::object({{"x", value_from(bytes[1], rest.substr(0, cut))},
                                     {"y", value_from(bytes[1] / 8U, argument)}});
    render(kLetters[bytes[0] % kLetters.size()],
           data,
           kLanguages[bytes[2] % kLanguages.size()],
           bytes[2] >= 128);
    check_name(rest);
    return 0;
}
