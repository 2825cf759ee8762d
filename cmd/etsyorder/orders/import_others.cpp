// SPDX-License-Identifier: MIT
#include "orders/import_others.hpp"

#include "base/ascii.hpp"
#include "imports/import_catalogue.hpp"
#include "imports/import_mapped.hpp"
#include "imports/json_rows.hpp"
#include "imports/reviews_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>

namespace etsyorder {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;

// Empty: it is larger than that.
std::optional<std::string> whole(const csv::Source& source, std::size_t most) {
    std::string text;
    std::string piece(kPiece, '\0');
    while (const auto size = source(std::span<char>(piece))) {
        text.append(piece, 0, size);
        if (text.size() > most) {
            return std::nullopt;
        }
    }
    return text;
}

// How many of them are new or changed.
template <class Outcomes>
std::uint64_t news_in(const Outcomes& outcomes) {
    return static_cast<std::uint64_t>(std::ranges::count_if(
        outcomes, [](const auto& outcome) { return outcome.saved != orders::Saved::unchanged; }));
}

imports::CatalogueOptions catalogue(const imports::ImportOptions& options) {
    return {options.shop, options.now, imports::source_of(options)};
}

void tell_problem(ImportReport& report, std::string problem, std::string remedy) {
    report.file().problem = std::move(problem);
    report.file().remedy = std::move(remedy);
}

constexpr std::size_t kMostBytes = imports::kMaxJson; // of rows that are held together

// Hands out the rows to the end of the file, or to what ends it early, which the report then says.
// How many there were; none of a file that is too large to be held.
std::uint64_t each_row(csv::Reader& reader,
                       ImportReport& report,
                       const std::function<void(const csv::Row&)>& take) {
    std::size_t bytes = 0;
    for (std::uint64_t rows = 0;; ++rows) {
        const auto row = reader.next();
        if (!row) {
            tell_problem(report, csv::describe(row.error()), csv::remedy(row.error()));
            return rows;
        }
        if (*row == nullptr) {
            return rows;
        }
        for (const auto field : (*row)->fields) {
            bytes += field.size() + 1;
        }
        if (bytes > kMostBytes) {
            tell_problem(report, "it is larger than 64 MiB", "cut it in parts");
            return 0;
        }
        take(**row);
    }
}

// The columns of a CSV that each field is made of.
class CsvCells {
public:
    CsvCells(const imports::Mapping& mapping, const std::vector<std::string>& header) {
        for (const auto& [meaning, source] : mapping.columns) {
            for (const auto& name : source.names) {
                const auto found = std::ranges::find_if(header, [&](const std::string& column) {
                    return base::same_but_for_case(imports::trimmed(column),
                                                   imports::trimmed(name));
                });
                places_[meaning].push_back(static_cast<std::size_t>(found - header.begin()));
            }
        }
    }

    [[nodiscard]] imports::MappedCells of(std::span<const std::string_view> fields) const {
        imports::MappedCells cells;
        std::vector<std::string> parts;
        for (const auto& [meaning, places] : places_) {
            parts.clear();
            for (const auto at : places) {
                parts.emplace_back(at < fields.size() ? fields[at] : std::string_view());
            }
            cells.emplace(meaning, imports::joined_cell(meaning, parts));
        }
        return cells;
    }

private:
    std::map<imports::Meaning, std::vector<std::size_t>> places_;
};

void keep_fit(const imports::Fit& fit, ImportReport& report) {
    for (const auto& [meaning, column] : fit.used) {
        report.file().used.emplace_back(imports::to_string(meaning), column);
    }
    report.file().left_over = fit.left_over;
}

void finish(imports::MappedOrders& orders,
            std::uint64_t rows,
            db::Database& database,
            const imports::ImportOptions& options,
            ImportReport& report) {
    for (const auto& [line, why] : orders.refused()) {
        report.refused(line, why);
    }
    imports::import_mapped(database, orders.take(), options, report);
    report.progressed(rows);
}

void import_json(const csv::Source& source,
                 const imports::Mapping& mapping,
                 db::Database& database,
                 const imports::ImportOptions& options,
                 ImportReport& report) {
    const auto text = whole(source, imports::kMaxJson);
    if (!text) {
        return tell_problem(
            report, "it is larger than 64 MiB", "JSON lines (an order a line) can be cut in parts");
    }
    auto rows = imports::json_rows(*text, mapping);
    if (!rows) {
        return tell_problem(report,
                            rows.error(),
                            mapping.rows.empty()
                                ? "where the orders stand is said by rows=NAME, of the list"
                                : fmt::format("look for the list of orders in the file; rows={} "
                                              "is said to name it",
                                              mapping.rows));
    }
    auto fit = imports::fit(mapping, rows->columns, imports::ColumnNames::exact);
    // What leads to a column that is used, or lies within one, is no column of its own.
    std::erase_if(fit.left_over, [&](const std::string& path) {
        return std::ranges::any_of(rows->columns,
                                   [&](const std::string& other) {
                                       return other.starts_with(path + ".") ||
                                              other.starts_with(path + "[]");
                                   }) ||
               std::ranges::any_of(fit.used, [&](const auto& used) {
                   return path.starts_with(used.second + ".") ||
                          path.starts_with(used.second + "[]");
               });
    });
    keep_fit(fit, report);
    report.file().kind = "mapped";
    for (const auto& [line, why] : rows->refused) {
        report.refused(line, why);
    }
    imports::MappedOrders orders(mapping, *options.rules.zone, options.rules.currency);
    for (auto& [number, cells] : rows->rows) {
        orders.add(number, std::move(cells));
    }
    finish(orders, rows->rows.size(), database, options, report);
}

void import_csv(csv::Source source,
                const imports::Mapping& mapping,
                db::Database& database,
                const imports::ImportOptions& options,
                ImportReport& report) {
    csv::Reader reader(std::move(source));
    const auto first = reader.next();
    if (!first) {
        return tell_problem(report, csv::describe(first.error()), csv::remedy(first.error()));
    }
    const std::vector<std::string> header((*first)->fields.begin(), (*first)->fields.end());
    std::vector<std::string> named;
    std::ranges::copy_if(header, std::back_inserter(named), [](const std::string& column) {
        return !imports::trimmed(column).empty();
    });
    keep_fit(imports::fit(mapping, named), report);
    report.file().kind = "mapped";
    const CsvCells cells(mapping, header);
    imports::MappedOrders orders(mapping, *options.rules.zone, options.rules.currency);
    const auto rows = each_row(
        reader, report, [&](const csv::Row& row) { orders.add(row.line, cells.of(row.fields)); });
    if (rows == 0 && !report.file().problem.empty()) {
        return; // nothing of it goes in
    }
    report.file().windows_1252_line = reader.windows_1252_line();
    finish(orders, rows, database, options, report);
}

} // namespace

