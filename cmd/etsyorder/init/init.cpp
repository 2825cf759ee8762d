// SPDX-License-Identifier: MIT
#include "base/atomic_file.hpp"
#include "base/private_folder.hpp"
#include "config/config_file.hpp"
#include "config/starter.hpp"
#include "frame/command.hpp"
#include "init/questions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace etsyorder {
namespace {

using config::StarterFile;
using frame::ExitCode;
using frame::Services;
using frame::Value;

struct InitArgs {
    std::string zone;
    bool dry_run = false;
};

struct Step {
    const char* command;
    const char* what;
};

const std::vector<Step> kWithKey = {{"etsyorder auth login", "sign in to Etsy with your key"},
                                    {"etsyorder sync", "fetch your orders"}};
const std::vector<Step> kWithoutKey = {
    {"etsyorder orders import FILE.csv",
     "a file from Shop Manager > Settings > Options > Download data"},
    {"etsyorder orders list", "what is to be made, soonest first"}};

const std::vector<std::string> kFields = {"folder", "files", "shop", "zone", "next", "dry_run"};

// A README.md that this command wrote before it was cut off is no stranger's file.
bool is_same(const std::filesystem::path& path, const StarterFile& file) {
    return file.name != "config.yaml" && base::read_file(path, config::kMaxFileBytes) == file.text;
}

base::Error already_there(const std::vector<std::string>& paths) {
    return base::Error(base::ErrorKind::conflict,
                       fmt::format("{} {} there already",
                                   fmt::join(paths, " and "),
                                   paths.size() == 1 ? "is" : "are"))
        .because("init writes new files only; nothing was written")
        .hint("`etsyorder config check` looks for slips in what is there; ETSYORDER_HOME names a "
              "folder for another start");
}

void refuse_to_overwrite(const std::filesystem::path& folder) {
    std::vector<std::string> there;
    for (const StarterFile& file : config::starter_files({})) {
        const auto path = folder / file.name;
        std::error_code problem;
        const auto state = std::filesystem::symlink_status(path, problem);
        if (std::filesystem::exists(state) && !is_same(path, file)) {
            there.push_back(path.string());
        }
    }
    if (!there.empty()) {
        throw already_there(there);
    }
}

void make_folder(const std::filesystem::path& folder) {
    std::error_code problem;
    base::create_private_folder(folder, problem);
    if (problem) {
        throw base::Error(base::ErrorKind::failed, "cannot create the folder " + folder.string())
            .because(problem.message())
            .hint("check who owns the folder above it, or set ETSYORDER_HOME to another one");
    }
}

// False: somebody made a file of this name a moment ago; it was not touched.
bool write_new(const std::filesystem::path& path, const std::string& text) {
    try {
        base::AtomicFile file(path, base::FileAccess::owner_only);
        file.write(text);
        file.commit(base::IfThere::refuse);
        return true;
    } catch (const base::Error& error) {
        if (error.kind() != base::ErrorKind::conflict) {
            throw;
        }
        return false;
    }
}

// The outcome of each, in their order: "written" or "already so".
std::vector<const char*> write_all(const std::filesystem::path& folder,
                                   const std::vector<StarterFile>& files) {
    std::vector<const char*> outcomes;
    for (const StarterFile& file : files) {
        const auto path = folder / file.name;
        if (is_same(path, file)) {
            outcomes.push_back("already so");
        } else if (write_new(path, file.text)) {
            outcomes.push_back("written");
        } else {
            throw already_there({path.string()});
        }
    }
    return outcomes;
}

std::vector<Step> next_steps(HasKey key) {
    return key == HasKey::yes ? kWithKey : kWithoutKey;
}

void add_steps(frame::Page& page, std::string_view heading, const std::vector<Step>& steps) {
    page.blank().heading(heading);
    for (const Step& step : steps) {
        page.line(fmt::format("  {:<33} # {}", step.command, step.what));
    }
}

frame::Page page_of(const std::filesystem::path& folder,
                    const std::vector<StarterFile>& files,
                    const std::vector<const char*>& outcomes,
                    HasKey key) {
    frame::Page page;
    for (std::size_t i = 0; i < files.size(); ++i) {
        page.line(fmt::format("{}: {}", (folder / files[i].name).string(), outcomes[i]));
    }
    if (key == HasKey::not_asked) {
        add_steps(page, "Next, with an API key of Etsy:", kWithKey);
        add_steps(page, "Next, without one:", kWithoutKey);
    } else {
        add_steps(page, "Next:", next_steps(key));
    }
    return page;
}

frame::Page plan_of(const std::filesystem::path& folder, const std::vector<StarterFile>& files) {
    frame::Page page;
    for (const StarterFile& file : files) {
        page.heading("would write " + (folder / file.name).string() + ":");
        std::string_view rest = file.text;
        while (!rest.empty()) {
            const auto line = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(line.size() + 1);
            page.line(line.empty() ? "" : "  " + std::string(line));
        }
        page.blank();
    }
    return page;
}

Value value_of(const std::filesystem::path& folder,
               const std::vector<StarterFile>& files,
               const std::vector<const char*>& outcomes,
               const InitAnswers& answers,
               bool dry_run) {
    Value::List written;
    for (std::size_t i = 0; i < files.size(); ++i) {
        written.push_back(Value::object({{"file", (folder / files[i].name).string()},
                                         {"outcome", outcomes[i]},
                                         {"text", files[i].text}}));
    }
    Value::List next;
    for (const Step& step : next_steps(answers.key)) {
        next.push_back(step.command);
    }
    const auto or_null = [](const std::string& text) {
        return text.empty() ? Value() : Value(text);
    };
    return Value::object({{"folder", folder.string()},
                          {"files", Value::list(std::move(written))},
                          {"shop", or_null(answers.shop)},
                          {"zone", or_null(answers.zone)},
                          {"next", Value::list(std::move(next))},
                          {"dry_run", dry_run}});
}

ExitCode run_init(const InitArgs& args, Services& services) {
    services.expect_broken_configuration(); // there may be one already
    services.output().require_fields(kFields, "init");
    InitAnswers given{services.flags().shop, args.zone, HasKey::not_asked};
    if (services.variables().get("ETSYORDER_KEYSTRING")) {
        given.key = HasKey::yes;
    }
    if (!given.shop.empty()) {
        require_shop(given.shop);
    }
    if (!given.zone.empty()) {
        require_zone(given.zone);
    }
    const auto folder = services.folders().config;
    refuse_to_overwrite(folder); // before anybody answers for nothing
    const auto answers = args.dry_run ? given : ask_for_start(std::move(given), services);
    const auto files = config::starter_files({answers.shop, answers.zone});
    if (args.dry_run) {
        const std::vector<const char*> outcomes(files.size(), "would be written");
        services.output().page(
            "init", value_of(folder, files, outcomes, answers, true), plan_of(folder, files));
        return ExitCode::done;
    }
    make_folder(folder);
    const auto outcomes = write_all(folder, files);
    services.output().page("init",
                           value_of(folder, files, outcomes, answers, false),
                           page_of(folder, files, outcomes, answers.key));
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_init() {
    return kFields;
}

void add_init(frame::Command& init) {
    auto args = std::make_shared<InitArgs>();
    init.value("--zone",
               args->zone,
               "time zone of the shop, such as Europe/Berlin",
               {.shown = "ZONE", .live = "zone"})
        .flag("--dry-run", args->dry_run, "show what would be written")
        .examples({"etsyorder init", "etsyorder init --shop AcornSigns --zone Europe/Berlin"})
        .runs([args](Services& services) { return run_init(*args, services); });
}

} // namespace etsyorder
