// SPDX-License-Identifier: MIT
#include "liquid/renderer.hpp"

#include "liquid/budget.hpp"
#include "liquid/characters.hpp"
#include "liquid/comparing.hpp"
#include "liquid/deeper.hpp"
#include "liquid/printing.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::liquid {
namespace {

constexpr std::size_t kLong = 16 << 10; // bytes

} // namespace

Renderer::Renderer(const Program& program, const Value& data, const RenderOptions& options)
    : program_(&program), options_(options), meter_(options) {
    top_.data = &data;
}

void Renderer::render(std::string& out) {
    out_ = &out;
    block(program_->body);
}

void Renderer::must_fit() {
    if (elsewhere_ + out_->size() > options_.limits.output_bytes) {
        throw Fault(Problem::Kind::limit, "the text becomes longer than it may");
    }
}

void Renderer::block(Block first) {
    const Deeper deeper(depth_);
    if (depth_ > options_.limits.depth) {
        throw Fault(Problem::Kind::limit, "blocks and partials are nested too deep");
    }
    const bool inline_errors = options_.errors_inline;
    const auto* const rows = program_->nodes.data();
    const auto* const source = program_->source.data();
    for (auto at = first; at != kNone && interrupt_ == Interrupt::none;) {
        const auto& row = rows[at];
        at = row.next;
        meter_.step();
        if (row.kind == Node::Kind::text || row.kind == Node::Kind::raw) {
            out_->append(source + row.row, row.place.length);
        } else if (row.kind == Node::Kind::output && !inline_errors) {
            output(row);
        } else if (inline_errors) {
            guarded(row);
        } else {
            node(row);
        }
    }
    must_fit();
}

void Renderer::guarded(const Node& row) {
    const auto write = [&](Problem problem) {
        if (!row.blank) {
            *out_ += fmt::format("Liquid error ({}line {}): {}",
                                 partials_open_ > 0 ? problem.name + " " : "",
                                 problem.line,
                                 problem.what);
        }
        problems_.push_back(std::move(problem));
    };
    const auto can_go_on = [](Problem::Kind kind) {
        return kind != Problem::Kind::limit && kind != Problem::Kind::stopped;
    };
    auto* const scope = scope_;
    const auto locals = scope->locals.size();
    try {
        node(row);
    } catch (Fault& fault) {
        if (!can_go_on(fault.kind)) {
            throw;
        }
        scope->locals.resize(locals);
        write(located(fault_at(std::move(fault), row.place.at, row.place.length), *program_));
    } catch (LocatedFault& fault) {
        if (!can_go_on(fault.problem.kind)) {
            throw;
        }
        scope->locals.resize(locals);
        write(std::move(fault.problem));
    }
}

void Renderer::node(const Node& row) {
    try {
        switch (row.kind) {
        case Node::Kind::text:
        case Node::Kind::raw:
            break; // written by block()
        case Node::Kind::output:
            print(row);
            break;
        case Node::Kind::assign:
            assign(program_->named[row.row]);
            break;
        case Node::Kind::capture:
            capture(program_->named[row.row]);
            break;
        case Node::Kind::branches:
            branches(program_->chains[row.row]);
            break;
        case Node::Kind::cases:
            cases(program_->cases[row.row]);
            break;
        case Node::Kind::loop:
            loop(program_->loops[row.row]);
            break;
        case Node::Kind::tablerow:
            tablerow(program_->loops[row.row]);
            break;
        case Node::Kind::cycle:
            cycle(program_->cycles[row.row]);
            break;
        case Node::Kind::increment:
            count(program_->named[row.row], 1);
            break;
        case Node::Kind::decrement:
            count(program_->named[row.row], -1);
            break;
        case Node::Kind::ifchanged:
            ifchanged(row.row);
            break;
        case Node::Kind::include:
            include(program_->partials[row.row]);
            break;
        case Node::Kind::render:
            render_partial(program_->partials[row.row]);
            break;
        case Node::Kind::own_tag:
            own_tag(program_->own_tags[row.row]);
            break;
        case Node::Kind::interrupt_break:
            interrupt_ = Interrupt::leave;
            break;
        case Node::Kind::interrupt_continue:
            interrupt_ = Interrupt::next;
            break;
        }
    } catch (Fault& fault) {
        throw fault_at(std::move(fault), row.place.at, row.place.length);
    }
}

void Renderer::output(const Node& row) {
    try {
        print(row);
    } catch (Fault& fault) {
        throw fault_at(std::move(fault), row.place.at, row.place.length);
    }
}

void Renderer::print(const Node& row) {
    Value place;
    const auto& filtered = program_->filtered[row.row];
    const auto& found = filtered.calls.count == 0 && filtered.value != kNone
                            ? value(filtered.value, place)
                            : this->filtered(row.row, place);
    if (options_.refuse_holes) {
        must_print(filtered.value, found, may_be_empty(filtered));
    }
    if (filtered.then_escape) {
        append_as_escaped(found);
    } else {
        append(found);
    }
    if (out_->size() > options_.limits.output_bytes) {
        must_fit();
    }
}

void Renderer::escape(std::string_view text) {
    // A long one is looked at before, as it may become six times as long.
    if (text.size() > kLong &&
        elsewhere_ + out_->size() + escaped_size(text) > options_.limits.output_bytes) {
        throw Fault(Problem::Kind::limit, "the text becomes longer than it may");
    }
    if (!options_.surroundings.keeps_blanks) {
        append_escaped(*out_, text);
        return;
    }
    std::string escaped;
    append_escaped(escaped, text);
    *out_ += with_blanks_as_references(escaped);
}

