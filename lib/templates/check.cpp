// SPDX-License-Identifier: MIT
#include "templates/check.hpp"

#include "base/error.hpp"
#include "liquid/uses.hpp"
#include "orders/order_repository.hpp"
#include "templates/attached_file.hpp"
#include "templates/check_use.hpp"
#include "templates/fact_subjects.hpp"
#include "templates/hole_hint.hpp"
#include "templates/template_uses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace etsyorder::templates {
namespace {

namespace fs = std::filesystem;
using Kind = CheckFinding::Kind;
using liquid::Problem;
using liquid::Value;

Kind kind_of(const Problem& problem) {
    switch (problem.kind) {
    case Problem::Kind::syntax:
        return Kind::syntax;
    case Problem::Kind::unknown:
        return Kind::unknown;
    case Problem::Kind::hole:
        return Kind::hole;
    default:
        return Kind::refused;
    }
}

// One text with what its letters need, made once for all orders.
struct Text {
    std::shared_ptr<const Template> source;
    std::unique_ptr<PartsInLanguage> parts;
    std::map<std::int64_t, SetFacts> samples; // by shop, whose zone says what day it is
    bool about_items = false;                 // speaks of `item`
    bool broken = false;  // by unknown filters: no letter of it comes out, and values are not it
    bool dropped = false; // it hit a limit, as it would about every other order, for as long again
    std::int64_t letters = 0;
};

class Check {
public:
    Check(const Library& library, Facts& facts) : library_(library), facts_(facts) {}

    void look_at_files() {
        for (const auto& one : library_.file_problems()) {
            Problem problem;
            problem.name = one.file;
            problem.what = one.what;
            problem.hint = one.hint;
            const auto name = parse_file_name(fs::path(one.file).filename().string());
            add(Kind::file, name.value_or(TemplateFileName{}), std::move(problem), {});
        }
    }

    void look_at(const std::string& name) {
        totals_.templates += is_part_name(name) ? 0 : 1;
        auto languages = library_.languages(name);
        languages.insert(languages.begin(), "");
        for (const auto& language : languages) {
            totals_.texts += is_part_name(name) ? 0 : 1;
            look_at_text({name, language});
        }
    }

    void look_at(orders::Order order) {
        ++totals_.orders;
        const auto receipt = order.receipt;
        std::vector<std::size_t> items;
        for (std::size_t i = 0; i < order.items.size(); ++i) {
            if (!order.items[i].removed_at) {
                items.push_back(i);
            }
        }
        // What one letter looked up is there for all others of the order.
        const auto subject = facts_.subject(std::move(order), nullptr);
        const auto about_all = facts_.of(subject, {});
        std::vector<Value> about_each;
        for (std::size_t i = 0; items.size() > 1 && i < items.size(); ++i) {
            about_each.push_back(facts_.of(subject, {items[i], {}, nullptr}));
        }
        for (auto& text : texts_) {
            if (!text.about_items || about_each.empty()) {
                render(text, *subject, about_all, receipt);
                continue;
            }
            for (const auto& about_one : about_each) {
                render(text, *subject, about_one, receipt);
            }
        }
    }

    CheckResult take() {
        std::set<std::string> used;
        std::set<std::string> all;
        for (const auto& text : texts_) {
            totals_.letters += text.letters;
            const bool was_tried =
                text.letters > 0 || text.broken || refused_.contains(text.source.get());
            (was_tried ? used : all).insert(text.source->name().name);
        }
        std::set_difference(
            all.begin(), all.end(), used.begin(), used.end(), std::back_inserter(totals_.idle));
        std::vector<CheckFinding> findings;
        for (auto& [key, finding] : findings_) {
            findings.push_back(std::move(finding));
        }
        return {std::move(findings), std::move(totals_)};
    }

private:
    void add(Kind kind,
             const TemplateFileName& name,
             Problem problem,
             std::optional<orders::ReceiptId> order) {
        // Of one place there is one finding: what the text alone tells, and what orders add to it.
        // What refuses a value repeats it, and each order has its own.
        auto key = std::tuple(name.name,
                              problem.name,
                              problem.line,
                              problem.column,
                              name.language,
                              kind == Kind::refused ? std::string() : problem.what);
        auto& finding = findings_[std::move(key)];
        if (finding.problem.what.empty()) {
            finding.kind = kind;
            finding.name = name.name;
            finding.language = name.language;
            finding.problem = std::move(problem);
        }
        if (order && (finding.orders.empty() || finding.orders.back() != *order)) {
            finding.orders.push_back(*order);
        }
    }

