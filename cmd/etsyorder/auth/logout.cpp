// SPDX-License-Identifier: MIT
#include "etsy_access.hpp"
#include "frame/command.hpp"
#include "orders/shop_choice.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder {
namespace {

using frame::ExitCode;
using frame::Services;
using frame::Value;

struct LogoutArgs {
    bool dry_run = false;
};

struct Found {
    std::optional<etsy::SignIn> sign_in;
    bool damaged = false;
};

Found find_sign_in(EtsyAccess& access) {
    try {
        return {access.store().read(), false};
    } catch (const base::Error& error) {
        if (error.kind() != base::ErrorKind::sign_in_needed) {
            throw;
        }
        return {std::nullopt, true}; // whatever it holds, it goes
    }
}

bool is_wanted(const etsy::Grant& grant, const std::string& wanted) {
    return wanted.empty() || orders::is_meant(grant.shop, grant.shop_name, wanted);
}

ExitCode run_logout(const LogoutArgs& args, Services& services) {
    services.output().require_fields({"shops", "done"}, "logout");
    EtsyAccess access(services);
    const auto wanted = services.flags().shop;
    const bool leftovers = !access.store().leftovers().empty();
    auto lock = (leftovers || std::filesystem::exists(access.store().file())) && !args.dry_run
                    ? std::optional(access.store().lock())
                    : std::nullopt;
    auto [sign_in, damaged] = find_sign_in(access);
    std::vector<std::string> names;
    Value::List shops;
    if (sign_in) {
        for (const auto& grant : sign_in->grants) {
            if (is_wanted(grant, wanted)) {
                names.push_back(fmt::format("{} ({})", grant.shop_name, grant.shop.value()));
                shops.emplace_back(grant.shop.value());
            }
        }
    }
    if (sign_in && names.empty() && !wanted.empty()) {
        throw base::Error(base::ErrorKind::not_found,
                          fmt::format("the shop \"{}\" is not signed in", wanted))
            .hint("etsyorder auth status");
    }
    const bool something = sign_in || damaged || leftovers;
    if (something && lock) {
        if (sign_in) {
            std::erase_if(sign_in->grants,
                          [&](const etsy::Grant& grant) { return is_wanted(grant, wanted); });
        }
        if (!sign_in || sign_in->grants.empty()) {
            access.store().forget(*lock);
        } else {
            access.store().write(*lock, *sign_in);
            access.store().forget_leftovers(*lock); // whose they are cannot be told
        }
    }
    frame::Page page;
    if (!something) {
        page.line("Nobody was signed in.");
        if (services.variables().get("ETSYORDER_ACCESS_TOKEN")) {
            page.line("ETSYORDER_ACCESS_TOKEN still gives a session: unset it, too.");
        }
    } else {
        page.line(
            fmt::format("{} {}.",
                        args.dry_run ? "Would forget the sign-in of" : "Forgot the sign-in of",
                        sign_in ? fmt::format("{}", fmt::join(names, ", ")) : "a damaged file"));
        page.line("Etsy itself keeps the permission until you take it back: "
                  "https://www.etsy.com/your/apps");
    }
    services.output().page("logout",
                           Value::object({{"shops", Value::list(std::move(shops))},
                                          {"done", something && !args.dry_run}}),
                           page);
    return ExitCode::done;
}

} // namespace

void add_auth_logout(frame::Command& auth) {
    auto args = std::make_shared<LogoutArgs>();
    auth.verb("logout", "Forget the key and the tokens stored on this machine")
        .flag("--dry-run", args->dry_run, "show what would be forgotten")
        .examples({"etsyorder auth logout", "etsyorder auth logout --shop AcornSigns"})
        .runs([args](Services& services) { return run_logout(*args, services); });
}

} // namespace etsyorder
