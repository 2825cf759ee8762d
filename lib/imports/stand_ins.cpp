// SPDX-License-Identifier: MIT
#include "imports/stand_ins.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "csv/reader.hpp"
#include "imports/cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace etsyorder::imports {
namespace {

using orders::Answer;
using orders::Item;
using orders::ReceivedItem;
using Answers = std::vector<Answer>;

bool is_words(const Answer& answer) {
    return (answer.kind == orders::AnswerKind::personalisation ||
            answer.kind == orders::AnswerKind::file) &&
           !answer.text.empty();
}

bool has_words(const Answers& answers) {
    return std::ranges::any_of(answers, is_words);
}

// What an item is known by. Programs change blanks and line ends on the way; they do not count.
struct Label {
    std::string title;
    std::string words;

    Label(std::string_view name, const Answers& answers)
        : title(base::ascii_lower(std::string(trimmed(name)))) {
        for (const auto& answer : answers) {
            if (is_words(answer)) {
                std::ranges::copy_if(answer.text, std::back_inserter(words), [](char c) {
                    return c != ' ' && c != '\t' && c != '\r' && c != '\n';
                });
            }
        }
    }
};

struct Match {
    std::optional<std::size_t> item; // its place; empty: none
    bool several = false;            // which of them cannot be told
};

std::vector<Match> match(const std::vector<Label>& stand_ins, const std::vector<Label>& items) {
    std::vector<Match> found(stand_ins.size());
    if (stand_ins.size() == 1 && items.size() == 1 &&
        (stand_ins[0].title.empty() || items[0].title.empty())) {
        found[0].item = 0; // there is no other
        return found;
    }
    std::vector<bool> used(items.size());
    for (std::size_t at = 0; at < stand_ins.size(); ++at) {
        for (std::size_t item = 0; item < items.size() && !found[at].item; ++item) {
            if (!used[item] && !stand_ins[at].words.empty() &&
                stand_ins[at].words == items[item].words &&
                stand_ins[at].title == items[item].title) {
                found[at].item = item;
                used[item] = true;
            }
        }
    }
    const auto matched = found;
    for (std::size_t at = 0; at < stand_ins.size(); ++at) {
        if (matched[at].item) {
            continue;
        }
        std::size_t rivals = 0, candidates = 0, last = 0;
        for (std::size_t other = 0; other < stand_ins.size(); ++other) {
            if (!matched[other].item && stand_ins[other].title == stand_ins[at].title) {
                ++rivals;
            }
        }
        for (std::size_t item = 0; item < items.size(); ++item) {
            if (!used[item] && items[item].title == stand_ins[at].title) {
                ++candidates;
                last = item;
            }
        }
        if (rivals == 1 && candidates == 1) {
            found[at].item = last;
        }
        found[at].several = candidates > 0 && !found[at].item;
    }
    return found;
}

// "Oak sign", not too long.
std::string in_quotes(std::string_view title) {
    constexpr std::size_t kShown = 60;
    title = trimmed(title);
    if (title.empty()) {
        return "an item without a title";
    }
    const auto shown = base::utf8_bytes(title.substr(0, kShown));
    return fmt::format("\"{}{}\"", title.substr(0, shown), shown < title.size() ? "..." : "");
}

const char* why_none(bool several) {
    return several ? "of Etsy's items several have that title, and which it is cannot be told"
                   : "none of Etsy's items has that title";
}

// The words of `other` behind what is known, which has none.
Answers with_words(Answers known, const Answers& other) {
    if (known.empty()) {
        return other;
    }
    std::erase_if(
        known, [](const Answer& answer) { return answer.kind == orders::AnswerKind::not_asked; });
    std::ranges::copy_if(other, std::back_inserter(known), is_words);
    return known;
}

template <class T>
void fill(std::optional<T>& known, const std::optional<T>& other) {
    if (!known) {
        known = other;
    }
}

void fill(std::optional<std::string>& known, const std::string& other) {
    if (known.value_or("").empty() && !other.empty()) {
        known = other;
    }
}

void fill(ReceivedItem& said, const Item& known) {
    fill(said.title, known.title);
    fill(said.sku, known.sku);
    fill(said.quantity, std::optional(known.quantity));
    fill(said.price, known.price);
    fill(said.is_digital, known.is_digital ? std::optional(true) : std::nullopt);
    fill(said.listing_id, known.listing_id);
    fill(said.ship_by, known.ship_by);
    fill(said.shipped_at, known.shipped_at);
    fill(said.shipping_upgrade, known.shipping_upgrade);
    const auto answers = said.answers.value_or(Answers{});
    if (answers.empty() || (!has_words(answers) && has_words(known.answers))) {
        said.answers = with_words(answers, known.answers);
    }
}

template <class T>
void drop_known(std::optional<T>& said, bool is_known) {
    if (is_known) {
        said.reset();
    }
}

// Leaves of it what is not known yet.
void drop_known(ReceivedItem& said, const Item& known, NumberedBy numbered_by) {
    said.transaction = known.transaction;
    drop_known(said.title, !known.title.empty());
    drop_known(said.sku, !known.sku.empty());
    drop_known(said.quantity, true);
    drop_known(said.price, known.price.has_value());
    drop_known(said.is_digital, known.is_digital || !said.is_digital.value_or(false));
    drop_known(said.listing_id, known.listing_id.has_value());
    drop_known(said.ship_by, known.ship_by.has_value());
    drop_known(said.shipped_at, known.shipped_at.has_value());
    drop_known(said.shipping_upgrade, !known.shipping_upgrade.empty());
    if (!said.answers) {
        return;
    }
    const bool adds_words =
        numbered_by == NumberedBy::files && has_words(*said.answers) && !has_words(known.answers);
    if (known.answers.empty() || adds_words) {
        said.answers = with_words(known.answers, *said.answers);
    } else {
        said.answers.reset();
    }
}

std::vector<Label> labels_of(const std::vector<Item>& items) {
    std::vector<Label> labels;
    labels.reserve(items.size());
    for (const auto& item : items) {
        labels.emplace_back(item.title, item.answers);
    }
    return labels;
}

std::vector<Label> labels_of(const std::vector<ReceivedItem>& items) {
    std::vector<Label> labels;
    labels.reserve(items.size());
    for (const auto& item : items) {
        labels.emplace_back(item.title.value_or(""), item.answers.value_or(Answers{}));
    }
    return labels;
}

// Does the file say which item it is?
bool has_number(const MappedOrder& order, const ReceivedItem& item) {
    return std::ranges::any_of(order.rows, [&](const MappedOrder::Row& row) {
        const auto cell = row.cells.find(Meaning::transaction);
        return row.transaction == item.transaction && cell != row.cells.end() &&
               !trimmed(cell->second).empty();
    });
}

} // namespace

