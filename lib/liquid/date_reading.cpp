// SPDX-License-Identifier: MIT
#include "base/ascii.hpp"
#include "liquid/characters.hpp"
#include "liquid/dates.hpp"

#include <array>
#include <vector>

namespace etsyorder::liquid {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kLongest = 128; // bytes of a date

constexpr std::array<std::string_view, 12> kMonths = {
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

struct Parts {
    std::optional<int> year;
    std::optional<int> month;
    std::optional<int> day;
    std::optional<seconds> time;
    std::optional<seconds> offset;
    bool named_utc = false;
};

// A run of digits, of letters, or one sign; spaces are left out, but remembered.
struct Word {
    std::string_view text;
    bool digits = false;
    bool letters = false;
    bool after_space = false;

    [[nodiscard]] bool is(char c) const { return text.size() == 1 && text[0] == c; }
    [[nodiscard]] int number() const {
        int value = 0;
        for (const char c : text.substr(0, 9)) {
            value = value * 10 + (c - '0');
        }
        return value;
    }
};

bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    words.reserve(16); // "2026-11-22 10:00:00 +0100" has 13
    bool space = false;
    std::size_t at = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (is_space(c)) {
            space = true;
            ++at;
            continue;
        }
        auto end = at + 1;
        const bool digits = is_digit(c);
        const bool letters = is_letter(c);
        while (end < text.size() &&
               ((digits && is_digit(text[end])) || (letters && is_letter(text[end])))) {
            ++end;
        }
        words.push_back({text.substr(at, end - at), digits, letters, space});
        space = false;
        at = end;
    }
    return words;
}

class Reader {
public:
    explicit Reader(std::string_view text) : words_(words_of(text)) {}

    std::optional<Parts> read() {
        while (at_ < words_.size()) {
            if (!(read_time() || read_zone() || read_compact() || read_numbers() || read_month() ||
                  read_day_name())) {
                ++at_;
            }
        }
        const bool found = parts_.year || parts_.month || parts_.day || parts_.time;
        return found && right_ ? std::optional(parts_) : std::nullopt;
    }

private:
    [[nodiscard]] const Word& here(std::size_t ahead = 0) const {
        static const Word none;
        return at_ + ahead < words_.size() ? words_[at_ + ahead] : none;
    }

    static std::optional<int> month_of(const Word& word) {
        for (std::size_t i = 0; i < kMonths.size() && word.letters; ++i) {
            if (word.text.substr(0, 3) == kMonths[i]) {
                return static_cast<int>(i) + 1;
            }
        }
        return std::nullopt;
    }

    // 10:00, 10:00:05.5, 3pm
    bool read_time() {
        const bool twelve = here(1).text == "am" || here(1).text == "pm";
        if (parts_.time || !here().digits || here().text.size() > 2 ||
            !((here(1).is(':') && here(2).digits) || twelve)) {
            return false;
        }
        int hour = here().number();
        int minute = 0;
        int second = 0;
        ++at_;
        if (!twelve) {
            minute = here(1).number();
            at_ += 2;
            if (here().is(':') && here(1).digits) {
                second = here(1).number();
                at_ += 2;
                if (here().is('.') && here(1).digits) {
                    at_ += 2;
                }
            }
        }
        if (here().text == "am" || here().text == "pm") {
            right_ = right_ && hour >= 1 && hour <= 12;
            hour = hour % 12 + (here().text == "pm" ? 12 : 0);
            ++at_;
        }
        right_ = right_ && hour <= 24 && minute <= 59 && second <= 60;
        parts_.time = hours(hour) + minutes(minute) + seconds(second);
        return true;
    }