// What `escape` does, without a text in between.
void Renderer::append_as_escaped(const Value& value) {
    if (value.is_text() && !(options_.surroundings.html && value.safe())) {
        escape(value.text());
    } else if (value.is_text() || value.is(Value::Kind::integer)) {
        append(value);
    } else if (!value.is_nil()) {
        escape(to_text(value));
    }
}

void Renderer::append(const Value& value) {
    const bool escaped = options_.surroundings.html;
    if (value.is_text()) {
        if (escaped && !value.safe()) {
            escape(value.text());
        } else {
            *out_ += value.text();
        }
    } else if (!escaped || value.is(Value::Kind::integer)) {
        append_printed(*out_, value);
    } else {
        escape(printed(value));
    }
}

void Renderer::assign(const Named& named) {
    Value place;
    const auto& found = filtered(named.value, place);
    if (&found != &place) {
        place = found;
    }
    meter_.step(scope_->assigned.size() / kNamesAStep);
    kept_under(scope_->assigned, named.name) = std::move(place);
}

void Renderer::capture(const Named& named) {
    std::string captured;
    auto* const out = out_;
    const auto elsewhere = elsewhere_;
    elsewhere_ += out->size();
    out_ = &captured;
    try {
        block(named.value);
    } catch (...) {
        out_ = out;
        elsewhere_ = elsewhere;
        throw;
    }
    out_ = out;
    elsewhere_ = elsewhere;
    Value value(std::move(captured));
    meter_.step(scope_->assigned.size() / kNamesAStep);
    kept_under(scope_->assigned, named.name) =
        options_.surroundings.html ? value.marked_safe() : std::move(value);
}

void Renderer::branches(Span span) {
    for (Index i = 0; i < span.count; ++i) {
        const auto& branch = program_->branches[span.first + i];
        if (branch.conditions.count == 0 || holds(branch.conditions) != branch.negated) {
            block(branch.body);
            return;
        }
    }
}

// Every `when` that fits is printed, and an `else` where none in front of it did.
void Renderer::cases(const Cases& cases) {
    Value place;
    const Value subject = value(cases.value, place);
    bool found = false;
    for (Index i = 0; i < cases.whens.count; ++i) {
        const auto& when = program_->whens[cases.whens.first + i];
        if (when.value == kNone) {
            if (!found) {
                block(when.body);
            }
            continue;
        }
        Value other_place;
        meter_.step();
        if (are_equal(subject, value(when.value, other_place))) {
            found = true;
            block(when.body);
        }
    }
}

void Renderer::cycle(const Cycle& cycle) {
    Value place;
    // Without a name, its own words are the name.
    const Value key = cycle.name == kNone ? Value::view(cycle.key) : value(cycle.name, place);
    auto& cycles = scope_->cycles;
    std::size_t* turn = nullptr;
    meter_.step(cycles.size()); // each has a value to be compared with
    for (auto& [known, kept] : cycles) {
        if (known.kind() == key.kind() && are_equal(known, key)) {
            turn = &kept;
            break;
        }
    }
    if (turn == nullptr) {
        turn = &cycles.emplace_back(key, 0).second;
    }
    const auto now = *turn;
    *turn = now + 1 >= cycle.values.count ? 0 : now + 1;
    if (now < cycle.values.count) {
        Value value_place;
        const auto expr = program_->lists[cycle.values.first + now];
        const auto& found = value(expr, value_place);
        if (options_.refuse_holes) {
            must_print(expr, found, program_->exprs[expr].kind == Expr::Kind::literal);
        }
        append(found);
    }
}

void Renderer::count(const Named& named, int by) {
    auto& counters = scope_->counters;
    meter_.step(counters.size() / kNamesAStep);
    const auto known = std::find_if(
        counters.begin(), counters.end(), [&](const auto& row) { return row.first == named.name; });
    const bool is_new = known == counters.end();
    Value start(0);
    if (is_new && scope_->data != nullptr) {
        Value place;
        if (scope_->data->is(Value::Kind::object)) {
            const auto* found = scope_->data->find(named.name);
            start = found != nullptr && !found->is_nil() ? *found : start;
        } else if (scope_->data->is(Value::Kind::lazy)) {
            auto found = scope_->data->ask(named.name);
            start = found && !found->is_nil() ? std::move(*found) : start;
        }
    }
    auto& counter = is_new ? kept_under(counters, named.name) : known->second;
    if (is_new) {
        counter = std::move(start);
    }
    if (!counter.is(Value::Kind::integer)) {
        refuse_argument(fmt::format("\"{}\" is no number to count with", named.name));
    }
    const auto before = counter.integer();
    const auto after =
        static_cast<std::int64_t>(static_cast<std::uint64_t>(before) +
                                  static_cast<std::uint64_t>(static_cast<std::int64_t>(by)));
    counter = after;
    append(by > 0 ? before : after);
}

void Renderer::ifchanged(Block body) {
    std::string now;
    auto* const out = out_;
    const auto elsewhere = elsewhere_;
    elsewhere_ += out->size();
    out_ = &now;
    try {
        block(body);
    } catch (...) {
        out_ = out;
        elsewhere_ = elsewhere;
        throw;
    }
    out_ = out;
    elsewhere_ = elsewhere;
    if (!scope_->changed_before || now != scope_->last_changed) {
        *out_ += now;
        scope_->last_changed = std::move(now);
        scope_->changed_before = true;
    }
}

void Renderer::own_tag(const OwnTag& tag) {
    std::vector<Value> arguments;
    for (Index i = 0; i < tag.values.count; ++i) {
        Value place;
        arguments.push_back(value(program_->lists[tag.values.first + i], place));
    }
    const auto result = [&] {
        const Uncharged uncharged;
        return (*tag.function)(arguments);
    }();
    if (!result) {
        refuse_argument(result.error());
    }
    append(*result);
}

} // namespace etsyorder::liquid
