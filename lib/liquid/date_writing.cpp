// SPDX-License-Identifier: MIT
#include "base/ascii.hpp"
#include "liquid/characters.hpp"
#include "liquid/date_names.hpp"
#include "liquid/dates.hpp"

#include <fmt/format.h>

namespace etsyorder::liquid {
namespace {

constexpr int kWidest = 100;

// What stands between % and the letter.
struct Flags {
    char padding = 0; // 0: as usual; '-': none; '_' and '0'
    bool upper = false;
    bool swap = false;
    int width = -1; // -1: as usual
    int colons = 0;
};

class Writer {
public:
    Writer(const Moment& moment, const DateNames& names) : moment_(moment), names_(names) {
        const auto day = std::chrono::floor<std::chrono::days>(moment.wall);
        date_ = base::Date{day};
        seconds_ = (moment.wall - day).count();
        weekday_ = static_cast<int>(std::chrono::weekday{day}.c_encoding());
        const auto first = std::chrono::sys_days{date_.year() / std::chrono::January / 1};
        day_of_year_ = static_cast<int>((day - first).count()) + 1;
    }

    std::string write(std::string_view format) {
        std::string out;
        while (!format.empty()) {
            const auto sign = format.find('%');
            out += format.substr(0, sign);
            if (sign == std::string_view::npos) {
                break;
            }
            format.remove_prefix(sign);
            const auto length = directive(format, out);
            if (length == 0) {
                out += '%';
                format.remove_prefix(1);
            } else {
                format.remove_prefix(length);
            }
        }
        return out;
    }

private:
    // Appends what the directive at the beginning means; its length, 0: it is none.
    std::size_t directive(std::string_view format, std::string& out) {
        Flags flags;
        std::size_t at = 1;
        for (; at < format.size(); ++at) {
            const char c = format[at];
            if (c == '-' || c == '_' || (c == '0' && flags.width < 0)) {
                flags.padding = c;
            } else if (c == '^') {
                flags.upper = true;
            } else if (c == '#') {
                flags.swap = true;
            } else if (c == ':') {
                ++flags.colons;
            } else {
                break;
            }
        }
        for (; at < format.size() && is_digit(format[at]); ++at) {
            flags.width = std::min(std::max(flags.width, 0) * 10 + (format[at] - '0'), kWidest);
        }
        if (at >= format.size()) {
            return 0;
        }
        return write_one(format[at], flags, out) ? at + 1 : 0;
    }

    static void
    number(std::string& out, std::int64_t value, const Flags& flags, int width, char pad) {
        const char padding = flags.padding == '-'   ? '\0'
                             : flags.padding == '_' ? ' '
                             : flags.padding == '0' ? '0'
                                                    : pad;
        const int wanted = flags.padding == '-' ? 0 : flags.width >= 0 ? flags.width : width;
        const auto digits = std::to_string(value < 0 ? -value : value);
        const auto sign = value < 0 ? 1 : 0;
        const int missing = wanted - static_cast<int>(digits.size()) - sign;
        const std::string fill(static_cast<std::size_t>(std::max(missing, 0)), padding);
        out += padding == ' ' ? fill : "";
        out += value < 0 ? "-" : "";
        out += padding == ' ' ? "" : fill;
        out += digits;
    }

    static void
    word(std::string& out, std::string_view text, const Flags& flags, bool swap_is_lower = false) {
        const int missing = flags.width - static_cast<int>(count_characters(text));
        out.append(static_cast<std::size_t>(std::max(missing, 0)),
                   flags.padding == '0' ? '0' : ' ');
        if (flags.swap && swap_is_lower) {
            out += base::ascii_lower(std::string(text));
        } else {
            out += flags.upper || flags.swap ? upper_case(text) : std::string(text);
        }
    }

    [[nodiscard]] int year() const { return static_cast<int>(date_.year()); }
    [[nodiscard]] int month() const {
        return static_cast<int>(static_cast<unsigned>(date_.month()));
    }
    [[nodiscard]] std::int64_t hour() const { return seconds_ / 3600; }
    [[nodiscard]] std::int64_t hour12() const { return (hour() + 11) % 12 + 1; }

    // Year and week by ISO 8601.
    [[nodiscard]] std::pair<int, int> iso_week() const {
        const auto day = std::chrono::sys_days{date_};
        const int from_monday = (weekday_ + 6) % 7;
        const auto thursday = day + std::chrono::days{3 - from_monday};
        const base::Date of{thursday};
        const auto first = std::chrono::sys_days{of.year() / std::chrono::January / 1};
        return {static_cast<int>(of.year()), static_cast<int>((thursday - first).count()) / 7 + 1};
    }

    void offset(std::string& out, const Flags& flags) const {
        const auto all = moment_.offset.count();
        const auto size = all < 0 ? -all : all;
        const char sign = all < 0 ? '-' : '+';
        const auto h = size / 3600;
        const auto m = size / 60 % 60;
        std::string text;
        switch (flags.colons) {
        case 0:
            text = fmt::format("{:02}{:02}", h, m);
            break;
        case 1:
            text = fmt::format("{:02}:{:02}", h, m);
            break;
        default:
            text = fmt::format("{:02}:{:02}:{:02}", h, m, size % 60);
            break;
        }
        const int missing = flags.width - static_cast<int>(text.size()) - 1;
        out += sign;
        out.append(static_cast<std::size_t>(std::max(missing, 0)), '0');
        out += text;
    }