    void look_at_text(const TemplateFileName& name) {
        if (name.language.empty() && !has_base(name.name)) {
            return; // told of with the files
        }
        auto found = library_.exactly(name);
        const bool broken = !found;
        if (broken && kind_of(found.error()) == Kind::unknown) {
            std::vector<Problem> unknown_filters;
            found = library_.looked_over(name, unknown_filters);
            for (auto& problem : unknown_filters) {
                look_at_broken(name, std::move(problem));
            }
        }
        if (!found) {
            look_at_broken(name, std::move(found.error()));
            return;
        }
        Text text{*found, std::make_unique<PartsInLanguage>(library_, name.language), {}};
        text.broken = broken;
        bool whole = look_at_uses(name, text, text.source->liquid());
        if (const auto& subject = text.source->subject()) {
            whole = look_at_uses(name, text, *subject) && whole;
        }
        text.about_items = speaks_of_item(text.source->liquid(), *text.parts);
        look_at_attached(name, *text.source);
        if (whole && !is_part_name(name.name)) {
            texts_.push_back(std::move(text));
        }
    }

    // Each text in another language says again what is wrong with its base.
    void look_at_broken(const TemplateFileName& name, Problem problem) {
        const bool placed = !problem.source.empty() || problem.caret != 0;
        if (!placed) {
            problem.line = 0;
            problem.column = 0;
        }
        const bool told = std::any_of(findings_.begin(), findings_.end(), [&](const auto& one) {
            const CheckFinding& before = one.second;
            const auto& its = before.problem;
            return its.what == problem.what &&
                   ((its.name == problem.name && its.line == problem.line &&
                     its.column == problem.column) ||
                    (!placed && before.name == name.name && before.language == name.language));
        });
        if (!told) {
            add(placed ? kind_of(problem) : Kind::file, name, std::move(problem), {});
        }
    }

    [[nodiscard]] bool has_base(const std::string& name) const {
        const auto languages = library_.languages(name);
        return languages.empty() || library_.origin(name) != Origin::own ||
               fs::exists(library_.path_of({name, ""}));
    }

    // Names that are no variable at all. False: a part does not exist.
    bool
    look_at_uses(const TemplateFileName& name, const Text& text, const liquid::Template& source) {
        const auto uses = liquid::uses_of(source);
        for (const auto& use : uses.variables) {
            if (auto found = look_at_use(use, name, *text.source)) {
                add(found->kind, name, std::move(found->problem), {});
            }
        }
        for (const auto& use : uses.printed_by_name) {
            if (auto found = look_at_printed(use, name, *text.source)) {
                add(found->kind, name, std::move(found->problem), {});
            }
        }
        return look_at_parts(name, text, source);
    }

    // False: a part does not exist, which each letter that comes there would say at its tag.
    bool
    look_at_parts(const TemplateFileName& name, const Text& text, const liquid::Template& source) {
        auto missing = missing_parts(library_, *text.parts, source);
        const bool whole = missing.empty();
        for (auto& problem : missing) {
            add(Kind::unknown, name, std::move(problem), {});
        }
        return whole;
    }

    void look_at_attached(const TemplateFileName& name, const Template& source) {
        for (const auto& file : source.front().attach) {
            if (!attached_file(library_.folder(), file)) {
                Problem problem;
                problem.name = source.file();
                problem.what = fmt::format("the file to attach is not there: {}", file);
                problem.hint = "it belongs into " + library_.folder().string();
                add(Kind::attach, name, std::move(problem), {});
            }
        }
    }

    void
    render(Text& text, const OrderSubject& order, const Value& facts, orders::ReceiptId receipt) {
        if (text.dropped) {
            return;
        }
        try {
            render_whole(text, order, facts, receipt);
        } catch (const base::Error& error) {
            // What the seller wrote of stages is wrong, for every order alike.
            if (error.kind() != base::ErrorKind::usage) {
                throw;
            }
            refuse_stages(text, error);
        }
    }

