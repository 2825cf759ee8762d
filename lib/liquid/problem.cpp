// SPDX-License-Identifier: MIT
#include "liquid/problem.hpp"

#include "liquid/characters.hpp"
#include "liquid/fault.hpp"
#include "liquid/program.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::liquid {
namespace {

constexpr std::size_t kScreen = 76; // characters of a line that are shown

} // namespace

Fault fault_at(Fault fault, std::uint32_t at, std::size_t length) {
    if (fault.at == kNowhere) {
        fault.at = at;
        fault.length = static_cast<std::uint32_t>(std::max<std::size_t>(length, 1));
    }
    return fault;
}

void refuse_argument(std::string what) {
    throw Fault(Problem::Kind::argument, std::move(what));
}

Problem located(const Fault& fault, const Program& program) {
    const std::string_view source = program.source;
    Problem problem{
        fault.kind, fault.what, fault.hint, fault.subject, program.name, 1, 1, {}, 0, fault.length};
    const std::size_t at =
        std::min<std::size_t>(fault.at == kNowhere ? 0 : fault.at, source.size());
    const auto before = source.substr(0, at);
    const auto breaks = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    problem.line = program.begins_at.line + breaks;
    const std::size_t begin = before.rfind('\n') + 1; // npos + 1 is 0
    const std::size_t end = std::min(source.find('\n', at), source.size());
    const std::size_t in_front = count_characters(source.substr(begin, at - begin));
    problem.column = in_front + (breaks == 0 ? program.begins_at.column : 1);
    const std::size_t marked = std::min<std::size_t>(fault.length, end - at);
    problem.length = std::max<std::size_t>(count_characters(source.substr(at, marked)), 1);

    // A long line is cut in front and behind, so that the place stays in sight.
    std::string_view line = source.substr(begin, end - begin);
    const std::size_t skipped = in_front > kScreen * 2 / 3 ? in_front - kScreen / 2 : 0;
    line.remove_prefix(byte_of_character(line, skipped));
    line = line.substr(0, byte_of_character(line, kScreen));
    problem.source.assign(line);
    for (char& c : problem.source) {
        c = static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
    problem.caret = in_front - skipped;
    problem.length = std::clamp<std::size_t>(
        problem.length, 1, kScreen > problem.caret ? kScreen - problem.caret : 1);
    return problem;
}

std::string Problem::text() const {
    std::string all = fmt::format("{}:{}:{}: {}\n  {}\n  {}{}",
                                  name,
                                  line,
                                  column,
                                  what,
                                  source,
                                  std::string(caret, ' '),
                                  std::string(length, '^'));
    if (!hint.empty()) {
        all += "\n  " + hint;
    }
    return all;
}

} // namespace etsyorder::liquid
