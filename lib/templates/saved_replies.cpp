// SPDX-License-Identifier: MIT
#include "templates/saved_replies.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "csv/reader.hpp"
#include "orders/words.hpp"
#include "templates/template_name.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace etsyorder::templates {
namespace {

using Names = std::map<std::string, std::vector<std::string>, std::less<>>;

// Columns of one kind: the first that is there counts.
const Names& names_of_columns() {
    static const Names kNames{
        {"name",
         {"name",
          "title",
          "shortcut",
          "shortcode",
          "templatename",
          "replyname",
          "snippetname",
          "macro",
          "label",
          "titel",
          "bezeichnung",
          "vorlage",
          "kurzel",
          "kuerzel"}},
        {"text",
         {"text",
          "body",
          "content",
          "message",
          "reply",
          "response",
          "answer",
          "snippet",
          "bodytext",
          "texttemplate",
          "bodyhtml",
          "html",
          "nachricht",
          "inhalt",
          "antwort"}},
        {"subject", {"subject", "betreff"}},
        {"tags",
         {"tags",
          "tag",
          "category",
          "categories",
          "folder",
          "labels",
          "kategorie",
          "schlagworte",
          "ordner"}},
        {"language", {"language", "lang", "locale", "sprache"}},
        {"about", {"about", "description", "beschreibung"}},
        {"source", {"source"}},
    };
    return kNames;
}

// "Short_Code" is "shortcode".
std::string plain(std::string_view called) {
    std::string out;
    for (const char c : orders::folded_text(called)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            out += c;
        }
    }
    return out;
}

std::string trimmed(std::string_view text) {
    return std::string(base::trimmed(text));
}

using Places = std::map<std::string, std::size_t, std::less<>>; // of columns

Places places_in(std::span<const std::string_view> header, const ReplyColumns& columns) {
    Places places;
    for (const auto& [column, names] : names_of_columns()) {
        if (const auto told = columns.find(column); told != columns.end()) {
            for (std::size_t i = 0; i < header.size(); ++i) {
                if (base::same_but_for_case(trimmed(header[i]), told->second)) {
                    places.emplace(column, i);
                }
            }
            continue;
        }
        for (const auto& name : names) {
            for (std::size_t i = 0; i < header.size() && !places.contains(column); ++i) {
                if (plain(header[i]) == name) {
                    places.emplace(column, i);
                }
            }
        }
    }
    return places;
}

std::optional<FileRefused> refused_columns(std::span<const std::string_view> header,
                                           const ReplyColumns& columns,
                                           const Places& places) {
    std::vector<std::string> there;
    for (const auto cell : header.subspan(0, std::min<std::size_t>(header.size(), 20))) {
        there.push_back(trimmed(cell));
    }
    const auto seen = fmt::format("its columns are {}", fmt::join(there, ", "));
    for (const auto& [column, called] : columns) {
        if (!places.contains(column)) {
            return FileRefused{fmt::format("there is no column \"{}\"; {}", called, seen), ""};
        }
    }
    for (const auto& [column, at] : places) {
        for (std::size_t i = at + 1; i < header.size(); ++i) {
            if (base::same_but_for_case(trimmed(header[i]), trimmed(header[at]))) {
                return FileRefused{
                    fmt::format("two columns are called \"{}\"; {}", trimmed(header[at]), seen),
                    "give one of them another name, or take it out"};
            }
        }
    }
    if (!places.contains("text") && !places.contains("source")) {
        return FileRefused{fmt::format("no column says what the text is; {}", seen),
                           "--map name=COLUMN,text=COLUMN names them; without such a line, write "
                           "one above all others: name,text"};
    }
    return std::nullopt;
}

// Nobody calls a column so: a sentence, several lines, a placeholder.
bool reads_as_reply(std::string_view cell) {
    constexpr std::ptrdiff_t kMostBlanks = 4; // "What we write to the buyer"
    const auto text = trimmed(cell);
    return !text.empty() && (text.find_first_of("\n{[<") != std::string::npos ||
                             std::string_view(".!?").find(text.back()) != std::string_view::npos ||
                             std::ranges::count(text, ' ') > kMostBlanks);
}

// A name and a reply in front of any header.
bool lacks_header(std::span<const std::string_view> first, const ReplyColumns& columns) {
    constexpr std::size_t kLongestName = 80;
    return columns.empty() && first.size() == 2 && places_in(first, columns).empty() &&
           !trimmed(first[0]).empty() && first[0].size() <= kLongestName &&
           first[0].find('\n') == std::string_view::npos && reads_as_reply(first[1]);
}

SavedReply reply_of_row(const csv::Row& row, const Places& places) {
    const auto cell = [&](std::string_view column) {
        const auto at = places.find(column);
        return at == places.end() || at->second >= row.fields.size()
                   ? std::string()
                   : std::string(row.fields[at->second]);
    };
    SavedReply reply;
    reply.row = row.line;
    reply.title = trimmed(cell("name"));
    reply.text = cell("text");
    reply.about = trimmed(cell("about"));
    reply.subject = trimmed(cell("subject"));
    reply.tags = tags_in(cell("tags"));
    reply.language = trimmed(cell("language"));
    if (auto source = cell("source"); !source.empty()) {
        reply.source = std::move(source);
    }
    return reply;
}

// A comma in a text that is not quoted cuts it. Empty cells at the end are how spreadsheets save.
std::optional<BadRow> with_too_many_cells(const csv::Row& row, std::size_t columns) {
    const auto more = row.fields.subspan(std::min(columns, row.fields.size()));
    if (std::ranges::all_of(more, [](std::string_view cell) { return trimmed(cell).empty(); })) {
        return std::nullopt;
    }
    return BadRow{row.line,
                  fmt::format("it has {} cells, there are {} columns: put the text into quotation "
                              "marks (\"...\"), and write those in it twice",
                              row.fields.size(),
                              columns)};
}

