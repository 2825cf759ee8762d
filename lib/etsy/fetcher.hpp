// SPDX-License-Identifier: MIT
// Fetcher: asks for one thing and reads it; a body that breaks off is asked for again.
#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/result.hpp"
#include "etsy/client.hpp"
#include "etsy/receipt_reader.hpp"

#include <string_view>
#include <utility>

namespace etsyorder::etsy {

// Used by one thread at a time; may move from thread to thread.
class Fetcher {
public:
    // Both must outlive this.
    Fetcher(Client& client, base::Sleeper& sleeper) : client_(client), sleeper_(sleeper) {}

    // `read` takes the body (std::string&) and returns Result<T, WireError>. Throws what the client
    // throws, and ApiError of kind try_later when the body stays unreadable.
    template <class Read>
    auto fetch(std::string_view path, const net::Fields& query, Read read) {
        return fetch(path, query, read, get(path, query));
    }

    // The same with a first answer that get() gave before.
    template <class Read>
    auto fetch(std::string_view path, const net::Fields& query, Read read, Response response) {
        for (int attempt = 1;; ++attempt) {
            auto outcome = read(response.body);
            if (outcome) {
                return std::move(*outcome);
            }
            give_up_or_wait(path, outcome.error(), attempt, response.status);
            response = get(path, query);
        }
    }

    [[nodiscard]] Response get(std::string_view path, const net::Fields& query) {
        return client_.get(path, query);
    }

    [[nodiscard]] const Quota& quota() const { return client_.quota(); }

private:
    void give_up_or_wait(std::string_view path, const WireError& error, int attempt, int status);

    Client& client_;
    base::Sleeper& sleeper_;
};

} // namespace etsyorder::etsy