    void refuse_stages(Text& text, const base::Error& error) {
        text.dropped = true;
        refused_.insert(text.source.get());
        Problem problem;
        problem.name = text.source->file();
        std::string doing;
        for (const auto& context : error.context()) {
            doing = context + ": " + doing; // outermost first
        }
        problem.what =
            fmt::format("it asks for `status`, which cannot be told: {}{}", doing, error.summary());
        problem.hint = error.remedy().empty() ? error.reason() : error.remedy();
        add(Kind::file, text.source->name(), std::move(problem), {});
    }

    void render_whole(Text& text,
                      const OrderSubject& order,
                      const Value& facts,
                      orders::ReceiptId receipt) {
        const auto& shop = order.shop.settings;
        const auto data = with_set(facts, samples_for(text, order));
        auto options = letter_options(
            data,
            {TextFormat::text,
             language_of(*text.source, shop.language),
             order.order.amounts.currency.empty() ? shop.currency : order.order.amounts.currency,
             facts_.now(),
             shop.zone});
        options.partials = text.parts.get();
        if (text.source->applies()) {
            auto applies = text.source->applies()->holds(data, options);
            if (!applies) {
                refuse(text, std::move(applies.error()), receipt);
                return;
            }
            if (!*applies) {
                return;
            }
        }
        options.errors_inline = true; // so that all holes are named, not the first one
        bool whole = true;
        if (text.source->subject()) {
            whole = take_problems(text, *text.source->subject(), data, options, receipt);
        }
        options.surroundings.html = text.source->format() == TextFormat::html;
        whole = take_problems(text, text.source->liquid(), data, options, receipt) && whole;
        text.letters += whole && !text.broken ? 1 : 0;
    }

    const SetFacts& samples_for(Text& text, const OrderSubject& order) const {
        const auto [found, is_new] = text.samples.try_emplace(order.order.shop.value());
        if (is_new) {
            for (const auto& asked : text.source->front().asked) {
                found->second.emplace_back(
                    asked.name, sample_of(asked, facts_.now(), order.shop.settings.zone));
            }
        }
        return found->second;
    }

    bool take_problems(Text& text,
                       const liquid::Template& part,
                       const Value& data,
                       const liquid::RenderOptions& options,
                       orders::ReceiptId receipt) {
        out_.clear();
        auto problems = part.render_to(out_, data, options);
        if (!problems) {
            refuse(text, std::move(problems.error()), receipt);
            return false;
        }
        for (auto& problem : *problems) {
            refuse(text, std::move(problem), receipt);
        }
        return problems->empty();
    }

    void refuse(Text& text, Problem problem, orders::ReceiptId receipt) {
        refused_.insert(text.source.get());
        if (problem.kind == Problem::Kind::limit || problem.kind == Problem::Kind::stopped) {
            text.dropped = true;
            problem.hint = "no other order was tried with this text";
        }
        const auto kind = kind_of(problem);
        if (text.broken && kind == Kind::refused) {
            return; // of a value that another filter would have made
        }
        if (kind == Kind::hole) {
            if (auto hint = hint_for_hole(problem.subject, *text.source); !hint.empty()) {
                problem.hint = std::move(hint);
            }
        }
        add(kind, text.source->name(), std::move(problem), receipt);
    }

    using Key =
        std::tuple<std::string, std::string, std::size_t, std::size_t, std::string, std::string>;
    const Library& library_;
    Facts& facts_;
    std::vector<Text> texts_;
    std::map<Key, CheckFinding> findings_;
    std::set<const Template*> refused_;
    CheckTotals totals_;
    std::string out_; // letters that nobody reads
};

} // namespace

CheckResult check_templates(const Library& library,
                            Facts& facts,
                            const CheckScope& scope,
                            const std::function<void(std::size_t)>& progress) {
    Check check(library, facts);
    if (scope.names.empty()) {
        check.look_at_files();
    }
    for (const auto& name : scope.names.empty() ? library.names() : scope.names) {
        check.look_at(name);
    }
    constexpr std::size_t kFew = 100;
    if (scope.orders.size() > kFew) {
        facts.database().read_through_cache();
    }
    for (std::size_t i = 0; i < scope.orders.size(); ++i) {
        const orders::OrderRepository repository(facts.database());
        if (auto order = repository.load(scope.orders[i])) {
            check.look_at(std::move(*order));
        }
        progress(i + 1);
    }
    return check.take();
}

} // namespace etsyorder::templates
