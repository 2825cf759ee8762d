// SPDX-License-Identifier: MIT
#include "orders/lint_text.hpp"

#include "frame/relative.hpp"
#include "frame/text.hpp"
#include "lint/text.hpp"
#include "orders/order_cell.hpp"
#include "orders/references.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder {
namespace {

using frame::Cell;
using frame::Tone;
using frame::Value;
using lint::OrderFinding;
using lint::Severity;

constexpr int kMargin = 4;                // before the buyer's words
constexpr std::size_t kMostShown = 2'000; // bytes of an answer

Tone tone_of(Severity severity) {
    switch (severity) {
    case Severity::error:
        return Tone::bad;
    case Severity::warning:
        return Tone::soon;
    case Severity::hint:
        break;
    }
    return Tone::faint;
}

// One line of an answer on the screen, with marks below what was found.
struct MarkedLine {
    std::string shown;
    std::string marks;

    void add(const std::string& text, bool marked) {
        const auto columns = static_cast<std::size_t>(std::max(0, frame::display_width(text)));
        shown += text;
        marks += std::string(columns, marked ? '^' : ' ');
    }
};

const lint::Spot* spot_at(const std::vector<const lint::Spot*>& spots, std::size_t offset) {
    const auto found = std::ranges::find_if(spots, [&](const lint::Spot* spot) {
        return offset >= spot->offset && offset < spot->offset + spot->size;
    });
    return found == spots.end() ? nullptr : *found;
}

// A place that looks like nothing is named, all else is shown as it is.
std::string shown_character(std::string_view bytes,
                            const lint::Text& text,
                            std::size_t first,
                            std::size_t last,
                            bool hidden) {
    if (!hidden) {
        return frame::for_terminal(bytes);
    }
    std::string out;
    for (auto i = first; i < last; ++i) {
        out += "<" + lint::code_point_name(text.characters()[i].code) + ">";
    }
    return out;
}

// The lines that hold a place; the others only take room. Of a long line, what is around the first.
std::vector<MarkedLine>
marked_lines(std::string_view bytes, const std::vector<const lint::Spot*>& spots, int width) {
    constexpr std::uint32_t kBefore = 24; // characters of a long line before its first place
    const lint::Text text(bytes);
    const auto& all = text.characters();
    std::vector<MarkedLine> lines;
    for (std::size_t begin = 0; begin < all.size();) {
        auto end = begin;
        std::size_t first_spot = all.size();
        while (end < all.size() && all[end].line == all[begin].line) {
            if (first_spot == all.size() && spot_at(spots, all[end].offset) != nullptr) {
                first_spot = end;
            }
            ++end;
        }
        if (first_spot < all.size()) {
            MarkedLine line;
            const auto column = all[first_spot].column;
            const bool is_long = static_cast<int>(end - begin) > width;
            const auto skipped = is_long && column > kBefore ? column - kBefore : 0;
            line.add(skipped > 0 ? "…" : "", false);
            for (auto at = begin; at < end;) {
                auto next = at + 1;
                while (next < end && all[next].grapheme == all[at].grapheme) {
                    ++next;
                }
                const bool breaks = all[at].code == '\n' || all[at].code == '\r';
                if (all[at].column >= skipped && !breaks) {
                    const auto from = all[at].offset;
                    const auto size = all[next - 1].offset + all[next - 1].size - from;
                    const auto* spot = spot_at(spots, from);
                    for (auto i = at; i < next && spot == nullptr; ++i) {
                        spot = spot_at(spots, all[i].offset);
                    }
                    const bool hidden = spot != nullptr && spot->looks_like_nothing;
                    const auto shown =
                        shown_character(bytes.substr(from, size), text, at, next, hidden);
                    if (frame::display_width(line.shown + shown) >= width) {
                        line.add("…", false);
                        break;
                    }
                    line.add(shown, spot != nullptr);
                }
                at = next;
            }
            lines.push_back(std::move(line));
        }
        begin = end;
    }
    return lines;
}

// Letters that are written from the right stand elsewhere than they are counted.
bool has_right_to_left(std::string_view bytes) {
    const lint::Text text(bytes);
    return std::ranges::any_of(text.characters(), [](const lint::Character& character) {
        const auto family = lint::family_of(character.code);
        return family == lint::Family::hebrew || family == lint::Family::arabic;
    });
}

void add_answer(frame::Page& page,
                const orders::Answer& answer,
                const std::vector<const lint::Spot*>& spots,
                int width) {
    const std::string margin(kMargin, ' ');
    if (spots.empty() || has_right_to_left(answer.text)) {
        page.verbatim(lint::start_of(answer.text, kMostShown));
        return;
    }
    for (const auto& line : marked_lines(answer.text, spots, width - kMargin)) {
        page.line(margin + line.shown);
        const auto end = line.marks.find_last_not_of(' ');
        if (end != std::string::npos) {
            page.line(margin + line.marks.substr(0, end + 1), Tone::bad);
        }
    }
}

void add_wrapped(frame::Page& page, std::string_view text, int indent, int width, Tone tone) {
    const std::string margin(static_cast<std::size_t>(indent), ' ');
    std::string line;
    while (!text.empty()) {
        const auto word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(word.size() + 1, text.size()));
        if (!line.empty() &&
            indent + frame::display_width(line) + 1 + frame::display_width(word) > width) {
            page.line(margin + line, tone);
            line.clear();
        }
        line += (line.empty() ? "" : " ") + std::string(word);
    }
    if (!line.empty()) {
        page.line(margin + line, tone);
    }
}