std::string file_ending(const std::string& file_name) {
    const auto dot = file_name.rfind('.');
    return dot == std::string::npos ? "" : base::ascii_lower(file_name.substr(dot + 1));
}

base::Result<SavedReplies, FileRefused> reply_of_text(const std::string& content,
                                                      const std::string& file_name) {
    if (file_name.empty()) {
        return base::Unexpected<FileRefused>({"a text on standard input has no name",
                                              "put it into a file that is called like the "
                                              "template, or: etsyorder templates new NAME "
                                              "--text -"});
    }
    SavedReply reply;
    if (const auto ours = parse_file_name(file_name)) {
        reply.title = ours->name;
        reply.language = ours->language;
        reply.source = content;
    } else {
        reply.title = file_name.substr(0, file_name.rfind('.'));
        reply.text = content;
    }
    return SavedReplies{{std::move(reply)}, {}};
}

// Bytes in front of the text.
std::string_view without_mark(std::string_view content) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    return content.starts_with(kMark) ? content.substr(kMark.size()) : content;
}

bool looks_like_csv(const std::string& content) {
    csv::Reader reader(csv::from_text(content.substr(0, std::size_t{64} << 10)));
    const auto header = reader.next();
    if (!header || *header == nullptr || (*header)->fields.size() < 2) {
        return false;
    }
    const auto places = places_in((*header)->fields, {});
    return places.contains("text") || places.contains("source");
}

} // namespace

const std::vector<std::string>& usual_names(std::string_view column) {
    return names_of_columns().find(column)->second;
}

const std::string* column_meant(std::string_view called, const ReplyColumns& columns) {
    for (const auto& [column, names] : names_of_columns()) {
        const auto told = columns.find(column);
        if (told != columns.end() ? base::same_but_for_case(told->second, called)
                                  : std::ranges::find(names, plain(called)) != names.end()) {
            return &column;
        }
    }
    return nullptr;
}

std::vector<std::string> tags_in(std::string_view text) {
    std::vector<std::string> tags;
    while (!text.empty()) {
        const auto end = text.find_first_of(",;|");
        if (auto tag = trimmed(text.substr(0, end)); !tag.empty()) {
            tags.push_back(std::move(tag));
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return tags;
}

base::Result<SavedReplies, FileRefused> replies_of_csv(const std::string& content,
                                                       const ReplyColumns& columns) {
    csv::Reader reader(csv::from_text(content));
    const auto header = reader.next();
    if (!header) {
        return base::Unexpected<FileRefused>(
            {csv::describe(header.error()), csv::remedy(header.error())});
    }
    if (*header == nullptr) {
        return base::Unexpected<FileRefused>({"the file is empty", ""});
    }
    SavedReplies all;
    const auto width = (*header)->fields.size();
    all.without_header = lacks_header((*header)->fields, columns);
    const auto places = all.without_header ? Places{{"name", 0}, {"text", 1}}
                                           : places_in((*header)->fields, columns);
    if (all.without_header) {
        all.replies.push_back(reply_of_row(**header, places));
    } else if (auto refused = refused_columns((*header)->fields, columns, places)) {
        return base::Unexpected<FileRefused>(std::move(*refused));
    }
    while (true) {
        const auto row = reader.next();
        if (!row) {
            all.bad.push_back({row.error().line, csv::describe(row.error())});
            break;
        }
        if (*row == nullptr) {
            break;
        }
        if (all.replies.size() + all.bad.size() == kMostReplies) {
            return base::Unexpected<FileRefused>(
                {fmt::format("it has more than {} replies", kMostReplies), "split it"});
        }
        if (auto bad = with_too_many_cells(**row, width)) {
            all.bad.push_back(std::move(*bad));
            continue;
        }
        all.replies.push_back(reply_of_row(**row, places));
    }
    return all;
}

base::Result<SavedReplies, FileRefused> read_saved_replies(const std::string& content,
                                                           const std::string& file_name,
                                                           const ReplyColumns& columns) {
    if (content.size() > kMostReplyBytes) {
        return base::Unexpected<FileRefused>({"it is larger than 20 MiB", "split it"});
    }
    const auto text = without_mark(content);
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) {
        return base::Unexpected<FileRefused>({"the file is empty", ""});
    }
    const auto ending = file_ending(file_name);
    const bool is_text = ending == "txt" || ending == "md" || ending == "html" || ending == "htm" ||
                         ending == "liquid";
    if (ending == "csv" || ending == "tsv" || (!is_text && !columns.empty() && ending != "json")) {
        return replies_of_csv(content, columns);
    }
    if (text.find('\0') != std::string_view::npos) { // UTF-16 is read as CSV only
        return !is_text && ending != "json" && looks_like_csv(content)
                   ? replies_of_csv(content, columns)
                   : base::Unexpected<FileRefused>(
                         {"it has a byte that is 0: this is no text", "save it as UTF-8"});
    }
    const bool is_json =
        ending == "json" || (!is_text && (text[first] == '[' || text[first] == '{'));
    if (!is_json && !is_text && looks_like_csv(content)) {
        return replies_of_csv(content, columns);
    }
    if (const auto good = base::utf8_bytes(text); good != text.size()) {
        const auto line =
            1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(good), '\n');
        return base::Unexpected<FileRefused>(
            {fmt::format("line {} is no UTF-8", line), "save it as UTF-8"});
    }
    return is_json ? replies_of_json(std::string(text), columns)
                   : reply_of_text(std::string(text), file_name);
}

} // namespace etsyorder::templates
