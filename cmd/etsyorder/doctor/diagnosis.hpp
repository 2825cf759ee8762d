// SPDX-License-Identifier: MIT
// Diagnosis: what `etsyorder doctor` looked at and what it saw. Whatever is broken becomes an entry
// here and does not end the command: what else is broken is to be seen too.
//
//     diagnosis.area("disk");
//     diagnosis.ok("space", "12.4 GB free");
//     diagnosis.attempt("file system", [&] { look_at_file_system(folder, diagnosis); });
#pragma once

#include "base/error.hpp"
#include "frame/output.hpp"

#include <functional>
#include <string>
#include <vector>

namespace etsyorder {

enum class Health {
    ok,      // also where nobody can mend it; the remedy is then a way around
    warning, // works, and needs a look
    failed,  // does not work
    skipped, // was not looked at
};
[[nodiscard]] std::string_view to_string(Health health); // "ok", "warning", "failed", "skipped"

struct Entry {
    std::string area;  // "database"
    std::string check; // "integrity"; both are stable words
    Health health = Health::ok;
    std::string seen;   // one sentence; never holds a secret
    std::string remedy; // may be empty
};

class Diagnosis {
public:
    void area(std::string name) { area_ = std::move(name); } // of what is added from here on

    void ok(std::string check, std::string seen, std::string remedy = {});
    void warning(std::string check, std::string seen, std::string remedy);
    void failed(std::string check, std::string seen, std::string remedy);
    void failed(std::string check, const base::Error& error);
    void skipped(std::string check, std::string seen, std::string remedy = {});

    // Runs it; an Error it throws becomes a failed entry, but for the user's wish to stop. False:
    // it threw.
    bool attempt(const std::string& check, const std::function<void()>& look);

    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
    [[nodiscard]] int count(Health health) const;
    [[nodiscard]] bool any_findings() const {
        return count(Health::warning) + count(Health::failed) > 0;
    }

private:
    void add(std::string check, Health health, std::string seen, std::string remedy);

    std::string area_;
    std::vector<Entry> entries_;
};

[[nodiscard]] frame::Table diagnosis_table(const Diagnosis& diagnosis);
[[nodiscard]] frame::Page diagnosis_page(const Diagnosis& diagnosis);

} // namespace etsyorder
