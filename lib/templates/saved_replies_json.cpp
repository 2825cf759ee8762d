// SPDX-License-Identifier: MIT
// Saved replies in JSON: a list, or a list somewhere in objects, of objects with a name and a text.
#include "templates/saved_replies.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <set>

namespace etsyorder::templates {
namespace {

using Json = nlohmann::ordered_json; // rows are told in the order of the file

constexpr int kDeepest = 32;    // of what is read at all
constexpr int kDeepestText = 5; // where a text is looked for within one reply

base::Unexpected<FileRefused> refused(std::string why, std::string hint = {}) {
    return base::Unexpected<FileRefused>({std::move(why), std::move(hint)});
}

// Of two members of one name a parser keeps one, and says nothing.
class NamesOnce {
public:
    void note(Json::parse_event_t event, const Json& parsed) {
        if (event == Json::parse_event_t::object_start) {
            open_.emplace_back();
        } else if (event == Json::parse_event_t::object_end) {
            open_.pop_back();
        } else if (event == Json::parse_event_t::key && !twice_ && !open_.empty() &&
                   !open_.back().insert(parsed.get<std::string>()).second) {
            twice_ = parsed.get<std::string>();
        }
    }
    [[nodiscard]] const std::optional<std::string>& twice() const { return twice_; }

private:
    std::vector<std::set<std::string>> open_; // names of the objects that are being read
    std::optional<std::string> twice_;
};

// Counts brackets outside texts, before anything is built.
bool is_too_deep(std::string_view text) {
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            i += c == '\\' ? 1 : 0;
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            if (++depth > kDeepest) {
                return true;
            }
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

// The text of it, or of what is in it: macros keep it in their actions.
const Json* text_in(const Json& value, const ReplyColumns& columns, int depth) {
    if (depth > kDeepestText) {
        return nullptr;
    }
    if (value.is_object()) {
        for (const auto& member : value.items()) {
            const auto* column = column_meant(member.key(), columns);
            if (column != nullptr && *column == "text" && member.value().is_string()) {
                return &member.value();
            }
        }
        const auto field = value.find("field"); // of a Zendesk macro
        const auto content = value.find("value");
        if (field != value.end() && content != value.end() && field->is_string() &&
            field->get_ref<const std::string&>().starts_with("comment_value")) {
            const auto& said =
                content->is_array() && !content->empty() ? content->back() : *content;
            return said.is_string() ? &said : nullptr;
        }
    }
    if (value.is_structured()) {
        for (const auto& inner : value) {
            if (inner.is_structured()) {
                if (const auto* found = text_in(inner, columns, depth + 1)) {
                    return found;
                }
            }
        }
    }
    return nullptr;
}

bool is_reply(const Json& value, const ReplyColumns& columns) {
    if (!value.is_object()) {
        return false;
    }
    for (const auto& member : value.items()) {
        const auto* column = column_meant(member.key(), columns);
        if (column != nullptr && member.value().is_string() &&
            (*column == "text" || *column == "source")) {
            return true;
        }
    }
    return false;
}

struct List {
    std::string name;
    const Json* items;
};

// Lists of objects, in objects within objects.
void find_lists(const Json& value, const std::string& name, int depth, std::vector<List>& lists) {
    if (value.is_array()) {
        const bool objects = std::any_of(
            value.begin(), value.end(), [](const Json& one) { return one.is_object(); });
        if (objects) {
            lists.push_back({name, &value});
        }
    } else if (value.is_object() && depth < 3) {
        for (const auto& member : value.items()) {
            find_lists(member.value(), member.key(), depth + 1, lists);
        }
    }
}

std::vector<std::string> tags_of(const Json& value) {
    if (value.is_string()) {
        return tags_in(value.get_ref<const std::string&>());
    }
    std::vector<std::string> tags;
    if (value.is_array()) {
        for (const auto& one : value) {
            const auto name = one.is_object() ? one.find("name") : one.end();
            if (one.is_string()) {
                tags.push_back(one.get<std::string>());
            } else if (one.is_object() && name != one.end() && name->is_string()) {
                tags.push_back(name->get<std::string>());
            }
        }
    }
    return tags;
}

// What a member is called counts by the order of usual_names(): "name" before "shortcut".
std::size_t standing(std::string_view column, const std::string& called) {
    const auto& names = usual_names(column);
    std::string plain;
    for (const char c : called) {
        if (c != '_' && c != '-' && c != ' ') {
            plain += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        }
    }
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), plain) - names.begin());
}

