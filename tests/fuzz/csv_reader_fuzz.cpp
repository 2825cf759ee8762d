// SPDX-License-Identifier: MIT
// A CSV from anywhere: read, whole or in pieces, into the same rows of UTF-8, or refused; and what
// was read can be written and read again.
#include "base/utf8.hpp"
#include "csv/reader.hpp"
#include "csv/writer.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

using namespace etsyorder;

namespace {

void require(bool promise) {
    if (!promise) {
        std::abort();
    }
}

struct Found {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::uint64_t> lines;
    bool refused = false;

    friend bool operator==(const Found&, const Found&) = default;
};

Found read(csv::Source source) {
    csv::Reader reader(std::move(source));
    Found found;
    for (;;) {
        const auto row = reader.next();
        if (!row) {
            require(!csv::describe(row.error()).empty() && !csv::remedy(row.error()).empty());
            found.refused = true;
            return found;
        }
        if (*row == nullptr) {
            return found;
        }
        require(found.lines.empty() || (*row)->line > found.lines.back());
        require((*row)->fields.size() <= csv::kMaxColumns);
        for (const auto field : (*row)->fields) {
            require(base::is_utf8(field));
        }
        found.rows.emplace_back((*row)->fields.begin(), (*row)->fields.end());
        found.lines.push_back((*row)->line);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto whole = read(csv::from_text(text));
    auto inner = csv::from_text(text);
    std::size_t turn = 0;
    const auto pieces = read([&](std::span<char> room) {
        return inner(room.first(std::min(room.size(), turn++ % 7 + 1)));
    });
    require(whole == pieces);

    std::string again = "a,b\n";
    for (const auto& row : whole.rows) {
        const std::vector<std::string_view> fields(row.begin(), row.end());
        csv::append_row(again, fields);
    }
    auto written = read(csv::from_text(again));
    require(!written.refused);
    written.rows.erase(written.rows.begin());
    require(written.rows == whole.rows);
    return 0;
}
