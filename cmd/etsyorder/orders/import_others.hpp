// SPDX-License-Identifier: MIT
// The files of `orders import` that are none of Etsy's downloads of orders: listings, reviews, and
// those of other shops.
#pragma once

#include "csv/reader.hpp"
#include "imports/listings_file.hpp"
#include "imports/mapping.hpp"
#include "orders/import_text.hpp"

#include <string>

namespace etsyorder {

// The mapping that --map names: a file, or the mapping itself. Throws base::Error of kind usage or
// not_found.
[[nodiscard]] imports::Mapping mapping_from(const std::string& word);

// The first bytes of a source, which a reader of `source` gets again.
struct Peeked {
    std::string beginning;
    csv::Source source;
};
[[nodiscard]] Peeked peek(csv::Source source);

// Each reads one file to its end, or says in the report why it cannot. `reader` stands behind the
// header.
void import_listings_file(csv::Reader& reader,
                          const imports::ListingColumns& columns,
                          db::Database& database,
                          const imports::ImportOptions& options,
                          ImportReport& report);
void import_reviews_file(const csv::Source& source,
                         db::Database& database,
                         const imports::ImportOptions& options,
                         ImportReport& report);
void import_mapped_file(Peeked file,
                        const imports::Mapping& mapping,
                        db::Database& database,
                        const imports::ImportOptions& options,
                        ImportReport& report);

} // namespace etsyorder
