// SPDX-License-Identifier: MIT
#include "csv/reader.hpp"

#include "base/utf8.hpp"
#include "csv/sniff.hpp"

#include <csv.h>

#include <algorithm>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace etsyorder::csv {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;

// A line break inside a field counts once, however it is written.
std::uint64_t line_breaks(std::string_view text) {
    std::uint64_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        count += text[at] == '\n' || (text[at] == '\r' && !text.substr(at + 1).starts_with('\n'));
    }
    return count;
}

// Blanks are text: a buyer's words are not ours to trim.
int no_space(unsigned char) {
    return 0;
}

} // namespace

// libcsv calls back for each field and each row of a piece; they are collected, and handed out one
// by one.
class Reader::Parser {
public:
    explicit Parser(Source source) : source_(std::move(source)) {
        if (::csv_init(&csv_, CSV_REPALL_NL) != 0) {
            throw std::bad_alloc();
        }
        ::csv_set_space_func(&csv_, no_space);
        ::csv_set_blk_size(&csv_, 4096);
    }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;
    ~Parser() { ::csv_free(&csv_); }

    base::Result<const Row*, Problem> next() {
        while (next_row_ == rows_.size()) {
            if (problem_) {
                return base::Unexpected<Problem>(*problem_);
            }
            if (ended_) {
                return nullptr;
            }
            drop_used_rows();
            parse_piece();
        }
        const auto& found = rows_[next_row_++];
        had_row_ = true;
        handed_.clear();
        for (auto field = found.first_field; field < found.first_field + found.count; ++field) {
            handed_.push_back(std::string_view(text_).substr(
                field_starts_[field], field_end(field) - field_starts_[field]));
        }
        row_ = {found.line, handed_};
        return &row_;
    }

    [[nodiscard]] char delimiter() const { return static_cast<char>(csv_.delim_char); }
    [[nodiscard]] Encoding encoding() const { return encoding_; }
    [[nodiscard]] std::uint64_t windows_1252_line() const { return windows_1252_line_; }

private:
    struct FoundRow {
        std::uint64_t line;
        std::size_t first_field;
        std::size_t count;
    };

    [[nodiscard]] std::size_t field_end(std::size_t field) const {
        return field + 1 < field_starts_.size() ? field_starts_[field + 1] : text_.size();
    }

    // Keeps the fields of the row that is not complete yet.
    void drop_used_rows() {
        const auto kept =
            row_fields_ == 0 ? text_.size() : field_starts_[field_starts_.size() - row_fields_];
        text_.erase(0, kept);
        field_starts_.erase(field_starts_.begin(),
                            field_starts_.end() - static_cast<std::ptrdiff_t>(row_fields_));
        for (auto& start : field_starts_) {
            start -= kept;
        }
        rows_.clear();
        next_row_ = 0;
    }

    void parse_piece() {
        const bool first = !begun_;
        auto piece = read_piece();
        if (first && !problem_) {
            piece = begin(piece);
        }
        const auto zero = piece.find('\0');
        const bool is_binary = zero != std::string_view::npos;
        if (is_binary && first) {
            problem_ = Problem{ProblemKind::binary, 0};
        }
        if (problem_) {
            return;
        }
        piece = piece.substr(0, zero);
        if (::csv_parse(&csv_, piece.data(), piece.size(), on_field, on_row, this) !=
            piece.size()) {
            throw std::bad_alloc(); // the only reason there is outside of its strict mode
        }
        if (is_binary && !problem_) {
            problem_ = Problem{ProblemKind::binary, 0};
        }
        if (!problem_ && csv_.entry_pos > kMaxField) {
            too_long_field();
        }
        if (ended_ && !problem_) {
            finish();
        }
    }

    // The next bytes, in UTF-8 or what passes for it.
    std::string_view read_piece() {
        piece_.resize(kPiece);
        std::size_t got = 0;
        while (got < kPiece) {
            const auto more = source_(std::span(piece_).subspan(got));
            if (more == 0) {
                ended_ = true;
                break;
            }
            got += more;
            if (begun_) {
                break; // only the first piece has to be whole: it is looked at
            }
        }
        auto bytes = std::string_view(piece_).substr(0, got);
        if (!begun_) {
            begun_ = true;
            encoding_ = encoding_of(bytes);
            if (const auto kind = other_kind_of_file(bytes)) {
                problem_ = Problem{*kind, 0};
                return {};
            }
            bytes.remove_prefix(mark_size(encoding_));
            if (encoding_ == Encoding::utf16_le || encoding_ == Encoding::utf16_be) {
                utf16_.emplace(encoding_ == Encoding::utf16_be);
            }
        }
        if (utf16_) {
            decoded_.clear();
            utf16_->decode(bytes, decoded_);
            if (ended_) {
                utf16_->finish(decoded_);
            }
            bytes = decoded_;
        }
        return bytes;
    }

