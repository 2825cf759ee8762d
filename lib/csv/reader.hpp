// SPDX-License-Identifier: MIT
// Reader: a CSV as a stream of rows of fields, in UTF-8, whatever program saved it.
//
//     csv::Reader reader(csv::from_descriptor(0, "standard input"));
//     const auto header = reader.next();                        // the header is the first row
//     while (const auto row = reader.next()) {                  // a Problem ends it, and so does
//         if (*row == nullptr) { break; }                       // the end of the file
//         use((*row)->line, (*row)->fields);
//     }
//
// Read: UTF-8 with or without a mark, UTF-16 with one, else Windows-1252 field by field; `,` `;` or
// a tab between fields, found from the first line, or named by Excel's `sep=;`; LF, CRLF or CR;
// line breaks and doubled quotes inside quotes. A quote inside a field that is not quoted is text,
// and so are blanks. Lines without any field are passed over. No more than one row and a piece of
// 64 KiB are held: a line without an end is refused once it is longer than the bounds.
#pragma once

#include "base/result.hpp"
#include "csv/encoding.hpp"
#include "csv/problem.hpp"
#include "csv/source.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace etsyorder::csv {

constexpr std::size_t kMaxField = std::size_t{1} << 20; // bytes, decoded
constexpr std::size_t kMaxRow = std::size_t{4} << 20;   // bytes of all its fields
constexpr std::size_t kMaxColumns = 1024;

struct Row {
    std::uint64_t line = 0;                   // on which it began, 1-based, as an editor counts
    std::span<const std::string_view> fields; // valid until the next row is asked for
};

// Belongs to one thread. Throws what its source throws, and std::bad_alloc: a row is never left
// out.
class Reader {
public:
    explicit Reader(Source source);
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader();

    // Null: the end. A problem comes after the rows before it, and again when asked again.
    [[nodiscard]] base::Result<const Row*, Problem> next();

    [[nodiscard]] char delimiter() const; // known once the first row is here
    [[nodiscard]] Encoding encoding() const;

    // The first line that has a field which is no UTF-8 and was read as Windows-1252; 0: none so
    // far.
    [[nodiscard]] std::uint64_t windows_1252_line() const;

private:
    class Parser;
    std::unique_ptr<Parser> parser_;
};

} // namespace etsyorder::csv
