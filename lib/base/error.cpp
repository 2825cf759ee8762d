// SPDX-License-Identifier: MIT
#include "base/error.hpp"

#include <utility>

namespace etsyorder::base {

std::string_view to_string(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::failed:
        return "failed";
    case ErrorKind::usage:
        return "usage";
    case ErrorKind::not_found:
        return "not_found";
    case ErrorKind::sign_in_needed:
        return "sign_in_needed";
    case ErrorKind::conflict:
        return "conflict";
    case ErrorKind::findings:
        return "findings";
    case ErrorKind::bug:
        return "bug";
    case ErrorKind::try_later:
        return "try_later";
    case ErrorKind::interrupted:
        return "interrupted";
    }
    return "bug";
}

int exit_code(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::failed:
        return 1;
    case ErrorKind::usage:
        return 2;
    case ErrorKind::not_found:
        return 3;
    case ErrorKind::sign_in_needed:
        return 4;
    case ErrorKind::conflict:
        return 5;
    case ErrorKind::findings:
        return 6;
    case ErrorKind::bug:
        return 70;
    case ErrorKind::try_later:
        return 75;
    case ErrorKind::interrupted:
        return 130;
    }
    return 70;
}

Error::Error(ErrorKind kind, std::string summary)
    : kind_(kind), retryable_(kind == ErrorKind::try_later), summary_(std::move(summary)) {}

Error&& Error::because(std::string reason) && {
    reason_ = std::move(reason);
    return std::move(*this);
}

Error&& Error::note(std::string text) && {
    notes_.push_back(std::move(text));
    return std::move(*this);
}

Error&& Error::hint(std::string remedy) && {
    hint_ = std::move(remedy);
    return std::move(*this);
}

Error&& Error::at(std::size_t position) && {
    position_ = position;
    return std::move(*this);
}

Error&& Error::retry_later() && {
    retryable_ = true;
    return std::move(*this);
}

Error& Error::add_context(std::string doing) {
    context_.push_back(std::move(doing));
    return *this;
}

} // namespace etsyorder::base
