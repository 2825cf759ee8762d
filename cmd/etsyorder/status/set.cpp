// SPDX-License-Identifier: MIT
#include "status/move.hpp"
#include "status/pipelines_file.hpp"

#include <algorithm>

namespace etsyorder {
namespace {

// The stage among the words: the first that is one. Throws Error of kind usage where none is.
std::string take_stage(std::vector<std::string>& words, const status::Pipelines& pipelines) {
    const auto names = pipelines.stage_names();
    const auto is_stage = [&](const std::string& word) {
        return std::find(names.begin(), names.end(), word) != names.end();
    };
    auto found = std::find_if(words.begin(), words.end(), is_stage);
    if (found == words.end()) { // a word that is no order either was meant to be one
        found = std::find_if(words.begin(), words.end(), [](const std::string& word) {
            return word != "-" && !is_order_reference(word.substr(0, word.rfind('.')));
        });
    }
    if (found == words.end()) {
        throw base::Error(base::ErrorKind::usage, "no stage was named")
            .hint("etsyorder status set 3512345678 " + names.front());
    }
    auto stage = *found;
    words.erase(found);
    return stage;
}

frame::ExitCode run_set(MoveArgs args, frame::Services& services) {
    services.output().require_fields(fields_of_moves(), "items");
    const auto pipelines = status::read_pipelines(services.folders().config);
    const auto stage = take_stage(args.items.words, pipelines);
    must_be_stage(pipelines, stage, "");
    return run_move(args, status::Move::Kind::to, stage, services);
}

} // namespace

void add_status_set(frame::Command& noun) {
    auto args = std::make_shared<MoveArgs>();
    auto verb = noun.verb("set", "Say in which stage items are");
    verb.value("item",
               args->items.words,
               "a stage, and order numbers or 3512345678.2 for a second item; - reads one a line",
               {.required = true, .live = "item or stage"})
        .value("--where",
               args->items.where,
               "the items of orders that a query finds",
               {.shown = "QUERY", .live = "query"})
        .value("--batch",
               args->items.batch,
               "the items of a batch",
               {.shown = "NAME", .live = "batch"});
    add_move_flags(verb, *args);
    verb.examples({"etsyorder status set engraving 3512345678",
                   "etsyorder status set sewn 3512345678.1 --quantity 3",
                   "etsyorder status set packing --where 'tag:batch-7' --if-stage engraving",
                   "etsyorder status set new 3512345678 --reason 'starts again'"})
        .runs([args](frame::Services& services) { return run_set(*args, services); });
}

std::vector<std::string> fields_of_status_set() {
    return fields_of_moves();
}

} // namespace etsyorder
