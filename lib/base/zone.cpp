// SPDX-License-Identifier: MIT
#include "base/zone.hpp"

#include "base/error.hpp"

#include <absl/time/time.h>

#include <ctime>

namespace etsyorder::base {

class Zone::Rules {
public:
    Rules() = default;
    Rules(const Rules&) = delete;
    Rules& operator=(const Rules&) = delete;
    virtual ~Rules() = default;
    [[nodiscard]] virtual std::chrono::seconds offset(Instant instant) const = 0;
};

namespace {

// Abseil also takes paths of files, "localtime" and offsets; a seller's configuration names a
// place.
bool is_name(const std::string& name) {
    return !name.empty() && name.front() != '/' && name.find("..") == std::string::npos &&
           name != "localtime" && name.find(':') == std::string::npos;
}

LocalTime split(std::chrono::sys_seconds wall) {
    const auto day = std::chrono::floor<std::chrono::days>(wall);
    return {Date{day}, wall - day};
}

} // namespace

Zone Zone::system() {
    class SystemRules final : public Rules {
    public:
        [[nodiscard]] std::chrono::seconds offset(Instant instant) const override {
            const std::time_t seconds = utc_seconds(instant);
            std::tm parts{};
            if (localtime_r(&seconds, &parts) == nullptr) {
                return std::chrono::seconds{0};
            }
            return std::chrono::seconds{parts.tm_gmtoff};
        }
    };
    return Zone(std::make_shared<SystemRules>());
}

Zone Zone::named(const std::string& name) {
    class NamedRules final : public Rules {
    public:
        explicit NamedRules(absl::TimeZone zone) : zone_(zone) {}
        [[nodiscard]] std::chrono::seconds offset(Instant instant) const override {
            const auto seconds = utc_seconds(instant);
            return std::chrono::seconds{zone_.At(absl::FromUnixSeconds(seconds)).offset};
        }

    private:
        absl::TimeZone zone_;
    };
    absl::TimeZone zone;
    if (!is_name(name) || !absl::LoadTimeZone(name, &zone)) {
        const auto meant = nearest_zone(name);
        throw Error(ErrorKind::usage, "there is no time zone \"" + name + "\"")
            .because("the system's zone database does not have this name")
            .hint(meant ? "did you mean \"" + *meant + "\"?"
                        : "use a name such as Europe/Berlin; `ls /usr/share/zoneinfo` lists them");
    }
    return Zone(std::make_shared<NamedRules>(zone));
}

LocalTime Zone::local(Instant instant) const {
    return split(instant + rules_->offset(instant));
}

Instant Zone::at(Date day, std::chrono::seconds since_midnight) const {
    const auto wall = std::chrono::sys_seconds{std::chrono::sys_days{day}} + since_midnight;
    const auto missing = [&](Instant guess) {
        const auto seen = local(guess);
        return wall - (std::chrono::sys_days{seen.date} + seen.since_midnight);
    };
    Instant guess = wall;
    guess += missing(guess);
    guess += missing(guess); // mends a change of offset in between
    if (const auto skipped = missing(guess); skipped > std::chrono::seconds{0}) {
        guess += skipped;
    }
    // As clocks went the day before: of two times that show the same, the first one.
    const Instant day_before = guess - std::chrono::days{1};
    const auto seen = local(day_before);
    const auto offset = std::chrono::sys_days{seen.date} + seen.since_midnight - day_before;
    const Instant earlier = wall - offset;
    return earlier < guess && missing(earlier) == std::chrono::seconds{0} ? earlier : guess;
}

int days_between(Date from, Date to) {
    return static_cast<int>((std::chrono::sys_days{to} - std::chrono::sys_days{from}).count());
}

} // namespace etsyorder::base