SavedReply reply_from(const Json& value, const ReplyColumns& columns) {
    SavedReply reply;
    std::map<std::string, std::size_t> taken;
    for (const auto& member : value.items()) {
        const auto* column = column_meant(member.key(), columns);
        if (column == nullptr) {
            continue;
        }
        if (*column == "tags") {
            reply.tags = tags_of(member.value());
            continue;
        }
        const auto rank = standing(*column, member.key());
        const auto before = taken.find(*column);
        if (!member.value().is_string() || member.value().get_ref<const std::string&>().empty() ||
            (before != taken.end() && before->second <= rank)) {
            continue;
        }
        taken[*column] = rank;
        auto text = member.value().get<std::string>();
        auto& to = *column == "name"       ? reply.title
                   : *column == "text"     ? reply.text
                   : *column == "subject"  ? reply.subject
                   : *column == "language" ? reply.language
                   : *column == "about"    ? reply.about
                                           : reply.source.emplace();
        to = std::move(text);
    }
    if (reply.text.empty() && !reply.source) {
        if (const auto* text = text_in(value, columns, 0)) {
            reply.text = text->get<std::string>();
        }
    }
    return reply;
}

// {"hours": "9 to 5", "thanks": "Thank you"}: texts by their names. Not one reply: that has a text
// beside its name or number.
bool is_texts_by_name(const Json& value, const ReplyColumns& columns) {
    if (!value.is_object() || value.empty() || !columns.empty()) {
        return false;
    }
    bool others = false;
    bool text = false;
    bool named = false;
    for (const auto& member : value.items()) {
        if (!member.value().is_string()) {
            return false;
        }
        const auto* column = column_meant(member.key(), columns);
        const bool is_number = member.key() == "id" || member.key() == "ID" || member.key() == "Id";
        text = text || (column != nullptr && *column == "text");
        named = named || is_number || (column != nullptr && *column == "name");
        others = others || column == nullptr;
    }
    return others && !(text && named);
}

base::Result<SavedReplies, FileRefused> texts_by_name(const Json& value) {
    if (value.size() > kMostReplies) {
        return refused(fmt::format("it has more than {} replies", kMostReplies), "split it");
    }
    SavedReplies all;
    for (const auto& member : value.items()) {
        SavedReply reply;
        reply.row = all.replies.size() + 1;
        reply.title = member.key();
        reply.text = member.value().get<std::string>();
        all.replies.push_back(std::move(reply));
    }
    return all;
}

} // namespace

base::Result<SavedReplies, FileRefused> replies_of_json(const std::string& content,
                                                        const ReplyColumns& columns) {
    if (is_too_deep(content)) {
        return refused(
            fmt::format("this is JSON with more than {} brackets within one another", kDeepest));
    }
    Json root;
    NamesOnce names;
    try {
        root = Json::parse(content, [&](int, Json::parse_event_t event, Json& parsed) {
            names.note(event, parsed);
            return true;
        });
    } catch (const Json::parse_error& wrong) {
        const auto at = std::min(content.size(), wrong.byte);
        const auto line =
            1 +
            std::count(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        return refused(fmt::format("line {} is no JSON", line),
                       "export it again: its end may be missing");
    } catch (const Json::exception&) { // a number that no double holds
        return refused("this is no JSON");
    }
    if (names.twice()) {
        return refused(fmt::format("\"{}\" is there twice in one object", *names.twice()),
                       "one of the two would be lost: give it another name");
    }
    if (is_texts_by_name(root, columns)) {
        return texts_by_name(root);
    }
    std::vector<List> lists;
    if (is_reply(root, columns)) {
        return SavedReplies{{reply_from(root, columns)}, {}};
    }
    find_lists(root, "", 0, lists);
    if (lists.size() > 1) {
        std::erase_if(lists, [&](const List& list) {
            return !std::any_of(list.items->begin(), list.items->end(), [&](const Json& one) {
                return text_in(one, columns, 0) != nullptr || is_reply(one, columns);
            });
        });
    }
    if (lists.size() != 1) {
        return refused(
            lists.empty() ? "this is JSON without a list of replies"
                          : "this is JSON with several lists of replies",
            "a list of objects with \"name\" and \"text\" is read, or {\"name\": \"text\"}");
    }
    const auto& items = *lists.front().items;
    if (items.size() > kMostReplies) {
        return refused(fmt::format("it has more than {} replies", kMostReplies), "split it");
    }
    SavedReplies all;
    std::uint64_t row = 0;
    for (const auto& one : items) {
        ++row;
        if (!one.is_object()) {
            all.bad.push_back({row, "this entry is no object"});
            continue;
        }
        auto reply = reply_from(one, columns);
        reply.row = row;
        all.replies.push_back(std::move(reply));
    }
    return all;
}

} // namespace etsyorder::templates