imports::Mapping mapping_from(const std::string& word) {
    std::error_code ignored;
    if (imports::is_mapping_line(word) && !std::filesystem::exists(word, ignored)) {
        return imports::parse_mapping_line(word);
    }
    constexpr std::size_t kMost = std::size_t{128} << 10; // the parser refuses half of it
    std::ifstream file(word, std::ios::binary);
    if (!file || std::filesystem::is_directory(word, ignored)) {
        throw base::Error(base::ErrorKind::not_found, fmt::format("{} cannot be read", word))
            .because(file ? "it is a folder" : std::strerror(errno))
            .hint("--map takes a file, or the mapping itself: 'order=Order No,placed=Date'");
    }
    std::string text(kMost, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return imports::parse_mapping_file(word, text);
}

Peeked peek(csv::Source source) {
    auto beginning = std::make_shared<std::string>(kPiece, '\0');
    std::size_t size = 0;
    while (size < kPiece) { // a pipe gives small pieces
        const auto more = source(std::span<char>(*beginning).subspan(size));
        if (more == 0) {
            break;
        }
        size += more;
    }
    beginning->resize(size);
    auto given = std::make_shared<std::size_t>(0);
    return {*beginning,
            [beginning, given, source = std::move(source)](std::span<char> room) -> std::size_t {
                if (*given == beginning->size()) {
                    return source(room);
                }
                const auto count = std::min(room.size(), beginning->size() - *given);
                std::copy_n(
                    beginning->begin() + static_cast<std::ptrdiff_t>(*given), count, room.begin());
                *given += count;
                return count;
            }};
}

void import_listings_file(csv::Reader& reader,
                          const imports::ListingColumns& columns,
                          db::Database& database,
                          const imports::ImportOptions& options,
                          ImportReport& report) {
    report.file().kind = "listings";
    std::vector<std::pair<std::uint64_t, orders::FileListing>> listings;
    const auto rows = each_row(reader, report, [&](const csv::Row& row) {
        if (auto listing = imports::read_listing(columns, row.fields)) {
            listings.emplace_back(row.line, *std::move(listing));
        } else {
            report.refused(row.line, listing.error());
        }
    });
    if (rows == 0 && !report.file().problem.empty()) {
        return; // nothing of it goes in
    }
    const auto outcomes = imports::import_listings(database, catalogue(options), listings);
    report.committed(news_in(outcomes));
    for (const auto& outcome : outcomes) {
        report.listing(outcome);
    }
    report.file().windows_1252_line = reader.windows_1252_line();
    report.progressed(rows);
}

void import_reviews_file(const csv::Source& source,
                         db::Database& database,
                         const imports::ImportOptions& options,
                         ImportReport& report) {
    const auto text = whole(source, imports::kMaxReviewsFile);
    const auto file = text ? imports::read_reviews(*text)
                           : base::Unexpected<std::string>("it is larger than 32 MiB");
    if (!file) {
        return tell_problem(
            report, file.error(), "download it again at Etsy, and leave it as it is");
    }
    report.file().kind = "reviews";
    for (const auto& bad : file->bad) {
        report.refused(bad.entry, bad.why);
    }
    std::vector<std::pair<std::size_t, orders::FileReview>> reviews;
    for (std::size_t at = 0; at < file->reviews.size(); ++at) {
        reviews.emplace_back(file->entries[at], file->reviews[at]);
    }
    const auto outcomes = imports::import_reviews(database, catalogue(options), reviews);
    report.committed(news_in(outcomes));
    for (const auto& outcome : outcomes) {
        report.review(outcome);
    }
    report.progressed(file->reviews.size() + file->bad.size());
}

void import_mapped_file(Peeked file,
                        const imports::Mapping& mapping,
                        db::Database& database,
                        const imports::ImportOptions& options,
                        ImportReport& report) {
    report.file().payment_guessed =
        !mapping.has(imports::Meaning::status) && !mapping.has(imports::Meaning::paid);
    if (imports::looks_like_json(file.beginning)) {
        import_json(file.source, mapping, database, options, report);
    } else {
        import_csv(std::move(file.source), mapping, database, options, report);
    }
}

} // namespace etsyorder