    // +02:00, -0530, +2 behind a time; z, utc, gmt, est and the like
    bool read_zone() {
        if (!parts_.time || parts_.offset) {
            return false;
        }
        if ((here().is('+') || here().is('-')) && here(1).digits) {
            const int sign = here().is('-') ? -1 : 1;
            const auto digits = here(1).text;
            int hour = here(1).number();
            int minute = 0;
            at_ += 2;
            if (digits.size() >= 3) {
                minute = hour % 100;
                hour /= 100;
            } else if (here().is(':') && here(1).digits) {
                minute = here(1).number();
                at_ += 2;
            }
            right_ = right_ && hour <= 23 && minute <= 59;
            parts_.offset = sign * (hours(hour) + minutes(minute));
            return true;
        }
        struct Row {
            std::string_view name;
            int hours;
        };
        static constexpr std::array<Row, 14> kZones = {{{"z", 0},
                                                        {"utc", 0},
                                                        {"gmt", 0},
                                                        {"est", -5},
                                                        {"edt", -4},
                                                        {"cst", -6},
                                                        {"cdt", -5},
                                                        {"mst", -7},
                                                        {"mdt", -6},
                                                        {"pst", -8},
                                                        {"pdt", -7},
                                                        {"cet", 1},
                                                        {"cest", 2},
                                                        {"bst", 1}}};
        for (const auto& [name, zone_hours] : kZones) {
            if (here().text == name) {
                parts_.offset = hours(zone_hours);
                parts_.named_utc = zone_hours == 0;
                ++at_;
                return true;
            }
        }
        return false;
    }

    // 20160314, 20160314T101500
    bool read_compact() {
        const auto text = here().text;
        if (!here().digits || (text.size() != 8 && text.size() != 14 && text.size() != 6) ||
            parts_.day) {
            return false;
        }
        if (text.size() == 6) { // the time behind a compact date
            return false;
        }
        const auto part = [&](std::size_t from, std::size_t count) {
            return Word{text.substr(from, count), true, false, false}.number();
        };
        set_date(part(0, 4), part(4, 2), part(6, 2));
        if (text.size() == 14) {
            parts_.time = hours(part(8, 2)) + minutes(part(10, 2)) + seconds(part(12, 2));
        }
        ++at_;
        if (here().text == "t" && here(1).digits && here(1).text.size() == 6) {
            const auto time = here(1).text;
            const auto of = [&](std::size_t from) {
                return Word{time.substr(from, 2), true, false, false}.number();
            };
            parts_.time = hours(of(0)) + minutes(of(2)) + seconds(of(4));
            at_ += 2;
        }
        return true;
    }

    // 2016-03-14, 2016/3/14, 14.3.2016, 14/3/2016, 2016-03
    bool read_numbers() {
        const auto& sign = here(1);
        if (!here().digits || parts_.day || !(sign.is('-') || sign.is('/') || sign.is('.'))) {
            return false;
        }
        if (const auto month = month_of(here(2));
            month && here(3).text == sign.text && here(4).digits) {
            set_date(year_of(here(4)), *month, here().number()); // 14-Mar-2016
            at_ += 5;
            return true;
        }
        if (!here(2).digits) {
            return false;
        }
        const bool three = here(3).text == sign.text && here(4).digits;
        if (!three) {
            if (here().text.size() >= 3) {
                parts_.year = here().number();
                parts_.month = here(2).number();
            } else {
                parts_.month = here().number();
                parts_.day = here(2).number();
            }
            at_ += 3;
            return true;
        }
        if (here().text.size() >= 3 || here(4).text.size() < 3) {
            set_date(year_of(here()), here(2).number(), here(4).number());
        } else {
            set_date(here(4).number(), here(2).number(), here().number());
        }
        at_ += 5;
        return true;
    }

    // 14 March 2016, 14th of march, March 14th, 2016, March 2016
    bool read_month() {
        if (here().digits && here().text.size() <= 2 && !parts_.day) {
            std::size_t ahead = 1;
            ahead += is_ordinal(here(ahead)) ? 1U : 0U;
            ahead += here(ahead).text == "of" ? 1U : 0U;
            if (const auto month = month_of(here(ahead))) {
                parts_.day = here().number();
                parts_.month = month;
                at_ += ahead + 1;
                read_year();
                return true;
            }
        }
        const auto month = month_of(here());
        if (!month || parts_.month) {
            return false;
        }
        parts_.month = month;
        ++at_;
        at_ += here().is('.') ? 1U : 0U;
        if (here().digits && here().text.size() <= 2 && !here(1).is(':')) {
            parts_.day = here().number();
            ++at_;
            at_ += is_ordinal(here()) ? 1U : 0U;
        }
        read_year();
        return true;
    }

