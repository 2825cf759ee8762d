// SPDX-License-Identifier: MIT
// LoopbackServer: a real socket on 127.0.0.1 that plays a written scene: for each connection the
// list of raw answers it gives before it hangs up.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace etsyorder::test {

class LoopbackServer {
public:
    // As an answer: read the request and hang up.
    static constexpr const char* kHangUp = "hang up";

    // One list a connection, in the order they are accepted; after its last answer the connection
    // is closed. An empty answer reads the request and stays silent until the client hangs up.
    explicit LoopbackServer(std::vector<std::vector<std::string>> connections);
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;
    ~LoopbackServer();

    [[nodiscard]] std::string url(const std::string& path = "/") const;
    [[nodiscard]] std::vector<std::string> requests() const; // raw, headers and body
    [[nodiscard]] bool waiting_for_silence() const { return silent_.load(); }

private:
    void serve();
    void play(int connection, const std::vector<std::string>& answers);
    [[nodiscard]] std::string read_request(int connection) const;

    std::vector<std::vector<std::string>> connections_;
    std::vector<std::thread> players_;
    int listener_ = -1;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::vector<std::string> requests_;
    std::atomic<bool> silent_{false};
    std::thread thread_;
};

// "HTTP/1.1 200 OK" with a length, ready to send.
[[nodiscard]] std::string
http_answer(int status, const std::string& body, const std::string& extra_headers = "");

} // namespace etsyorder::test
