// SPDX-License-Identifier: MIT
#include "net/curl_drive.hpp"

namespace etsyorder::net {

CURLcode drive(const CurlLibrary& curl,
               CURLM* multi,
               const base::StopSignal& stop,
               Interruption interruption) {
    constexpr int kLongestNap = 1000; // ms; libcurl shortens it to its own next time-out
    const bool heeds_stop = interruption == Interruption::at_once;
    for (bool under_way = false;; under_way = true) {
        if (stop.requested() && (heeds_stop || !under_way)) {
            return kInterrupted;
        }
        int running = 0;
        if (curl.multi_perform(multi, &running) != CURLM_OK) {
            return CURLE_FAILED_INIT;
        }
        int left = 0;
        while (const auto* message = curl.multi_info_read(multi, &left)) {
            if (message->msg == CURLMSG_DONE) {
                return message->data.result;
            }
        }
        if (running == 0) {
            return CURLE_FAILED_INIT; // neither running nor done: libcurl is broken
        }
        curl_waitfd waker{stop.descriptor(), CURL_WAIT_POLLIN, 0};
        if (curl.multi_poll(multi, &waker, heeds_stop ? 1 : 0, kLongestNap, nullptr) != CURLM_OK) {
            return CURLE_FAILED_INIT;
        }
    }
}

} // namespace etsyorder::net
