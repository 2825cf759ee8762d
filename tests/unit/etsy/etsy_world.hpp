// SPDX-License-Identifier: MIT
// What the tests of this room share: a stubbed Etsy in fake time.
#pragma once

#include "etsy/client.hpp"
#include "support/fake_time.hpp"
#include "support/stub_http.hpp"

#include <string>

namespace etsyorder::test {

inline const std::string kApi = "https://openapi.etsy.com/v3/application/";

struct EtsyWorld {
    StubHttp http;
    FakeClock clock;
    FakeSteadyClock steady;
    FakeSleeper sleeper{clock, steady};
    FakeRandom random;
    etsy::PatientSender sender{{http, clock, steady, sleeper, random}};
};

} // namespace etsyorder::test
