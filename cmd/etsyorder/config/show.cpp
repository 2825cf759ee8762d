// SPDX-License-Identifier: MIT
#include "frame/command.hpp"

namespace etsyorder {
namespace {

using frame::ExitCode;
using frame::Services;

struct ShowArgs {
    bool origin = false;
};

frame::Table empty_table(const ShowArgs& args) {
    return {.name = "options",
            .columns = {{.field = "key", .heading = "key"},
                        {.field = "value", .heading = "value", .flexible = true},
                        {.field = "origin", .heading = "origin"},
                        {.field = "place", .heading = args.origin ? "place" : "", .flexible = true},
                        {.field = "variable"},
                        {.field = "summary"}}};
}

ExitCode run_show(const ShowArgs& args, Services& services) {
    frame::Table table = empty_table(args);
    services.output().require_fields(frame::field_names(table));
    for (const config::Setting& setting : services.config().settings()) {
        const bool hide = setting.option->shape == config::Shape::secret && !setting.value.empty();
        table.rows.push_back({setting.key(),
                              hide ? std::string("(set, not shown)") : setting.value,
                              config::to_string(setting.origin),
                              setting.place,
                              setting.option->variable,
                              setting.option->summary});
    }
    services.output().table(table);
    (void)services.zone(); // shown all the same: the table says where a wrong one came from
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_config_show() {
    return frame::field_names(empty_table({}));
}

void add_config_show(frame::Command& config) {
    auto args = std::make_shared<ShowArgs>();
    config.verb("show", "Show every option, its value and where it came from")
        .flag("--origin",
              args->origin,
              "also the file and line, the variable or the flag that set it")
        .examples({"etsyorder config show --origin",
                   "etsyorder config show --json key,value",
                   "etsyorder config show --format '{{ option.key }}={{ option.value }}'"})
        .runs([args](Services& services) { return run_show(*args, services); });
}

} // namespace etsyorder