    void read_year() {
        const std::size_t ahead = here().is(',') || here().is('.') || here().is('-') ? 1 : 0;
        const auto& word = here(ahead);
        if (!parts_.year && word.digits && !here(ahead + 1).is(':') && word.text.size() <= 4) {
            parts_.year = year_of(word);
            at_ += ahead + 1;
        }
    }

    bool read_day_name() {
        if (here().digits && here().text.size() <= 2 && !parts_.day && parts_.month) {
            parts_.day = here().number();
            ++at_;
            return true;
        }
        return false;
    }

    static bool is_ordinal(const Word& word) {
        return !word.after_space &&
               (word.text == "st" || word.text == "nd" || word.text == "rd" || word.text == "th");
    }

    static int year_of(const Word& word) {
        const int number = word.number();
        return word.text.size() > 2 ? number : number >= 69 ? number + 1900 : number + 2000;
    }

    void set_date(int year, int month, int day) {
        parts_.year = year;
        parts_.month = month;
        parts_.day = day;
    }

    std::vector<Word> words_;
    std::size_t at_ = 0;
    Parts parts_;
    bool right_ = true;
};

// In that zone; empty: UTC.
Moment moment_at(base::Date day, seconds since_midnight, const std::optional<base::Zone>& zone) {
    return zone ? moment_of(zone->at(day, since_midnight), zone)
                : Moment{std::chrono::sys_days{day} + since_midnight, seconds{0}, "UTC"};
}

} // namespace

Moment moment_of(base::Instant instant, const std::optional<base::Zone>& zone) {
    if (!zone) {
        return {instant, seconds{0}, "UTC"};
    }
    const auto local = zone->local(instant);
    const std::chrono::sys_seconds wall = std::chrono::sys_days{local.date} + local.since_midnight;
    return {wall, wall - instant, {}};
}

std::optional<Moment> read_date(std::string_view text,
                                const std::optional<base::Zone>& zone,
                                const std::optional<base::Instant>& now) {
    if (text.size() > kLongest) {
        return std::nullopt;
    }
    constexpr std::string_view kDay = "2026-11-22"; // as most of them are
    if (text.size() == kDay.size() && text[4] == '-') {
        if (const auto midnight = base::parse_instant(text)) {
            return moment_at(
                base::Date{std::chrono::floor<std::chrono::days>(*midnight)}, seconds{0}, zone);
        }
    }
    const auto lower = base::ascii_lower(std::string(text));
    auto parts = Reader(lower).read();
    if (!parts) {
        return std::nullopt;
    }
    if (!parts->year) {
        if (!now) {
            return std::nullopt;
        }
        const base::Date today{std::chrono::floor<std::chrono::days>(moment_of(*now, zone).wall)};
        parts->year = static_cast<int>(today.year());
        if (!parts->month && !parts->day) {
            parts->month = static_cast<int>(static_cast<unsigned>(today.month()));
            parts->day = static_cast<int>(static_cast<unsigned>(today.day()));
        } else if (!parts->month) {
            parts->month = static_cast<int>(static_cast<unsigned>(today.month()));
        }
    }
    const auto month = parts->month.value_or(1);
    const auto day = parts->day.value_or(1);
    if (*parts->year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
        return std::nullopt;
    }
    const base::Date date{std::chrono::year{*parts->year},
                          std::chrono::month{static_cast<unsigned>(month)},
                          std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) {
        return std::nullopt;
    }
    const auto time = parts->time.value_or(seconds{0});
    if (parts->offset) {
        return Moment{
            std::chrono::sys_days{date} + time, *parts->offset, parts->named_utc ? "UTC" : ""};
    }
    return moment_at(date, time, zone);
}

} // namespace etsyorder::liquid