    std::string_view begin(std::string_view piece) {
        const auto dialect = dialect_of(piece);
        ::csv_set_delim(&csv_, static_cast<unsigned char>(dialect.delimiter));
        line_ += dialect.skip > 0 ? 1 : 0;
        return piece.substr(dialect.skip);
    }

    void finish() {
        // Only in its strict mode does libcsv tell of a quote left open.
        ::csv_set_opts(&csv_, CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI);
        if (::csv_fini(&csv_, on_field, on_row, this) != 0) {
            problem_ = Problem{ProblemKind::open_quote, line_};
        } else if (rows_.empty() && !had_row_ && !problem_) {
            problem_ = Problem{ProblemKind::empty, 0};
        }
    }

    void too_long_field() {
        problem_ =
            Problem{csv_.quoted != 0 ? ProblemKind::open_quote : ProblemKind::long_field, line_};
    }

    void add_field(std::string_view field) {
        if (problem_) {
            return;
        }
        row_bytes_ += field.size();
        if (field.size() > kMaxField) {
            problem_ = Problem{ProblemKind::long_field, line_};
        } else if (row_bytes_ > kMaxRow) {
            problem_ = Problem{ProblemKind::long_row, row_line_};
        } else if (row_fields_ == kMaxColumns) {
            problem_ = Problem{ProblemKind::many_columns, row_line_};
        }
        if (problem_) {
            return;
        }
        if (row_fields_++ == 0) {
            row_line_ = line_;
        }
        after_cr_ = false;
        field_starts_.push_back(text_.size());
        if (base::is_utf8(field)) {
            text_ += field;
        } else {
            text_ += from_windows_1252(field);
            windows_1252_line_ = windows_1252_line_ == 0 ? line_ : windows_1252_line_;
        }
        line_ += line_breaks(field);
    }

    // `terminator` is -1 at the end of a file whose last line has none.
    void end_row(int terminator) {
        if (problem_) {
            return;
        }
        const bool second_half = terminator == '\n' && after_cr_ && row_fields_ == 0;
        after_cr_ = terminator == '\r';
        if (second_half) {
            return;
        }
        const auto first = field_starts_.size() - row_fields_;
        if (row_fields_ > 0 && field_starts_[first] < text_.size()) {
            rows_.push_back({row_line_, first, row_fields_});
            row_fields_ = 0;
        } else { // nothing, or nothing but delimiters
            field_starts_.resize(first);
            row_fields_ = 0;
        }
        row_bytes_ = 0;
        ++line_;
        row_line_ = line_;
    }

    static void on_field(void* field, std::size_t size, void* parser) {
        static_cast<Parser*>(parser)->add_field({static_cast<const char*>(field), size});
    }
    static void on_row(int terminator, void* parser) {
        static_cast<Parser*>(parser)->end_row(terminator);
    }

    Source source_;
    csv_parser csv_{};
    std::string piece_;
    std::string decoded_;
    Encoding encoding_ = Encoding::unmarked;
    std::optional<Utf16Decoder> utf16_;
    bool begun_ = false;
    bool ended_ = false;
    bool had_row_ = false;
    std::optional<Problem> problem_;

    std::uint64_t line_ = 1;     // where the field begins that libcsv is at
    std::uint64_t row_line_ = 1; // where its row began
    bool after_cr_ = false;
    std::uint64_t windows_1252_line_ = 0;

    std::string text_;                      // of all fields here, one after the other
    std::vector<std::size_t> field_starts_; // in it
    std::size_t row_fields_ = 0;            // of the row that is not complete
    std::size_t row_bytes_ = 0;
    std::vector<FoundRow> rows_;
    std::size_t next_row_ = 0;

    std::vector<std::string_view> handed_;
    Row row_;
};

Reader::Reader(Source source) : parser_(std::make_unique<Parser>(std::move(source))) {}
Reader::~Reader() = default;

base::Result<const Row*, Problem> Reader::next() {
    return parser_->next();
}
char Reader::delimiter() const {
    return parser_->delimiter();
}
Encoding Reader::encoding() const {
    return parser_->encoding();
}
std::uint64_t Reader::windows_1252_line() const {
    return parser_->windows_1252_line();
}

} // namespace etsyorder::csv
