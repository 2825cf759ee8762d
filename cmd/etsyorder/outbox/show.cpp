// SPDX-License-Identifier: MIT
#include "frame/relative.hpp"
#include "notify/outbox_repository.hpp"
#include "outbox/outbox_rows.hpp"

#include <fmt/format.h>

namespace etsyorder {

std::vector<std::string> fields_of_outbox_show();

namespace {

using frame::ExitCode;
using frame::Services;
using frame::Value;

struct ShowArgs {
    std::string id;
};

Value value_of(const std::vector<frame::Cell>& row) {
    const auto table = outbox_table();
    Value::Object object;
    for (std::size_t i = 0; i < row.size(); ++i) {
        object.push_back({table.columns[i].field, row[i].value});
    }
    return Value::object(std::move(object));
}

frame::Page page_of(const notify::Telling& telling, const base::Zone& zone) {
    frame::Page page;
    page.heading(fmt::format("{} {}", telling.id.value(), notify::to_string(telling.state)));
    const auto line = [&](const char* name, const std::string& text) {
        if (!text.empty()) {
            page.line(fmt::format("  {:<9} {}", name, text));
        }
    };
    line("rule", telling.rule);
    line("because",
         fmt::format("{} of {}", telling.reason, frame::local_time(telling.reason_at, zone)));
    line("due", frame::local_time(telling.due, zone));
    line("expires", frame::local_time(telling.expires, zone));
    line("to", telling.recipient);
    line("by", telling.channel);
    line("template", telling.template_name);
    line("why", telling.problem);
    line("subject", telling.subject.value_or(""));
    if (!telling.text.empty()) {
        page.blank().line(telling.text);
    }
    return page;
}

ExitCode run_show(const ShowArgs& args, Services& services) {
    services.output().require_fields(fields_of_outbox_show());
    auto& database = services.database_for_reading();
    const auto id = telling_ids({args.id}, services).front();
    const auto telling = notify::OutboxRepository(database).find(id);
    if (!telling) {
        throw unknown_telling(id);
    }
    const ShopZones zones(services, database);
    services.output().page("telling",
                           value_of(OutboxRows(services, database).row_of(*telling)),
                           page_of(*telling, zones.of(telling->shop)));
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_outbox_show() {
    return frame::field_names(outbox_table());
}

void add_outbox_show(frame::Command& noun) {
    auto args = std::make_shared<ShowArgs>();
    noun.verb("show", "Show one telling: its text, why it came, and what became of it")
        .value("id", args->id, "its number", {.required = true, .live = "telling"})
        .examples({"etsyorder outbox show 12", "etsyorder outbox show 12 --jq .telling.text"})
        .runs([args](Services& services) { return run_show(*args, services); });
}

} // namespace etsyorder
