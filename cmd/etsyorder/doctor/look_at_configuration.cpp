// SPDX-License-Identifier: MIT
#include "base/zone.hpp"
#include "config/check.hpp"
#include "doctor/look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace etsyorder {
namespace {

using config::Problem;

// Commands go on in spite of these.
bool is_only_a_warning(const Problem& problem) {
    return problem.code == "unknown_variable" || problem.code == "readable_by_others" ||
           problem.code == "writable_by_others" ||
           (problem.code == "secret" && problem.reason.find("comments") != std::string::npos);
}

void add_problem(const Problem& problem, const char* check, Diagnosis& diagnosis) {
    std::string seen = problem.place + ": " + problem.text;
    if (!problem.reason.empty()) {
        seen += ": " + problem.reason;
    }
    if (is_only_a_warning(problem)) {
        diagnosis.warning(check, std::move(seen), problem.hint);
    } else {
        diagnosis.failed(check, std::move(seen), problem.hint);
    }
}

void look_at_file(const config::Folders& folders, Diagnosis& diagnosis) {
    const auto path = folders.config_file();
    const auto problems = config::check_file(path);
    for (const Problem& problem : problems) {
        add_problem(problem, "file", diagnosis);
    }
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
        diagnosis.ok("file",
                     "there is no " + path.string() + ": every option has its default",
                     "etsyorder init writes one in which every option is explained");
    } else if (problems.empty()) {
        diagnosis.ok("file", path.string());
    }
}

void look_at_variables(frame::Services& services, Diagnosis& diagnosis) {
    const auto problems = config::check_variables(services.variables());
    for (const Problem& problem : problems) {
        add_problem(problem, "variables", diagnosis);
    }
    if (const auto now = services.variables().get("ETSYORDER_NOW"); now && problems.empty()) {
        diagnosis.ok("variables", "ETSYORDER_NOW rehearses: it is always " + *now);
    } else if (problems.empty()) {
        diagnosis.ok("variables", "nothing wrong with those that begin with ETSYORDER_");
    }
}

void look_at_zone(frame::Services& services, Diagnosis& diagnosis) {
    const auto& setting = services.config().setting("zone");
    if (!setting.value.empty()) {
        (void)services.zone();
        diagnosis.ok("zone", setting.value);
        return;
    }
    const auto machine = base::system_zone_name();
    diagnosis.ok("zone",
                 machine ? "the machine's, " + *machine : "the machine's, which has no name",
                 "zone in config.yaml keeps the shop's days when the machine's zone changes");
}

} // namespace

bool look_at_configuration(frame::Services& services, Diagnosis& diagnosis) {
    diagnosis.area("configuration");
    if (!diagnosis.attempt("folders", [&] { (void)services.folders(); })) {
        return false;
    }
    look_at_file(services.folders(), diagnosis);
    look_at_variables(services, diagnosis);
    if (diagnosis.count(Health::failed) == 0) { // else it has been told already
        (void)diagnosis.attempt("zone", [&] { look_at_zone(services, diagnosis); });
    }
    return true;
}

} // namespace etsyorder
