// SPDX-License-Identifier: MIT
// EtsyAccess: all it takes to talk to Etsy, wired together for a command that does. Nothing is
// loaded or opened before it is asked for.
//
//     EtsyAccess access(services);
//     auto page = access.client().get("shops/12/receipts");
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "base/stop.hpp"
#include "etsy/client.hpp"
#include "etsy/oauth.hpp"
#include "etsy/patient_sender.hpp"
#include "etsy/session.hpp"
#include "etsy/stored_session.hpp"
#include "etsy/token_store.hpp"
#include "frame/services.hpp"
#include "net/curl_transport.hpp"
#include "signal_watch.hpp"

#include <memory>
#include <string>

namespace etsyorder {

// The key that the configuration names: that of the chosen shop, or the common one; a variable
// beats both.
[[nodiscard]] const config::Setting& keystring_setting(frame::Services& services);

// From here on SIGINT and SIGTERM end waits and requests with an Error of kind interrupted; a
// second one ends the process at once.
class EtsyAccess {
public:
    // `services` must outlive this. `shop`: its number or name; empty: the one of the
    // configuration.
    explicit EtsyAccess(frame::Services& services, std::string shop = {});
    EtsyAccess(const EtsyAccess&) = delete;
    EtsyAccess& operator=(const EtsyAccess&) = delete;

    // Throws Error of kind sign_in_needed when there is no session.
    [[nodiscard]] etsy::Client& client();
    [[nodiscard]] etsy::Session& session();
    [[nodiscard]] const etsy::Grant* grant(); // null: the session comes from the environment

    [[nodiscard]] const etsy::Server& server();
    [[nodiscard]] etsy::PatientSender& sender() { return sender_; }
    [[nodiscard]] etsy::OAuth& oauth();
    [[nodiscard]] etsy::TokenStore& store();
    [[nodiscard]] const base::StopSignal& stop() const { return stop_; } // the user's wish
    void give_up() noexcept { requests_stop_.request(); } // ends this access's requests, for good
    [[nodiscard]] base::Random& random() { return random_; }
    [[nodiscard]] base::Sleeper& sleeper() { return sleeper_; }
    [[nodiscard]] const base::Clock& clock() const {
        return clock_;
    } // real also with ETSYORDER_NOW

private:
    frame::Services& services_;
    std::string shop_;
    base::StopSignal stop_;
    SignalWatch signals_{stop_};
    base::StopSignal requests_stop_{&stop_};
    base::SystemClock clock_; // tokens run out by the real time
    base::SystemSteadyClock steady_;
    base::SystemSleeper sleeper_{requests_stop_};
    base::SystemRandom random_;
    net::CurlTransport transport_;
    etsy::PatientSender sender_;
    std::unique_ptr<etsy::Server> server_;
    std::unique_ptr<etsy::OAuth> oauth_;
    std::unique_ptr<etsy::TokenStore> store_;
    std::unique_ptr<etsy::Session> session_;
    const etsy::StoredSession* stored_ = nullptr; // session_, when it is one of these
    std::unique_ptr<etsy::Client> client_;
};

} // namespace etsyorder
