// SPDX-License-Identifier: MIT
// MailServer: a real mail server (aiosmtpd, tests/support/mail_server.py) in a process of its own
// on 127.0.0.1. The recipient's name says what it does to a mail: see that file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace etsyorder::test {

class MailServer {
public:
    // Ready when this returns. Throws what ctest takes for "skipped" where there is no aiosmtpd.
    explicit MailServer(const std::vector<std::string>& flags = {});
    MailServer(const MailServer&) = delete;
    MailServer& operator=(const MailServer&) = delete;
    ~MailServer();

    [[nodiscard]] std::uint16_t port() const { return port_; }

    // Waits for the next line the server tells that begins with `word`, and gives its words. Lines
    // in between are lost, but for those of connections, which are counted.
    std::vector<std::string> await(const std::string& word);
    // The text of the next mail, as it came.
    std::string await_mail();
    // So far as await() has read.
    [[nodiscard]] int connections() const { return connections_; }

private:
    [[nodiscard]] std::string read_line();

    int input_ = -1;  // ours to write: the server ends with it
    int output_ = -1; // ours to read
    int process_ = -1;
    std::uint16_t port_ = 0;
    int connections_ = 0;
    std::string waiting_;
};

// A certificate that signs itself, for one name or address, made on the spot with openssl.
struct Certificate {
    std::filesystem::path certificate;
    std::filesystem::path key;
};
[[nodiscard]] Certificate make_certificate(const std::filesystem::path& folder,
                                           const std::string& host);

} // namespace etsyorder::test
