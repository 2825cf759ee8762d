// SPDX-License-Identifier: MIT
// What lib/liquid takes for a letter, its template compiled beforehand.
//
//     render_ours TEMPLATE DATA.json COUNT    renders a second, and how long a first one takes
//     render_ours TEMPLATE DATA.json 0        the text
//     render_ours TEMPLATE                    how long it takes to compile
#include "liquid/template.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace etsyorder;
using liquid::Value;
using Json = nlohmann::ordered_json;

namespace {

Value value_of(const Json& json) {
    if (json.is_object()) {
        std::vector<liquid::Member> members;
        for (const auto& [name, member] : json.items()) {
            members.emplace_back(name, value_of(member));
        }
        return Value::object(std::move(members));
    }
    if (json.is_array()) {
        std::vector<Value> items;
        for (const auto& item : json) {
            items.push_back(value_of(item));
        }
        return Value::array(std::move(items));
    }
    return json.is_string() ? Value(json.get<std::string>()) : Value(json.get<std::int64_t>());
}

double now() {
    using namespace std::chrono;
    return duration<double>(steady_clock::now().time_since_epoch()).count();
}

std::string read(const char* path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

liquid::Template compiled(const std::string& source) {
    auto letter = liquid::Template::compile(source, "letter", {});
    if (!letter) {
        std::fprintf(stderr, "%s\n", letter.error().text().c_str());
        std::exit(1);
    }
    return *letter;
}

} // namespace

int main(int argc, char** argv) {
    const auto source = read(argv[1]);
    if (argc == 2) {
        const auto begin = now();
        const auto letter = compiled(source);
        std::printf("{\"compile_s\":%.6f,\"bytes\":%zu}\n", now() - begin, letter.source().size());
        return 0;
    }
    const auto data = value_of(Json::parse(read(argv[2])));
    const long count = std::atol(argv[3]);
    liquid::RenderOptions options;
    options.surroundings.html = true;
    std::string out;
    const auto before_first = now();
    const bool right = compiled(source).render_to(out, data, options).has_value();
    const auto first = now() - before_first;
    if (count == 0 || !right) {
        std::fwrite(out.data(), 1, out.size(), stdout);
        return right ? 0 : 1;
    }
    const auto letter = compiled(source);
    const auto begin = now();
    for (long i = 0; i < count; ++i) {
        out.clear();
        if (!letter.render_to(out, data, options)) {
            return 1;
        }
    }
    std::printf("{\"renders_s\":%.0f,\"first_s\":%.6f,\"bytes\":%zu}\n",
                static_cast<double>(count) / (now() - begin),
                first,
                out.size());
    return 0;
}
