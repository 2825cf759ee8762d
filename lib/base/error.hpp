// SPDX-License-Identifier: MIT
// Error: what goes wrong on the trunk (database, disk, configuration, network given up on).
// Fields, not prose: a front end renders them. Branch on kind(), never on the text.
//
//     throw Error(ErrorKind::not_found, "order 1042 is not in the database")
//         .because("no shop has an order with this number")
//         .hint("etsyorder sync");
#pragma once

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::base {

enum class ErrorKind {
    failed,         // none of the others
    usage,          // wrong arguments or configuration
    not_found,      // what was asked for does not exist
    sign_in_needed, // no session, or Etsy no longer accepts it
    conflict,       // held by another process, or the present state forbids it
    findings,       // done, and something was found that needs a look
    bug,            // a promise of this program is broken
    try_later,      // network, limit or a busy database: the same call may work later
    interrupted,    // stopped by the user
};

// The word used in JSON ("not_found"); stable.
[[nodiscard]] std::string_view to_string(ErrorKind kind);

// Process exit code for the kind: 1, 2, 3, 4, 5, 6, 70, 75, 130.
[[nodiscard]] int exit_code(ErrorKind kind);

class Error : public std::exception {
public:
    Error(ErrorKind kind, std::string summary);

    Error&& because(std::string reason) &&; // the cause, one sentence
    Error&& note(std::string text) &&;      // an extra line; repeatable
    Error&& hint(std::string remedy) &&;    // what to type or do next
    Error&& at(std::size_t position) &&;    // see position()
    Error&& retry_later() &&;               // passes by itself: see retryable()
    Error& add_context(std::string doing);  // "syncing shop 12": outermost last

    [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }
    // Worth calling again later, unchanged? Always of kind try_later; of others where the one who
    // throws knows that the cause ends by itself (a busy database, a job that another process
    // does).
    [[nodiscard]] bool retryable() const noexcept { return retryable_; }
    [[nodiscard]] const std::string& summary() const noexcept { return summary_; }
    [[nodiscard]] const std::string& reason() const noexcept {
        return reason_;
    } // empty: none given
    [[nodiscard]] const std::vector<std::string>& notes() const noexcept { return notes_; }
    [[nodiscard]] const std::string& remedy() const noexcept { return hint_; } // empty: none given
    // Which character of what was typed is wrong, the first is 1; 0: not to be told.
    [[nodiscard]] std::size_t position() const noexcept { return position_; }
    [[nodiscard]] const std::vector<std::string>& context() const noexcept { return context_; }
    [[nodiscard]] const char* what() const noexcept override { return summary_.c_str(); }

private:
    ErrorKind kind_;
    bool retryable_;
    std::size_t position_ = 0;
    std::string summary_;
    std::string reason_;
    std::vector<std::string> notes_;
    std::string hint_;
    std::vector<std::string> context_;
};

} // namespace etsyorder::base
