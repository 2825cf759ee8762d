// SPDX-License-Identifier: MIT
#include "doctor/diagnosis.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder {
namespace {

using frame::Tone;

Tone tone_of(Health health) {
    switch (health) {
    case Health::ok:
        return Tone::plain;
    case Health::warning:
        return Tone::soon;
    case Health::failed:
        return Tone::bad;
    case Health::skipped:
        return Tone::faint;
    }
    return Tone::plain;
}

} // namespace

std::string_view to_string(Health health) {
    switch (health) {
    case Health::ok:
        return "ok";
    case Health::warning:
        return "warning";
    case Health::failed:
        return "failed";
    case Health::skipped:
        return "skipped";
    }
    return "ok";
}

void Diagnosis::add(std::string check, Health health, std::string seen, std::string remedy) {
    entries_.push_back({area_, std::move(check), health, std::move(seen), std::move(remedy)});
}

void Diagnosis::ok(std::string check, std::string seen, std::string remedy) {
    add(std::move(check), Health::ok, std::move(seen), std::move(remedy));
}

void Diagnosis::warning(std::string check, std::string seen, std::string remedy) {
    add(std::move(check), Health::warning, std::move(seen), std::move(remedy));
}

void Diagnosis::failed(std::string check, std::string seen, std::string remedy) {
    add(std::move(check), Health::failed, std::move(seen), std::move(remedy));
}

void Diagnosis::failed(std::string check, const base::Error& error) {
    add(std::move(check),
        Health::failed,
        error.reason().empty() ? error.summary() : error.summary() + ": " + error.reason(),
        error.remedy());
}

void Diagnosis::skipped(std::string check, std::string seen, std::string remedy) {
    add(std::move(check), Health::skipped, std::move(seen), std::move(remedy));
}

bool Diagnosis::attempt(const std::string& check, const std::function<void()>& look) {
    try {
        look();
        return true;
    } catch (const base::Error& error) {
        if (error.kind() == base::ErrorKind::interrupted) {
            throw;
        }
        failed(check, error);
        return false;
    }
}

int Diagnosis::count(Health health) const {
    return static_cast<int>(std::ranges::count(entries_, health, &Entry::health));
}

frame::Table diagnosis_table(const Diagnosis& diagnosis) {
    frame::Table table{.name = "checks",
                       .columns = {{.field = "area", .heading = "area"},
                                   {.field = "check", .heading = "check"},
                                   {.field = "status", .heading = "status"},
                                   {.field = "seen", .heading = "seen", .flexible = true},
                                   {.field = "remedy", .heading = "remedy", .flexible = true}}};
    for (const Entry& entry : diagnosis.entries()) {
        table.rows.push_back({entry.area,
                              entry.check,
                              to_string(entry.health),
                              entry.seen,
                              entry.remedy.empty() ? frame::Value() : frame::Value(entry.remedy)});
    }
    return table;
}

frame::Page diagnosis_page(const Diagnosis& diagnosis) {
    frame::Page page;
    const std::string* area = nullptr;
    for (const Entry& entry : diagnosis.entries()) {
        if (area == nullptr || *area != entry.area) {
            if (area != nullptr) {
                page.blank();
            }
            page.heading(entry.area);
            area = &entry.area;
        }
        page.line(fmt::format("  {:<8} {}: {}", to_string(entry.health), entry.check, entry.seen),
                  tone_of(entry.health));
        if (!entry.remedy.empty()) {
            page.line("           " + entry.remedy);
        }
    }
    return page;
}

} // namespace etsyorder
