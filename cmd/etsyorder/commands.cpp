// SPDX-License-Identifier: MIT
#include "commands.hpp"

namespace etsyorder {

// One declaration a command, in the order of the table.
void add_orders_list(frame::Command& noun);
void add_orders_save(frame::Command& noun);
void add_orders_saved(frame::Command& noun);
void add_orders_show(frame::Command& noun);
void add_orders_tag(frame::Command& noun);
void add_orders_export(frame::Command& noun);
void add_orders_import(frame::Command& noun);
void add_orders_note(frame::Command& noun);
void add_orders_ship(frame::Command& noun);
void add_orders_merge_buyers(frame::Command& noun);
void add_orders_undo(frame::Command& noun);
void add_orders_history(frame::Command& noun);
void add_orders_open(frame::Command& noun);
void add_orders_lint(frame::Command& noun);
void add_orders_silence(frame::Command& noun);
void add_templates_list(frame::Command& noun);
void add_templates_show(frame::Command& noun);
void add_templates_new(frame::Command& noun);
void add_templates_edit(frame::Command& noun);
void add_templates_rm(frame::Command& noun);
void add_templates_rename(frame::Command& noun);
void add_templates_search(frame::Command& noun);
void add_templates_render(frame::Command& noun);
void add_templates_check(frame::Command& noun);
void add_templates_log(frame::Command& noun);
void add_templates_import(frame::Command& noun);
void add_templates_export(frame::Command& noun);
void add_status_board(frame::Command& noun);
void add_status_list(frame::Command& noun);
void add_status_set(frame::Command& noun);
void add_status_advance(frame::Command& noun);
void add_status_back(frame::Command& noun);
void add_status_hold(frame::Command& noun);
void add_status_block(frame::Command& noun);
void add_status_resume(frame::Command& noun);
void add_status_why(frame::Command& noun);
void add_status_batch(frame::Command& noun);
void add_status_check(frame::Command& noun);
void add_status_forecast(frame::Command& noun);
void add_status_history(frame::Command& noun);
void add_status_import(frame::Command& noun);
void add_status_export(frame::Command& noun);
void add_status_labels(frame::Command& noun);
void add_status_pipelines(frame::Command& noun);
void add_status_undo(frame::Command& noun);
void add_rules_list(frame::Command& noun);
void add_rules_lint(frame::Command& noun);
void add_rules_plan(frame::Command& noun);
void add_rules_test(frame::Command& noun);
void add_rules_run(frame::Command& noun);
void add_rules_release(frame::Command& noun);
void add_rules_pause(frame::Command& noun);
void add_rules_resume(frame::Command& noun);
void add_outbox_list(frame::Command& noun);
void add_outbox_show(frame::Command& noun);
void add_outbox_next(frame::Command& noun);
void add_outbox_done(frame::Command& noun);
void add_outbox_cancel(frame::Command& noun);
void add_outbox_hold(frame::Command& noun);
void add_outbox_release(frame::Command& noun);
void add_events_list(frame::Command& noun);
void add_events_follow(frame::Command& noun);
void add_config_show(frame::Command& noun);
void add_config_check(frame::Command& noun);
void add_init(frame::Command& cmd);
void add_backup_make(frame::Command& noun);
void add_backup_list(frame::Command& noun);
void add_backup_verify(frame::Command& noun);
void add_restore(frame::Command& cmd);
void add_data_forget(frame::Command& noun);
void add_completion(frame::Command& noun);

std::vector<std::string> fields_of_orders_list();
std::vector<std::string> fields_of_orders_save();
std::vector<std::string> fields_of_orders_saved();
std::vector<std::string> fields_of_orders_show();
std::vector<std::string> fields_of_orders_tag();
std::vector<std::string> fields_of_orders_export();
std::vector<std::string> fields_of_orders_import();
std::vector<std::string> fields_of_orders_note();
std::vector<std::string> fields_of_orders_ship();
std::vector<std::string> fields_of_orders_merge_buyers();
std::vector<std::string> fields_of_orders_undo();
std::vector<std::string> fields_of_orders_history();
std::vector<std::string> fields_of_orders_open();
std::vector<std::string> fields_of_orders_lint();
std::vector<std::string> fields_of_orders_silence();
std::vector<std::string> fields_of_templates_list();
std::vector<std::string> fields_of_templates_show();
std::vector<std::string> fields_of_templates_new();
std::vector<std::string> fields_of_templates_edit();
std::vector<std::string> fields_of_templates_rm();
std::vector<std::string> fields_of_templates_rename();
std::vector<std::string> fields_of_templates_search();
std::vector<std::string> fields_of_templates_render();
std::vector<std::string> fields_of_templates_check();
std::vector<std::string> fields_of_templates_log();
std::vector<std::string> fields_of_templates_import();
std::vector<std::string> fields_of_templates_export();
std::vector<std::string> fields_of_status_board();
std::vector<std::string> fields_of_status_list();
std::vector<std::string> fields_of_status_set();
std::vector<std::string> fields_of_status_advance();
std::vector<std::string> fields_of_status_back();
std::vector<std::string> fields_of_status_hold();
std::vector<std::string> fields_of_status_block();
std::vector<std::string> fields_of_status_resume();
std::vector<std::string> fields_of_status_why();
std::vector<std::string> fields_of_status_batch();
std::vector<std::string> fields_of_status_check();
std::vector<std::string> fields_of_status_forecast();
std::vector<std::string> fields_of_status_history();
std::vector<std::string> fields_of_status_import();
std::vector<std::string> fields_of_status_pipelines();
std::vector<std::string> fields_of_status_undo();
std::vector<std::string> fields_of_rules_list();
std::vector<std::string> fields_of_rules_lint();
std::vector<std::string> fields_of_rules_plan();
std::vector<std::string> fields_of_rules_test();
std::vector<std::string> fields_of_rules_run();
std::vector<std::string> fields_of_rules_decided();
std::vector<std::string> fields_of_outbox_list();
std::vector<std::string> fields_of_outbox_show();
std::vector<std::string> fields_of_outbox_next();
std::vector<std::string> fields_of_outbox_settled();
std::vector<std::string> fields_of_events_list();
std::vector<std::string> fields_of_events_follow();
std::vector<std::string> fields_of_config_show();
std::vector<std::string> fields_of_config_check();
std::vector<std::string> fields_of_init();
std::vector<std::string> fields_of_backup_make();
std::vector<std::string> fields_of_backup_list();
std::vector<std::string> fields_of_backup_verify();
std::vector<std::string> fields_of_restore();
std::vector<std::string> fields_of_data_forget();

const std::vector<frame::Noun>& offline_commands() {
    static const std::vector<frame::Noun> kNouns{
        {"orders",
         "List, show, tag, export and check orders",
         {{"list", add_orders_list, true, fields_of_orders_list},
          {"save", add_orders_save, true, fields_of_orders_save},
          {"saved", add_orders_saved, false, fields_of_orders_saved},
          {"show", add_orders_show, false, fields_of_orders_show},
          {"tag", add_orders_tag, true, fields_of_orders_tag},
          {"export", add_orders_export, false, fields_of_orders_export},
          {"import", add_orders_import, false, fields_of_orders_import},
          {"note", add_orders_note, false, fields_of_orders_note},
          {"ship", add_orders_ship, false, fields_of_orders_ship},
          {"open", add_orders_open, false, fields_of_orders_open},
          {"history", add_orders_history, false, fields_of_orders_history},
          {"lint", add_orders_lint, false, fields_of_orders_lint},
          {"silence", add_orders_silence, false, fields_of_orders_silence},
          {"merge-buyers", add_orders_merge_buyers, false, fields_of_orders_merge_buyers},
          {"undo", add_orders_undo, false, fields_of_orders_undo}}},
        {"templates",
         "Write, check and render your letters",
         {{"list", add_templates_list, false, fields_of_templates_list},
          {"show", add_templates_show, false, fields_of_templates_show},
          {"new", add_templates_new, false, fields_of_templates_new},
          {"edit", add_templates_edit, false, fields_of_templates_edit},
          {"rm", add_templates_rm, false, fields_of_templates_rm},
          {"rename", add_templates_rename, false, fields_of_templates_rename},
          {"search", add_templates_search, false, fields_of_templates_search},
          {"render", add_templates_render, false, fields_of_templates_render},
          {"check", add_templates_check, false, fields_of_templates_check},
          {"log", add_templates_log, false, fields_of_templates_log},
          {"import", add_templates_import, false, fields_of_templates_import},
          {"export", add_templates_export, false, fields_of_templates_export}}},
        {"status",
         "Move items through your own stages, and see what is late",
         {{"board", add_status_board, false, fields_of_status_board},
          {"list", add_status_list, false, fields_of_status_list},
          {"set", add_status_set, false, fields_of_status_set},
          {"advance", add_status_advance, false, fields_of_status_advance},
          {"back", add_status_back, false, fields_of_status_back},
          {"hold", add_status_hold, false, fields_of_status_hold},
          {"block", add_status_block, false, fields_of_status_block},
          {"resume", add_status_resume, false, fields_of_status_resume},
          {"why", add_status_why, false, fields_of_status_why},
          {"batch", add_status_batch, false, fields_of_status_batch},
          {"check", add_status_check, false, fields_of_status_check},
          {"forecast", add_status_forecast, false, fields_of_status_forecast},
          {"history", add_status_history, false, fields_of_status_history},
          {"import", add_status_import, false, fields_of_status_import},
          {"export", add_status_export},
          {"labels", add_status_labels},
          {"pipelines", add_status_pipelines, false, fields_of_status_pipelines},
          {"undo", add_status_undo, false, fields_of_status_undo}}},
        {"rules",
         "Say what is told or done when, look at it before, and let it happen",
         {{"list", add_rules_list, false, fields_of_rules_list},
          {"lint", add_rules_lint, false, fields_of_rules_lint},
          {"plan", add_rules_plan, false, fields_of_rules_plan},
          {"test", add_rules_test, false, fields_of_rules_test},
          {"run", add_rules_run, false, fields_of_rules_run},
          {"release", add_rules_release, false, fields_of_rules_decided},
          {"pause", add_rules_pause, false, fields_of_rules_decided},
          {"resume", add_rules_resume, false, fields_of_rules_decided}}},
        {"outbox",
         "See what rules tell, send by hand what they hand over, hold or cancel it",
         {{"list", add_outbox_list, false, fields_of_outbox_list},
          {"show", add_outbox_show, false, fields_of_outbox_show},
          {"next", add_outbox_next, false, fields_of_outbox_next},
          {"done", add_outbox_done, false, fields_of_outbox_settled},
          {"cancel", add_outbox_cancel, false, fields_of_outbox_settled},
          {"hold", add_outbox_hold, false, fields_of_outbox_settled},
          {"release", add_outbox_release, false, fields_of_outbox_settled}}},
        {"events",
         "Read what happened, event by event, and follow what comes",
         {{"list", add_events_list, false, fields_of_events_list},
          {"follow", add_events_follow, false, fields_of_events_follow}}},
        {"config",
         "See what is configured, where it came from, and what is wrong with it",
         {{"show", add_config_show, false, fields_of_config_show},
          {"check", add_config_check, false, fields_of_config_check}}},
        {"init", "Write a folder to start with", {{"", add_init, false, fields_of_init}}},
        {"backup",
         "Copy everything that is stored to a safe place",
         {{"make", add_backup_make, false, fields_of_backup_make},
          {"list", add_backup_list, false, fields_of_backup_list},
          {"verify", add_backup_verify, false, fields_of_backup_verify}},
         "make"},
        {"restore", "Bring a backup back", {{"", add_restore, false, fields_of_restore}}},
        {"data",
         "Forget what is known of a person",
         {{"forget", add_data_forget, false, fields_of_data_forget}}},
        {"completion", "Print the completion script for a shell", {{"", add_completion}}},
    };
    return kNouns;
}

} // namespace etsyorder
