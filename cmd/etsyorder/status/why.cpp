// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "frame/relative.hpp"
#include "orders/order_cell.hpp"
#include "status/item_rows.hpp"
#include "status/update_words.hpp"

#include <fmt/format.h>

namespace etsyorder {

std::vector<std::string> fields_of_status_why();

namespace {

using frame::ExitCode;
using frame::Services;
using frame::Tone;
using frame::Value;

constexpr const char* kClosed = "its order is closed";
constexpr const char* kAllDone = "all stages are done: the order can be shipped";

// What is to be typed next for an item, and what keeps that from working.
struct Next {
    std::string command; // empty: there is nothing left to be done here
    std::string stage;   // it leads there; empty: it leads nowhere by itself
    std::string why;     // that it is not simply `advance`
};

Next next_of(const status::WorkItem& item,
             const std::string& word,
             StatusDesk& desk,
             status::Gates& gates) {
    if (!item.is_open) {
        return {"", "", kClosed};
    }
    const auto moved = status::plan_move(item, {}, desk.placing(), gates);
    if (moved.fate == status::Fate::moved) {
        return {"etsyorder status advance " + word, moved.to, ""};
    }
    if (moved.fate == status::Fate::already) {
        return {
            fmt::format("etsyorder orders show {}", word.substr(0, word.rfind('.'))), "", kAllDone};
    }
    if (item.hold) {
        return {"etsyorder status resume " + word, "", hold_in_words(item)};
    }
    if (desk.placing().pipeline_of(item) == nullptr ||
        moved.hint.find("--migrate") != std::string::npos) {
        return {"etsyorder status pipelines --migrate", "", moved.why};
    }
    if (moved.hint.starts_with("etsyorder orders ship")) {
        return {fmt::format("etsyorder orders ship {} --tracking CODE",
                            word.substr(0, word.rfind('.'))),
                "",
                moved.why};
    }
    return {
        fmt::format("etsyorder status advance {} --anyway --reason '...'", word), "", moved.why};
}

std::string update_line(const status::StatusUpdate& update, const base::Zone& zone) {
    std::string line =
        fmt::format("{}  {}", frame::local_time(update.at, zone), update_in_words(update));
    if (update.from != update.to) {
        line += fmt::format("  {} -> {}",
                            update.from.empty() ? "the beginning" : update.from,
                            update.to.empty() ? "the beginning" : update.to);
    }
    line += fmt::format("  {} piece{}", update.quantity, update.quantity == 1 ? "" : "s");
    line += update.by_whom.empty() ? "" : "  by " + update.by_whom;
    return line + (update.reason.empty() ? "" : "  (" + update.reason + ")");
}

class Why {
public:
    Why(Services& services, db::Database& database, StatusDesk& desk)
        : services_(services), database_(database), desk_(desk), zones_(services, database),
          gates_(database) {}

    void add(const status::WorkItem& item) {
        const auto word = item_word(database_, item);
        const auto& zone = zones_.of(item.shop);
        const auto next = next_of(item, word, desk_, gates_);
        std::vector<status::StatusUpdate> updates;
        for (auto& update : status::StatusRepository(database_).history(item.order)) {
            if (update.item == item.item) {
                updates.push_back(std::move(update));
            }
        }
        values_.push_back(value_of(item, word, next, updates));
        if (values_.size() > 1) {
            page_.blank();
        }
        page_.heading(fmt::format("{}  {}", word, item.title));
        page_.field("pipeline", item.pipeline);
        for (const auto& pieces : item.pieces) {
            page_.field("stage",
                        fmt::format("{}, {} of {}, since {}",
                                    pieces.stage,
                                    pieces.quantity,
                                    item.quantity,
                                    frame::local_time(pieces.since, zone)));
        }
        page_.field("held up", hold_in_words(item), Tone::soon);
        page_.line(fmt::format("{}  ordered", frame::local_time(item.placed_at, zone)));
        for (const auto& update : updates) {
            page_.line(update_line(update, zone));
        }
        const bool is_done = next.why == kAllDone || next.why == kClosed;
        page_.field(is_done ? "done" : "in the way", next.why, is_done ? Tone::good : Tone::soon);
        page_.field("next", next.command, Tone::strong);
    }

    void tell() { services_.output().page("items", Value::list(std::move(values_)), page_); }

private:
    static Value value_of(const status::WorkItem& item,
                          const std::string& word,
                          const Next& next,
                          const std::vector<status::StatusUpdate>& updates) {
        Value::List pieces;
        for (const auto& one : item.pieces) {
            pieces.push_back(Value::object(
                {{"stage", one.stage}, {"quantity", one.quantity}, {"since", one.since}}));
        }
        Value::List history;
        for (const auto& one : updates) {
            history.push_back(Value::object({{"at", one.at},
                                             {"kind", one.kind},
                                             {"from", Value::text_or_null(one.from)},
                                             {"to", Value::text_or_null(one.to)},
                                             {"quantity", one.quantity},
                                             {"source", one.source},
                                             {"by", Value::text_or_null(one.by_whom)},
                                             {"reason", Value::text_or_null(one.reason)}}));
        }
        return Value::object({{"item", word},
                              {"order", item.receipt.value()},
                              {"number", item.number},
                              {"title", item.title},
                              {"pipeline", item.pipeline},
                              {"pieces", Value::list(std::move(pieces))},
                              {"held", hold_value(item)},
                              {"updates", Value::list(std::move(history))},
                              {"next_stage", Value::text_or_null(next.stage)},
                              {"next_command", Value::text_or_null(next.command)},
                              {"in_the_way", Value::text_or_null(next.why)}});
    }

    Services& services_;
    db::Database& database_;
    StatusDesk& desk_;
    ShopZones zones_;
    status::Gates gates_;
    frame::Page page_;
    Value::List values_;
};

ExitCode run_why(const ItemWords& words, Services& services) {
    services.output().require_fields(fields_of_status_why());
    auto& database = services.database_for_reading();
    if (!words.names_any()) {
        throw base::Error(base::ErrorKind::usage, "no item was named")
            .hint("etsyorder status why 3512345678.2");
    }
    StatusDesk desk(services, database);
    Why why(services, database, desk);
    each_item(words, desk, services, database, [&](status::WorkItem&& item) { why.add(item); });
    why.tell();
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_status_why() {
    return {"item",
            "order",
            "number",
            "title",
            "pipeline",
            "pieces",
            "held",
            "updates",
            "next_stage",
            "next_command",
            "in_the_way"};
}

void add_status_why(frame::Command& noun) {
    auto args = std::make_shared<ItemWords>();
    auto verb = noun.verb("why", "Say how items came where they are, and the next command");
    add_item_words(verb, *args);
    verb.examples({"etsyorder status why 3512345678.2",
                   "etsyorder status why 3512345678 --json next_command"})
        .runs([args](Services& services) { return run_why(*args, services); });
}

} // namespace etsyorder
