// SPDX-License-Identifier: MIT
// libcurl's handles of one connection to a mail server, see SmtpConnection.
#pragma once

#include "base/stop.hpp"
#include "net/curl_library.hpp"
#include "net/hidden_words.hpp"
#include "net/mail_sender.hpp"
#include "net/smtp_connection.hpp"
#include "net/smtp_reply.hpp"
#include "net/smtp_server.hpp"

#include <array>
#include <cstddef>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace etsyorder::net {

class SmtpHandles {
public:
    // Throws Error of kind failed when there is no libcurl.
    explicit SmtpHandles(const SmtpServer& server);
    SmtpHandles(const SmtpHandles&) = delete;
    SmtpHandles& operator=(const SmtpHandles&) = delete;
    ~SmtpHandles();

    // Empty: connected, encrypted as asked for, signed in.
    [[nodiscard]] std::optional<MailTryLater> connect(const SmtpServer& server,
                                                      const base::StopSignal& stop);

    [[nodiscard]] const SmtpOffers& offers() const { return offers_; }
    [[nodiscard]] curl_socket_t socket() const { return socket_; }

    enum class Moved { some, not_now, closed };
    struct Move {
        std::size_t bytes = 0;
        Moved result = Moved::not_now;
    };
    [[nodiscard]] Move send(std::string_view bytes);
    [[nodiscard]] Move receive(std::span<char> room);

private:
    static std::size_t on_line(char* data, std::size_t size, std::size_t count, void* user);

    template <class Value>
    void set(CURLoption option, Value value);
    void set_up(const SmtpServer& server);
    void take(std::string_view bytes); // of what the server says before the first mail
    void read_offers(const RawReply& reply);
    [[nodiscard]] MailTryLater trouble(CURLcode code, const SmtpServer& server);
    [[nodiscard]] MailTrouble trouble_of(CURLcode code);

    const CurlLibrary& curl_;
    CURLM* multi_;
    CURL* easy_;
    bool added_ = false;
    curl_socket_t socket_ = CURL_SOCKET_BAD;
    HiddenWords hidden_;
    ReplyReader reader_;
    RawReply last_; // code 0: nothing was heard yet
    std::size_t heard_bytes_ = 0;
    SmtpOffers offers_;
    std::exception_ptr thrown_; // by a callback, which is called from C
    std::array<char, CURL_ERROR_SIZE> text_{};
};

} // namespace etsyorder::net
