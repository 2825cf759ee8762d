// SPDX-License-Identifier: MIT
#include "notify/telling_events.hpp"

#include "events/event_log.hpp"

#include <nlohmann/json.hpp>

namespace etsyorder::notify {

void tell_event(db::Database& database,
                const Telling& telling,
                base::Instant now,
                const std::string& source) {
    if (telling.state == TellingState::queued) {
        return;
    }
    nlohmann::ordered_json data{{"rule", telling.rule}};
    const auto say = [&](const char* name, const std::string& value) {
        if (!value.empty()) {
            data[name] = value;
        }
    };
    say("to", telling.recipient);
    say("template", telling.template_name);
    say("channel", telling.channel);
    say("problem", telling.problem);
    events::EventLog(database).append(
        {.shop_id = telling.shop.value(),
         .name = "telling." + std::string(to_string(telling.state)),
         .order_id = telling.order ? std::optional(telling.order->value()) : std::nullopt,
         .subject_id = telling.id.value(),
         .occurred_at = now,
         .recorded_at = now,
         .source = source,
         .data = data.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)});
}

} // namespace etsyorder::notify
