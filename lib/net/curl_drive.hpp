// SPDX-License-Identifier: MIT
// Runs one libcurl handle to its end. For this room alone.
#pragma once

#include "base/stop.hpp"
#include "net/curl_library.hpp"
#include "net/http.hpp"

namespace etsyorder::net {

constexpr CURLcode kInterrupted = CURLE_ABORTED_BY_CALLBACK; // by the wish to stop

// `multi` holds one handle. What became of it; CURLE_FAILED_INIT where libcurl itself does not
// work. Waits without turning, and wakes for the wish to stop as `interruption` says.
[[nodiscard]] CURLcode drive(const CurlLibrary& curl,
                             CURLM* multi,
                             const base::StopSignal& stop,
                             Interruption interruption);

} // namespace etsyorder::net