void add_finding(frame::Page& page, const OrderFinding& found, int width) {
    const auto& code = lint::info(found.finding.code);
    const auto& spots = found.finding.spots;
    std::string where;
    if (!spots.empty()) {
        where = fmt::format(", character {}", spots.front().position);
        if (found.finding.spot_count > spots.size()) {
            where +=
                fmt::format(", the first {} of {} places", spots.size(), found.finding.spot_count);
        }
    }
    page.line(fmt::format("    {:<7} {}: {}{}",
                          lint::to_string(code.severity),
                          code.name,
                          found.finding.message,
                          where),
              found.silence ? Tone::faint : tone_of(code.severity));
    if (found.silence) {
        page.line(fmt::format("            silenced: {}", found.silence->reason), Tone::faint);
    } else {
        add_wrapped(page, code.remedy, 12, width, Tone::faint);
    }
}

// The answer, or of a long one what is around the first place.
std::string text_around(const std::string& text, const lint::Finding& finding) {
    constexpr std::size_t kBefore = kMostShown / 4;
    const auto first = finding.spots.empty() ? 0 : finding.spots.front().offset;
    if (text.size() <= kMostShown || first <= kBefore) {
        return lint::start_of(text, kMostShown);
    }
    auto from = first - kBefore;
    while (from > 0 && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80U) {
        --from;
    }
    return "…" + lint::start_of(text.substr(from), kMostShown);
}

Cell silence_cell(const std::optional<lint::Silence>& silence) {
    if (!silence) {
        return Value();
    }
    Cell cell(Value::object({{"reason", silence->reason},
                             {"of", silence->target.order ? "order" : "listing"},
                             {"since", silence->since}}));
    cell.piped = silence->reason;
    return cell;
}

Value spot_value(const lint::Spot& spot) {
    return Value::object({{"position", spot.position},
                          {"line", spot.line},
                          {"column", spot.column},
                          {"characters", spot.code_points},
                          {"what", spot.what}});
}

const orders::Answer* answer_of(const lint::LintItem& item, const lint::Finding& finding) {
    return finding.answer ? &item.answers[*finding.answer] : nullptr;
}

} // namespace

