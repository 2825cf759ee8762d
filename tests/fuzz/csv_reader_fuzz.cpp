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

constexpr std::size_t kPiece = std::size_t{64} << 10; // what the reader always reads whole

// In UTF-16, of ASCII.
std::string widened(std::string_view text, csv::Encoding encoding) {
    std::string wide(2 * text.size(), '\0');
    for (std::size_t at = 0; at < text.size(); ++at) {
        wide[2 * at + (encoding == csv::Encoding::utf16_be ? 1 : 0)] = text[at];
    }
    return wide;
}

// A row in front, in the same encoding, so that the first piece ends so many bytes within the text.
std::string behind_a_row(std::string_view text, std::size_t bytes) {
    const auto encoding = csv::encoding_of(text);
    const auto mark = csv::mark_size(encoding);
    const bool is_wide = encoding == csv::Encoding::utf16_le || encoding == csv::Encoding::utf16_be;
    std::string row = bytes % 3 == 0 ? "p;q\n\"" : bytes % 3 == 1 ? "p\tq\n\"" : "p\n\"";
    row.append((kPiece - mark - bytes) / (is_wide ? 2 : 1) - row.size() - 2, 'x');
    row += "\"\n";
    return std::string(text.substr(0, mark)) + (is_wide ? widened(row, encoding) : row) +
           std::string(text.substr(mark));
}

// Behind the first piece, in pieces of 1 to 7 bytes.
csv::Source slowly(const std::string& text) {
    return [inner = csv::from_text(text), turn = std::size_t{0}](std::span<char> room) mutable {
        return inner(room.first(std::min(room.size(), turn++ == 0 ? kPiece : turn % 7 + 1)));
    };
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto whole = read(csv::from_text(text));
    if (const unsigned last = size == 0 ? 0 : data[size - 1]; last % 4 == 0) { // it takes a while
        const auto behind = behind_a_row(text, last / 4);
        require(read(csv::from_text(behind)) == read(slowly(behind)));
    }

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
