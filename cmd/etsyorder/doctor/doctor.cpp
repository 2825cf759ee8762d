// SPDX-License-Identifier: MIT
#include "doctor/look.hpp"
#include "frame/command.hpp"

#include <fmt/format.h>

namespace etsyorder {
namespace {

using frame::ExitCode;
using frame::Services;

struct DoctorArgs {
    bool offline = false;
    bool deep = false;
};

void look(const DoctorArgs& args, Services& services, Diagnosis& diagnosis) {
    if (look_at_configuration(services, diagnosis)) {
        look_at_folders(services.folders(), diagnosis);
        look_at_disk(services.folders(), diagnosis);
        look_at_database(services, args.deep ? Thorough::yes : Thorough::no, diagnosis);
        look_at_etsy(services, args.offline ? Network::left_alone : Network::used, diagnosis);
    }
    look_at_programs(diagnosis);
}

std::string summary(const Diagnosis& diagnosis) {
    if (!diagnosis.any_findings()) {
        return "all is well";
    }
    return fmt::format("{} failed, {} to look at",
                       diagnosis.count(Health::failed),
                       diagnosis.count(Health::warning));
}

ExitCode run_doctor(const DoctorArgs& args, Services& services) {
    services.expect_broken_configuration();
    services.output().require_fields(frame::field_names(diagnosis_table({})));
    Diagnosis diagnosis;
    look(args, services, diagnosis);
    if (services.streams().out_is_terminal() && !services.output().json()) {
        services.output().page("checks", frame::Value(), diagnosis_page(diagnosis));
    } else {
        services.output().table(diagnosis_table(diagnosis));
    }
    services.output().note(summary(diagnosis));
    return diagnosis.any_findings() ? ExitCode::findings : ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_doctor() {
    return frame::field_names(diagnosis_table({}));
}

void add_doctor(frame::Command& doctor) {
    auto args = std::make_shared<DoctorArgs>();
    doctor.flag("--offline", args->offline, "leave the network alone")
        .flag("--deep", args->deep, "also compare each index of the database with its table")
        .examples({"etsyorder doctor",
                   "etsyorder doctor --offline --jq '.checks[] | select(.status == \"failed\")'"})
        .runs([args](Services& services) { return run_doctor(*args, services); });
}

} // namespace etsyorder
