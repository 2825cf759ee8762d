// SPDX-License-Identifier: MIT
// The use case "call it something else": all languages of an own template, and its name in the own
// templates that render it.
//
// Stopped anywhere and begun again it ends the same: the new files are written first, then those
// that render it, then the old ones go, the base as the last.
#pragma once

#include "templates/library.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace etsyorder::templates {

struct Renaming {
    std::string before;
    std::string after;
};

struct RenameStep {
    enum class Kind { write, change, remove };
    Kind kind = Kind::write;
    TemplateFileName name;
    std::filesystem::path path;
    std::string content; // of write and change
    std::string before;  // of change and remove: what the file has now
};

struct RenamePlan {
    std::vector<RenameStep> steps; // in the order in which they are to be done
    // Other templates that cannot be read, a sentence each: whether they render it is not known.
    std::vector<std::string> left_out;
};

// Changes nothing. Throws Error: usage when the new name is none or a file of the old one cannot be
// used, not_found when no own template has the old one, conflict when a file of the new name has
// other content, or when the old one comes with the program.
[[nodiscard]] RenamePlan plan_rename(const Library& library, const Renaming& renaming);

// `before_each` may throw: nothing of that step is done then.
void carry_out(const RenamePlan& plan, const std::function<void()>& before_each);

} // namespace etsyorder::templates
