// SPDX-License-Identifier: MIT
#include "base/error.hpp"

#include <doctest/doctest.h>

using etsyorder::base::Error;
using etsyorder::base::ErrorKind;

TEST_CASE("a conflict is worth a repeat only where the one who throws it says so") {
    CHECK_FALSE(Error(ErrorKind::conflict, "a newer program made this store").retryable());
    CHECK(Error(ErrorKind::conflict, "busy").because("held").retry_later().retryable());
}

TEST_CASE("what asks to try later is always worth a repeat, and a wrong argument never") {
    CHECK(Error(ErrorKind::try_later, "offline").retryable());
    for (const auto kind : {ErrorKind::failed,
                            ErrorKind::usage,
                            ErrorKind::not_found,
                            ErrorKind::sign_in_needed,
                            ErrorKind::findings,
                            ErrorKind::bug,
                            ErrorKind::interrupted}) {
        CHECK_FALSE(Error(kind, "no").retryable());
    }
}
