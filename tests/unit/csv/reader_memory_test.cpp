// SPDX-License-Identifier: MIT
// A parser of libcsv that gets no memory for a long field.
#include "csv/reader.hpp"

#include <csv.h>
#include <doctest/doctest.h>

#include <cstdlib>
#include <new>
#include <string>

namespace {

constexpr std::size_t kMost = 4096; // the size of its first block
bool memory_is_short = false;

void* little_memory(void* block, std::size_t size) {
    return size > kMost ? nullptr : std::realloc(block, size);
}

} // namespace

// The linker puts the first of these in the place of csv_init, and that in the place of the second.
// NOLINTBEGIN(bugprone-reserved-identifier): so the linker calls them
extern "C" int __real_csv_init(csv_parser* parser, unsigned char options);
extern "C" int __wrap_csv_init(csv_parser* parser, unsigned char options);
extern "C" int __wrap_csv_init(csv_parser* parser, unsigned char options) {
    const int status = __real_csv_init(parser, options);
    if (memory_is_short) {
        ::csv_set_realloc_func(parser, little_memory);
    }
    return status;
}
// NOLINTEND(bugprone-reserved-identifier)

TEST_CASE("rows are not left out where memory is short") {
    const std::string text = "a,b\n1," + std::string(2 * kMost, 'x') + "\n2,y\n";
    memory_is_short = true;
    etsyorder::csv::Reader reader(etsyorder::csv::from_text(text));
    memory_is_short = false;
    CHECK_THROWS_AS((void)reader.next(), std::bad_alloc);
}