    bool composed(std::string_view format, const Flags& flags, std::string& out) {
        word(out, write(format), flags);
        return true;
    }

    bool write_one(char letter, const Flags& flags, std::string& out) {
        if (flags.colons > 0 && letter != 'z') {
            return false;
        }
        return write_date(letter, flags, out) || write_time(letter, flags, out);
    }

    bool write_date(char letter, const Flags& flags, std::string& out) {
        switch (letter) {
        case 'Y':
            number(out, year(), flags, year() < 0 ? 5 : 4, '0');
            return true;
        case 'C':
            number(out, year() / 100, flags, 2, '0');
            return true;
        case 'y':
            number(out, year() % 100, flags, 2, '0');
            return true;
        case 'm':
            number(out, month(), flags, 2, '0');
            return true;
        case 'B':
            word(out, names_.months[month_number()], flags);
            return true;
        case 'b':
        case 'h':
            word(out, names_.short_months[month_number()], flags);
            return true;
        case 'd':
            number(out, day(), flags, 2, '0');
            return true;
        case 'e':
            number(out, day(), flags, 2, ' ');
            return true;
        case 'j':
            number(out, day_of_year_, flags, 3, '0');
            return true;
        case 'A':
            word(out, names_.days[static_cast<std::size_t>(weekday_)], flags);
            return true;
        case 'a':
            word(out, names_.short_days[static_cast<std::size_t>(weekday_)], flags);
            return true;
        case 'u':
            number(out, weekday_ == 0 ? 7 : weekday_, flags, 1, '0');
            return true;
        case 'w':
            number(out, weekday_, flags, 1, '0');
            return true;
        case 'G':
            number(out, iso_week().first, flags, 4, '0');
            return true;
        case 'g':
            number(out, iso_week().first % 100, flags, 2, '0');
            return true;
        case 'V':
            number(out, iso_week().second, flags, 2, '0');
            return true;
        case 'U':
            number(out, (day_of_year_ - 1 + 7 - weekday_) / 7, flags, 2, '0');
            return true;
        case 'W':
            number(out, (day_of_year_ - 1 + 7 - (weekday_ + 6) % 7) / 7, flags, 2, '0');
            return true;
        case 'D':
        case 'x':
            return composed("%m/%d/%y", flags, out);
        case 'F':
            return composed("%Y-%m-%d", flags, out);
        case 'v':
            return composed("%e-%^b-%Y", flags, out);
        case 'c':
            return composed("%a %b %e %H:%M:%S %Y", flags, out);
        default:
            return false;
        }
    }

    bool write_time(char letter, const Flags& flags, std::string& out) {
        switch (letter) {
        case 'H':
            number(out, hour(), flags, 2, '0');
            return true;
        case 'k':
            number(out, hour(), flags, 2, ' ');
            return true;
        case 'I':
            number(out, hour12(), flags, 2, '0');
            return true;
        case 'l':
            number(out, hour12(), flags, 2, ' ');
            return true;
        case 'M':
            number(out, seconds_ / 60 % 60, flags, 2, '0');
            return true;
        case 'S':
            number(out, seconds_ % 60, flags, 2, '0');
            return true;
        case 'p':
            word(out, hour() < 12 ? "AM" : "PM", flags, true);
            return true;
        case 'P':
            word(out, hour() < 12 ? "am" : "pm", flags);
            return true;
        case 'L':
            out.append(static_cast<std::size_t>(flags.width > 0 ? flags.width : 3), '0');
            return true;
        case 'N':
            out.append(static_cast<std::size_t>(flags.width > 0 ? flags.width : 9), '0');
            return true;
        case 's':
            number(out, moment_.instant().time_since_epoch().count(), flags, 1, '0');
            return true;
        case 'z':
            offset(out, flags);
            return true;
        case 'Z':
            word(out, moment_.zone, flags, true);
            return true;
        case 'R':
            return composed("%H:%M", flags, out);
        case 'T':
        case 'X':
            return composed("%H:%M:%S", flags, out);
        case 'r':
            return composed("%I:%M:%S %p", flags, out);
        case 'n':
            out += '\n';
            return true;
        case 't':
            out += '\t';
            return true;
        case '%':
            out += '%';
            return true;
        default:
            return false;
        }
    }

    [[nodiscard]] std::size_t month_number() const { // from 0
        return static_cast<std::size_t>(month() - 1);
    }
    [[nodiscard]] std::int64_t day() const { return static_cast<unsigned>(date_.day()); }

    const Moment& moment_;
    const DateNames& names_;
    base::Date date_;
    std::int64_t seconds_ = 0;
    int weekday_ = 0;
    int day_of_year_ = 0;
};

} // namespace

std::string
format_moment(const Moment& moment, std::string_view format, std::string_view language) {
    return Writer(moment, date_names(language)).write(format);
}

} // namespace etsyorder::liquid
