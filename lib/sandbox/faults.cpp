// SPDX-License-Identifier: MIT
#include "sandbox/faults.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

namespace etsyorder::sandbox {

namespace {

constexpr std::array<std::string_view, 8> kTargets{
    "receipts", "receipt", "shipment", "listings", "reviews", "shop", "token", "any"};

base::Error wrong(std::string_view spec, const std::string& reason) {
    return base::Error(base::ErrorKind::usage, fmt::format("\"{}\" is no fault", spec))
        .because(reason)
        .hint("receipts:500, receipts:429:0.1, token:drop:x3, any:slow=3s, shop:html, "
              "listings:truncate");
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(out)
                                                                    : std::nullopt;
}

std::optional<double> decimal(std::string_view text) {
    double out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(out)
                                                                    : std::nullopt;
}

// "3s", "250ms", "1.5s"
std::optional<std::chrono::milliseconds> delay_of(std::string_view text) {
    const bool milli = text.ends_with("ms");
    if (!text.ends_with('s')) {
        return std::nullopt;
    }
    const auto number = decimal(text.substr(0, text.size() - (milli ? 2 : 1)));
    const auto wanted = number.value_or(-1) * (milli ? 1 : 1000);
    if (!(wanted >= 0 && wanted <= 3600'000)) { // not "nan" either
        return std::nullopt;
    }
    return std::chrono::milliseconds(static_cast<std::int64_t>(wanted));
}

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> out;
    for (;;) {
        const auto end = text.find(':');
        out.push_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            return out;
        }
        text.remove_prefix(end + 1);
    }
}

void read_kind(std::string_view kind, Fault& fault) {
    if (kind == "drop") {
        fault.kind = Fault::Kind::drop;
    } else if (kind == "lost") {
        fault.kind = Fault::Kind::lost;
    } else if (kind == "html" || kind.starts_with("html=")) {
        const auto status = kind == "html" ? 200 : whole_number(kind.substr(5)).value_or(0);
        if (status < 200 || status > 599) {
            throw wrong(fault.spec, "html wants a status from 200 to 599");
        }
        fault.kind = Fault::Kind::html;
        fault.status = static_cast<int>(status);
    } else if (kind == "truncate") {
        fault.kind = Fault::Kind::truncate;
    } else if (kind.starts_with("slow=")) {
        const auto delay = delay_of(kind.substr(5));
        if (!delay) {
            throw wrong(fault.spec, "slow wants a time such as 3s or 250ms, an hour at most");
        }
        fault.kind = Fault::Kind::slow;
        fault.delay = *delay;
    } else if (const auto status = whole_number(kind); status && *status >= 400 && *status <= 599) {
        fault.status = static_cast<int>(*status);
    } else {
        throw wrong(fault.spec,
                    fmt::format("\"{}\" is neither a status from 400 to 599 nor slow=, drop, lost, "
                                "html or truncate",
                                kind));
    }
}

} // namespace

Fault parse_fault(std::string_view spec) {
    const auto parts = split(spec);
    Fault fault;
    fault.spec = spec;
    fault.target = parts[0];
    if (std::ranges::find(kTargets, parts[0]) == kTargets.end()) {
        throw wrong(spec, fmt::format("\"{}\" is none of {}", parts[0], fmt::join(kTargets, ", ")));
    }
    if (parts.size() < 2 || parts.size() > 4) {
        throw wrong(spec, "it is written TARGET:KIND[:PROBABILITY][:xCOUNT]");
    }
    read_kind(parts[1], fault);
    for (std::size_t i = 2; i < parts.size(); ++i) {
        const auto count =
            parts[i].starts_with('x') ? whole_number(parts[i].substr(1)) : std::nullopt;
        const auto probability = decimal(parts[i]);
        if (count && *count > 0) {
            fault.left = count;
        } else if (probability && *probability >= 0 && *probability <= 1) {
            fault.probability = *probability;
        } else {
            throw wrong(
                spec,
                fmt::format("\"{}\" is neither a probability from 0 to 1 nor a count such as x3",
                            parts[i]));
        }
    }
    return fault;
}

std::vector<Fault> Faults::strike(std::string_view target) {
    std::vector<Fault> out;
    bool decided = false; // an answer has one ending only
    for (auto& fault : faults_) {
        const bool slow = fault.kind == Fault::Kind::slow;
        const bool aimed = (fault.target == "any" || fault.target == target) && fault.left != 0 &&
                           (slow || !decided);
        if (!aimed ||
            static_cast<double>(random_.below(1'000'000)) >= fault.probability * 1'000'000) {
            continue;
        }
        if (fault.left) {
            --*fault.left;
        }
        decided = decided || !slow;
        out.push_back(fault);
    }
    return out;
}

} // namespace etsyorder::sandbox