std::vector<orders::TransactionId> stand_ins_among(const orders::FileRowRepository& repository,
                                                   const std::vector<orders::FileRow>& rows) {
    std::vector<orders::TransactionId> found;
    for (const auto& row : rows) {
        if (row.kind != orders::FileKind::mapped || row.transaction == 0) {
            continue;
        }
        csv::Reader reader(csv::from_text(repository.header(row.header).columns + row.content));
        const auto columns = reader.next();
        std::size_t place = 0;
        if (columns && *columns != nullptr) {
            const auto names = (*columns)->fields;
            place = static_cast<std::size_t>(
                std::ranges::find(names, to_string(Meaning::transaction)) - names.begin());
        }
        const auto cells = reader.next();
        const bool numbered = cells && *cells != nullptr && place < (*cells)->fields.size() &&
                              !trimmed((*cells)->fields[place]).empty();
        if (!numbered) {
            found.emplace_back(row.transaction);
        }
    }
    return found;
}

std::vector<std::string> take_over(orders::ReceivedOrder& said,
                                   const std::vector<Item>& stand_ins) {
    std::vector<std::string> notes;
    auto& items = *said.items;
    const auto labels = labels_of(items);
    const auto known = labels_of(stand_ins);
    const auto matches = match(known, labels);
    for (std::size_t at = 0; at < stand_ins.size(); ++at) {
        const auto& [item, several] = matches[at];
        const auto title = in_quotes(stand_ins[at].title);
        const bool is_news = !stand_ins[at].removed_at;
        if (item && is_news && !known[at].words.empty() && !labels[*item].words.empty() &&
            known[at].words != labels[*item].words) {
            notes.push_back(
                fmt::format("the words for {} in another file are not Etsy's, which count", title));
        }
        if (item) {
            fill(items[*item], stand_ins[at]);
        } else if (is_news) {
            notes.push_back(fmt::format(
                "{} of another file is marked as removed: {}", title, why_none(several)));
        }
    }
    return notes;
}

std::vector<std::string>
fit_in(MappedOrder& order, const std::vector<Item>& known, NumberedBy numbered_by) {
    std::vector<ReceivedItem> stand_ins, left;
    for (auto& item : *order.order.items) {
        auto& to = has_number(order, item) ? left : stand_ins;
        to.push_back(std::move(item));
    }
    std::vector<std::string> notes;
    const auto labels = labels_of(known);
    const auto said = labels_of(stand_ins);
    const auto matches = match(said, labels);
    for (std::size_t at = 0; at < stand_ins.size(); ++at) {
        const auto& [item, several] = matches[at];
        const auto title = in_quotes(stand_ins[at].title.value_or(""));
        if (!item) {
            notes.push_back(fmt::format("{} is left out: {}", title, why_none(several)));
            continue;
        }
        drop_known(stand_ins[at], known[*item], numbered_by);
        if (!said[at].words.empty() && said[at].words != labels[*item].words &&
            !stand_ins[at].answers) {
            notes.push_back(fmt::format("the words for {} are {}",
                                        title,
                                        labels[*item].words.empty()
                                            ? "left out: Etsy says that there are none"
                                            : "not Etsy's, which stay"));
        }
        left.push_back(std::move(stand_ins[at]));
    }
    order.order.items = left.empty() ? std::nullopt : std::optional(std::move(left));
    return notes;
}

} // namespace etsyorder::imports
