// SPDX-License-Identifier: MIT
#include "frame/format.hpp"

#include "base/nearest.hpp"
#include "frame/format_facts.hpp"
#include "liquid/dates.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace etsyorder::frame {
namespace {

// Knows which names there are, and of none what it stands for.
class KnownNames final : public liquid::Lazy {
public:
    explicit KnownNames(std::vector<std::string> names) : names_(std::move(names)) {}
    [[nodiscard]] std::optional<liquid::Value> get(std::string_view name) const override {
        return std::ranges::find(names_, name) == names_.end() ? std::nullopt
                                                               : std::optional(liquid::Value());
    }
    [[nodiscard]] std::vector<std::string> names() const override { return names_; }

private:
    std::vector<std::string> names_;
};

liquid::Template compiled(const FormatText& text,
                          const liquid::Filters* filters,
                          const liquid::CompileLimits& limits) {
    auto result = liquid::Template::compile(
        text.source(), "--format", {.filters = filters, .limits = limits, .begins_at = {}});
    if (!result) {
        throw text.error(result.error());
    }
    return *std::move(result);
}

// What the row says of its amounts; empty: nothing.
std::string currency_of(const FormatRow& row, const liquid::Value& root) {
    const auto whole = root.ask(row.noun);
    const auto currency = whole ? whole->ask("currency") : std::nullopt;
    return currency && currency->is_text() ? std::string(currency->text()) : std::string();
}

} // namespace

std::string name_of_one(std::string_view list) {
    std::string name(list);
    const auto ends = [&name](std::string_view with) { return name.ends_with(with); };
    const auto cut = [&name](std::size_t count) { name.erase(name.size() - count); };
    if (ends("ies")) {
        cut(3);
        name += 'y';
    } else if (ends("sses") || ends("xes") || ends("ches") || ends("shes")) {
        cut(2);
    } else if (ends("s") && !ends("ss") && !ends("us") && !ends("is")) {
        cut(1);
    }
    return name;
}

Format::Format(std::string typed, Unknown unknown, const liquid::Filters* filters)
    : text_(std::move(typed)), template_(compiled(text_, filters, {})),
      ends_its_lines_(text_.ends_in_line_feed()),
      speaks_of_money_(template_.source().find("money") != std::string::npos) {
    options_.strict = unknown == Unknown::refused;
}

void Format::know(liquid::Surroundings surroundings) {
    if (surroundings.now) {
        now_ = liquid::format_moment(liquid::moment_of(*surroundings.now, surroundings.zone),
                                     "%Y-%m-%d %H:%M:%S %z", // as in letters
                                     "en");
    }
    options_.surroundings = std::move(surroundings);
    options_.surroundings.html = false;
}

void Format::require_names(std::string_view noun, const std::vector<std::string>& fields) const {
    if (!options_.strict) {
        return;
    }
    std::vector<std::string> names{std::string(noun)};
    std::ranges::copy_if(
        fields, std::back_inserter(names), [&](const auto& field) { return field != noun; });
    names.emplace_back("now");
    const auto known = std::make_shared<KnownNames>(std::move(names));
    const auto root = liquid::Value::lazy(known);
    const auto rendered = template_.render(root, options_);
    if (rendered || rendered.error().kind != liquid::Problem::Kind::unknown) {
        return; // what else is wrong with an empty row may be right with a real one
    }
    const auto& subject = rendered.error().subject;
    if (!known->get(subject.substr(0, subject.find_first_of(".["))).has_value()) {
        throw refused(rendered.error(), root);
    }
}

void Format::append(std::string& out, const FormatRow& row) const {
    const auto root = liquid::Value::lazy(std::make_shared<RowRoot>(row, now_));
    auto currency = speaks_of_money_ ? currency_of(row, root) : std::string();
    const auto rendered = currency.empty() || currency == options_.surroundings.currency
                              ? template_.render_to(out, root, options_)
                              : template_.render_to(out, root, with_currency(std::move(currency)));
    if (!rendered) {
        throw refused(rendered.error(), root);
    }
    if (!ends_its_lines_) {
        out += '\n';
    }
}

liquid::RenderOptions Format::with_currency(std::string currency) const {
    auto options = options_;
    options.surroundings.currency = std::move(currency);
    return options;
}

base::Error Format::refused(const liquid::Problem& problem, const liquid::Value& root) const {
    const bool is_variable = problem.what.starts_with("unknown variable"); // and no partial
    const auto names = problem.kind == liquid::Problem::Kind::unknown && is_variable
                           ? names_beside(problem.subject, root)
                           : std::vector<std::string>();
    if (names.empty()) {
        return text_.error(problem);
    }
    const auto point = problem.subject.rfind('.');
    const auto in_front = problem.subject.substr(0, point == std::string::npos ? 0 : point + 1);
    const auto what = in_front.empty() ? "there are" : problem.subject.substr(0, point) + " has";
    const auto meant = base::nearest(problem.subject.substr(in_front.size()), names);
    return text_.error(problem)
        .note(fmt::format("{}: {}", what, fmt::join(names, ", ")))
        .hint(meant ? fmt::format("did you mean \"{}{}\"?", in_front, *meant) : "");
}

} // namespace etsyorder::frame