void add_findings(frame::Page& page,
                  const lint::LintOrder& order,
                  const std::vector<OrderFinding>& found,
                  const LintLook& look) {
    std::string head = fmt::format(
        "{}  {}", look.name.value_or(std::to_string(order.receipt.value())), order.buyer_name);
    if (order.is_open && order.ship_by) {
        const int days =
            base::days_between(look.zone->date(look.now), look.zone->date(*order.ship_by));
        head += fmt::format("  ({})", frame::days_left_in_words(days));
    }
    page.heading(head);
    for (std::size_t i = 0; i < found.size();) {
        const auto& item = order.items[found[i].item];
        const auto answer = found[i].finding.answer;
        auto end = i;
        std::vector<const lint::Spot*> spots;
        while (end < found.size() && found[end].item == found[i].item &&
               found[end].finding.answer == answer) {
            for (const auto& spot : found[end].finding.spots) {
                spots.push_back(&spot);
            }
            ++end;
        }
        const auto times = item.quantity == 1 ? "" : fmt::format("{}x ", item.quantity);
        const auto question =
            answer ? fmt::format(" · {}", found[i].finding.question) : std::string();
        page.line(frame::fitted(fmt::format("  {}{}{}", times, item.title, question), look.width));
        if (answer) {
            add_answer(page, item.answers[*answer], spots, look.width);
        }
        for (; i < end; ++i) {
            add_finding(page, found[i], look.width);
        }
    }
}

frame::Table empty_findings_table() {
    return {.name = "findings",
            .columns = {{.field = "order", .heading = "order"},
                        {.field = "transaction", .piped = true},
                        {.field = "severity", .heading = "severity"},
                        {.field = "code", .heading = "code"},
                        {.field = "question", .heading = "question"},
                        {.field = "message", .heading = "message"},
                        {.field = "characters", .piped = true},
                        {.field = "position", .piped = true},
                        {.field = "text", .piped = true},
                        {.field = "spots"},
                        {.field = "remedy"},
                        {.field = "silenced", .piped = true},
                        {.field = "title"},
                        {.field = "quantity"},
                        {.field = "listing"},
                        {.field = "buyer"},
                        {.field = "ship_by"},
                        {.field = "open"},
                        {.field = "shop"},
                        {.field = "url"},
                        {.field = "spot_count"},
                        {.field = "stale"}}};
}

std::vector<frame::Cell>
findings_row(const lint::LintOrder& order, const OrderFinding& found, const FindingFacts& facts) {
    const auto& item = order.items[found.item];
    const auto& finding = found.finding;
    const auto& code = lint::info(finding.code);
    const auto* const answer = answer_of(item, finding);
    Value::List spots;
    for (const auto& spot : finding.spots) {
        spots.push_back(spot_value(spot));
    }
    const auto* const first = finding.spots.empty() ? nullptr : &finding.spots.front();
    return {order_cell(order.receipt, facts.name),
            item.transaction.value(),
            lint::to_string(code.severity),
            code.name,
            answer != nullptr ? Value(finding.question) : Value(),
            finding.message,
            first != nullptr ? Value(first->code_points) : Value(),
            first != nullptr ? Value(first->position) : Value(),
            answer != nullptr ? Value(text_around(answer->text, finding)) : Value(),
            Value::list(std::move(spots)),
            code.remedy,
            silence_cell(found.silence),
            item.title,
            item.quantity,
            item.listing,
            order.buyer_name,
            order.ship_by,
            order.is_open,
            order.shop.value(),
            order.has_etsy_page ? Value(etsy_order_url(order.receipt)) : Value(),
            static_cast<std::int64_t>(finding.spot_count),
            facts.stale};
}

Value code_value(const lint::CodeInfo& code) {
    return Value::object({{"code", code.name},
                          {"severity", lint::to_string(code.severity)},
                          {"title", code.title},
                          {"explanation", code.explanation},
                          {"remedy", code.remedy},
                          {"example", code.example}});
}

frame::Page code_page(const lint::CodeInfo& code, int width) {
    frame::Page page;
    page.heading(fmt::format("{} ({}): {}", code.name, lint::to_string(code.severity), code.title));
    add_wrapped(page, code.explanation, 2, width, Tone::plain);
    page.field("Remedy", code.remedy);
    page.field("Example", code.example);
    return page;
}

} // namespace etsyorder
