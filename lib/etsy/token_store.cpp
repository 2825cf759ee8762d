// SPDX-License-Identifier: MIT
#include "etsy/token_store.hpp"

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "base/private_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <utility>

namespace etsyorder::etsy {
namespace {

using base::Error;
using base::ErrorKind;
using base::Secret;
using Json = nlohmann::ordered_json;
using namespace std::chrono_literals;

constexpr int kSchema = 2; // 1 had one key for all shops, beside them
constexpr std::size_t kMaxBytes = 1U << 20U;
constexpr auto kLockPause = 20ms;
constexpr auto kLockPatience = 120s;

Error damaged(const std::filesystem::path& file, const std::string& why) {
    return Error(ErrorKind::sign_in_needed,
                 fmt::format("the stored sign-in {} is damaged", file.string()))
        .because(why)
        .hint("etsyorder auth login (the damaged file is kept under another name)");
}

Json to_json(const Grant& grant) {
    return {{"shop_id", grant.shop.value()},
            {"shop_name", grant.shop_name},
            {"user_id", grant.user.value()},
            {"keystring", grant.key.keystring},
            {"shared_secret", grant.key.shared_secret.reveal()},
            {"access_token", grant.access_token.reveal()},
            {"refresh_token", grant.refresh_token.reveal()},
            {"access_expires", base::format_instant(grant.access_expires)},
            {"refresh_expires", base::format_instant(grant.refresh_expires)},
            {"scopes", grant.scopes},
            {"server_ahead_s", grant.server_ahead.count()}};
}

base::Instant instant_in(const Json& json, const char* name) {
    const auto instant = base::parse_instant(json.at(name).get<std::string>());
    if (!instant) {
        throw std::invalid_argument(std::string(name) + " is no time");
    }
    return *instant;
}

Secret secret_in(const Json& json, const char* name) {
    auto text = json.at(name).get<std::string>();
    const bool plain = std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
    if (text.empty() || !plain) {
        throw std::invalid_argument(std::string(name) + " is not one word");
    }
    return Secret(std::move(text));
}

ApiKey key_from(const Json& json) {
    return {secret_in(json, "keystring").reveal(), secret_in(json, "shared_secret")};
}

// `file` is the whole of it.
Grant grant_from(const Json& json, const Json& file) {
    Grant grant;
    grant.key = key_from(json.contains("keystring") ? json : file);
    grant.shop = ShopId{json.at("shop_id").get<std::int64_t>()};
    grant.shop_name = json.value("shop_name", "");
    grant.user = UserId{json.at("user_id").get<std::int64_t>()};
    grant.access_token = secret_in(json, "access_token");
    grant.refresh_token = secret_in(json, "refresh_token");
    grant.access_expires = instant_in(json, "access_expires");
    grant.refresh_expires = instant_in(json, "refresh_expires");
    grant.scopes = json.value("scopes", std::vector<std::string>{});
    grant.server_ahead = std::chrono::seconds{json.value("server_ahead_s", std::int64_t{0})};
    return grant;
}

std::string encode(const SignIn& sign_in) {
    auto grants = Json::array();
    for (const auto& grant : sign_in.grants) {
        grants.push_back(to_json(grant));
    }
    const Json json{{"schema", kSchema}, {"server", sign_in.server}, {"shops", std::move(grants)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

SignIn decode(const std::string& text, const std::filesystem::path& file) {
    try {
        const auto json = Json::parse(text);
        if (json.at("schema").get<int>() > kSchema) {
            throw Error(ErrorKind::usage, fmt::format("a newer etsyorder wrote {}", file.string()))
                .because(fmt::format("this program knows form {} of it", kSchema))
                .hint("use the newer etsyorder");
        }
        SignIn sign_in;
        sign_in.server = json.at("server").get<std::string>();
        for (const auto& grant : json.at("shops")) {
            sign_in.grants.push_back(grant_from(grant, json));
        }
        return sign_in;
    } catch (const Json::parse_error& problem) {
        throw damaged(file,
                      fmt::format("it is no JSON from byte {} on", problem.byte)); // never its text
    } catch (const Json::exception& problem) {
        throw damaged(file,
                      fmt::format("a part is missing or of the wrong kind (code {})", problem.id));
    } catch (const std::invalid_argument& problem) {
        throw damaged(file, problem.what());
    }
}

std::string file_name_for(const Server& server) {
    if (server.name == Server::etsy().name) {
        return "session.json";
    }
    auto host = server.name.substr(server.name.find("://") + 3);
    const auto plain = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '.';
    };
    std::ranges::replace_if(host, std::not_fn(plain), '-');
    return fmt::format("session-{}.json", host);
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void remove_file(const std::filesystem::path& file) {
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) {
        throw Error(ErrorKind::failed, fmt::format("cannot delete {}", file.string()))
            .because(std::strerror(errno));
    }
}

} // namespace

const Grant* SignIn::find(ShopId shop) const {
    const auto found = std::ranges::find(grants, shop, &Grant::shop);
    return found == grants.end() ? nullptr : &*found;
}

void SignIn::put(Grant grant) {
    const auto found = std::ranges::find(grants, grant.shop, &Grant::shop);
    if (found == grants.end()) {
        grants.push_back(std::move(grant));
    } else {
        *found = std::move(grant);
    }
}

TokenStore::Lock::Lock(Lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

TokenStore::Lock::~Lock() {
    if (descriptor_ >= 0) {
        ::close(descriptor_); // the last descriptor takes the lock with it
    }
}

TokenStore::TokenStore(std::filesystem::path folder, const Server& server, base::Sleeper& sleeper)
    : folder_(std::move(folder)), file_(folder_ / file_name_for(server)), sleeper_(sleeper) {}

TokenStore::Lock TokenStore::lock() {
    std::error_code problem;
    base::create_private_folder(folder_, problem);
    const auto name = folder_ / "session.lock";
    Lock held(::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (held.descriptor_ < 0) {
        throw Error(ErrorKind::failed, fmt::format("cannot open {}", name.string()))
            .because(problem ? problem.message() : std::strerror(errno))
            .hint("check the folder's permissions");
    }
    for (auto waited = 0ms;; waited += kLockPause) {
        if (::flock(held.descriptor_, LOCK_EX | LOCK_NB) == 0) {
            return held;
        }
        if (errno != EWOULDBLOCK && errno != EINTR) {
            throw Error(ErrorKind::failed, fmt::format("cannot lock {}", name.string()))
                .because(std::strerror(errno));
        }
        if (waited >= kLockPatience) {
            throw Error(ErrorKind::conflict,
                        "another etsyorder has been renewing the sign-in for minutes")
                .because(name.string() + " is held")
                .hint("end that process and run this again");
        }
        if (sleeper_.wait(kLockPause) == base::Sleeper::Woke::asked_to_stop) {
            throw Error(ErrorKind::interrupted, "interrupted")
                .because("stopped while waiting for another etsyorder");
        }
    }
}

std::optional<SignIn> TokenStore::read() const {
    close_to_others();
    const auto text = base::read_file(file_, kMaxBytes);
    return text ? std::optional(decode(*text, file_)) : std::nullopt;
}

void TokenStore::write(const Lock&, const SignIn& sign_in) {
    base::write_file_atomically(file_, encode(sign_in), base::FileAccess::owner_only);
}

void TokenStore::forget(const Lock& held) {
    remove_file(file_);
    forget_leftovers(held);
}

std::vector<std::filesystem::path> TokenStore::leftovers() const {
    constexpr std::string_view kNew = ".new"; // ".PID.new": what write_file_atomically() renames
    constexpr std::string_view kDamaged = ".damaged-";
    const auto ours = file_.filename().string();
    std::vector<std::filesystem::path> found;
    std::error_code problem; // no folder: nothing is left over
    for (std::filesystem::directory_iterator at(folder_, problem), end; !problem && at != end;
         at.increment(problem)) {
        const auto name = at->path().filename().string();
        if (!name.starts_with(ours)) {
            continue;
        }
        auto rest = std::string_view(name).substr(ours.size());
        if (rest.starts_with(kDamaged)) {
            rest.remove_prefix(kDamaged.size());
        } else if (rest.starts_with('.') && rest.ends_with(kNew) && rest.size() > kNew.size()) {
            rest = rest.substr(1, rest.size() - 1 - kNew.size());
        } else {
            continue;
        }
        if (all_digits(rest)) {
            found.push_back(at->path());
        }
    }
    return found;
}

void TokenStore::forget_leftovers(const Lock&) {
    for (const auto& file : leftovers()) {
        remove_file(file);
    }
}

void TokenStore::close_to_others() const {
    struct stat facts {};
    if (::stat(file_.c_str(), &facts) != 0 || (facts.st_mode & 0077U) == 0) {
        return;
    }
    if (::chmod(file_.c_str(), 0600) != 0) {
        throw Error(ErrorKind::failed,
                    fmt::format("others can read the sign-in {}", file_.string()))
            .because(fmt::format("its permissions cannot be mended: {}", std::strerror(errno)))
            .hint("chmod 600 " + file_.string());
    }
    if (warn_) {
        warn_(fmt::format(
            "{} could be read by other users of this machine; it no longer can. If you do not "
            "trust them, sign in again.",
            file_.string()));
    }
}

std::optional<std::filesystem::path> TokenStore::keep_damaged(const Lock&) {
    try {
        (void)read();
        return std::nullopt;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::sign_in_needed) {
            throw;
        }
    }
    for (int number = 1; number < 1000; ++number) {
        auto name = folder_ / fmt::format("{}.damaged-{}", file_.filename().string(), number);
        if (::link(file_.c_str(), name.c_str()) ==
            0) { // unlike rename, this never replaces an older one
            return name;
        }
        if (errno != EEXIST) {
            throw Error(ErrorKind::failed,
                        fmt::format("cannot keep the damaged {}", file_.string()))
                .because(std::strerror(errno));
        }
    }
    throw Error(ErrorKind::failed, fmt::format("{} holds 999 damaged sign-ins", folder_.string()))
        .hint(fmt::format("delete the files {}.damaged-*", file_.filename().string()));
}

} // namespace etsyorder::etsy
