// SPDX-License-Identifier: MIT
#include "net/smtp_handles.hpp"

#include "base/ascii.hpp"
#include "base/error.hpp"
#include "net/curl_drive.hpp"
#include "net/http.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <charconv>
#include <utility>

namespace etsyorder::net {
namespace {

constexpr std::size_t kMostHeardBytes = 64U << 10U;
constexpr int kSignedIn = 235; // RFC 4954, 6
constexpr int kGreeting = 220; // also: go on with TLS
constexpr int kDoneAsAsked = 250;

} // namespace

SmtpHandles::SmtpHandles(const SmtpServer& server)
    : curl_(CurlLibrary::get()), multi_(curl_.multi_init()), easy_(curl_.easy_init()),
      hidden_(server) {
    if (multi_ == nullptr || easy_ == nullptr) {
        if (easy_ != nullptr) {
            curl_.easy_cleanup(easy_);
        }
        if (multi_ != nullptr) {
            curl_.multi_cleanup(multi_);
        }
        throw base::Error(base::ErrorKind::failed, "libcurl gave no connection handle");
    }
}

SmtpHandles::~SmtpHandles() {
    if (added_) {
        // Nothing can go out here that was not said: to libcurl this is no transfer.
        curl_.multi_remove_handle(multi_, easy_);
    }
    curl_.easy_cleanup(easy_);
    curl_.multi_cleanup(multi_);
}

template <class Value>
void SmtpHandles::set(CURLoption option, Value value) {
    if (const auto code = curl_.easy_setopt(easy_, option, value); code != CURLE_OK) {
        throw base::Error(base::ErrorKind::failed, "libcurl refuses a setting")
            .because(
                fmt::format("option {}: {}", static_cast<int>(option), curl_.easy_strerror(code)));
    }
}

void SmtpHandles::set_up(const SmtpServer& server) {
    const auto url = url_of(server);
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_CONNECT_ONLY, 1L); // all that comes before the first mail, and nothing of a mail
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    set(CURLOPT_USE_SSL, // for smtps without a meaning
        long{server.security == MailSecurity::plain ? CURLUSESSL_NONE : CURLUSESSL_ALL});
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(server.connect_timeout.count()));
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_ERRORBUFFER, text_.data());
    set(CURLOPT_HEADERFUNCTION, &on_line);
    set(CURLOPT_HEADERDATA, this);
    if (!server.ca_file.empty()) {
        set(CURLOPT_CAINFO, server.ca_file.c_str());
    }
    if (!server.user.empty()) {
        set(CURLOPT_USERNAME, server.user.c_str());
        set(CURLOPT_PASSWORD, server.password.reveal().c_str());
    }
    if (is_loopback(url)) {
        set(CURLOPT_NOPROXY, "*"); // a proxy cannot reach what runs here
    }
}

std::optional<MailTryLater> SmtpHandles::connect(const SmtpServer& server,
                                                 const base::StopSignal& stop) {
    set_up(server);
    if (curl_.multi_add_handle(multi_, easy_) != CURLM_OK) {
        throw base::Error(base::ErrorKind::bug, "libcurl takes no connection");
    }
    added_ = true;
    const auto code = drive(curl_, multi_, stop, Interruption::at_once);
    if (thrown_) {
        std::rethrow_exception(thrown_);
    }
    if (code != CURLE_OK) {
        return trouble(code, server);
    }
    // Where the server offers no sign-in, libcurl goes on without.
    if (!server.user.empty() && last_.code != kSignedIn) {
        return MailTryLater{MailTrouble::sign_in_refused,
                            {},
                            fmt::format("{} offers no way to sign in", name_of(server))};
    }
    if (curl_.easy_getinfo(easy_, CURLINFO_ACTIVESOCKET, &socket_) != CURLE_OK ||
        socket_ == CURL_SOCKET_BAD) {
        return MailTryLater{
            MailTrouble::no_connection, {}, name_of(server) + " hung up after the greeting"};
    }
    return std::nullopt;
}

std::size_t SmtpHandles::on_line(char* data, std::size_t size, std::size_t count, void* user) {
    auto& handles = *static_cast<SmtpHandles*>(user);
    const auto bytes = size * count;
    try {
        handles.take({data, bytes});
    } catch (...) {
        handles.thrown_ = std::current_exception();
        return 0; // any other number than all of them makes libcurl give up
    }
    return handles.reader_.broken() || handles.heard_bytes_ > kMostHeardBytes ? 0 : bytes;
}

void SmtpHandles::take(std::string_view bytes) {
    heard_bytes_ += bytes.size();
    reader_.add(bytes);
    while (auto reply = reader_.next()) {
        if (reply->code == kGreeting) {
            offers_ = {}; // what was offered before TLS was offered by anybody
        } else if (reply->code == kDoneAsAsked) {
            read_offers(*reply);
        }
        last_ = std::move(*reply);
    }
}

void SmtpHandles::read_offers(const RawReply& reply) {
    for (const std::string_view line : reply.lines) {
        const auto blank = line.find_first_of(" =");
        const auto word = base::ascii_lower(std::string(line.substr(0, blank)));
        if (word == "pipelining") {
            offers_.pipelining = true;
        } else if (word == "smtputf8") {
            offers_.smtputf8 = true;
        } else if (word == "size") {
            offers_.size = true;
            const auto number = base::trimmed(line.substr(word.size()));
            std::from_chars(number.data(), number.data() + number.size(), offers_.most_bytes);
        }
    }
}

MailTrouble SmtpHandles::trouble_of(CURLcode code) {
    const bool for_now = last_.code >= 400 && last_.code < 500;
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT: {
        curl_off_t until_connected = 0; // microseconds; 0: never
        (void)curl_.easy_getinfo(easy_, CURLINFO_CONNECT_TIME_T, &until_connected);
        return until_connected > 0 ? MailTrouble::timed_out : MailTrouble::no_connection;
    }
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
        return MailTrouble::certificate;
    case CURLE_USE_SSL_FAILED:
        return for_now ? MailTrouble::asked_to_wait : MailTrouble::no_encryption;
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CONNECT_ERROR:
        return MailTrouble::no_encryption;
    case CURLE_LOGIN_DENIED:
        return for_now ? MailTrouble::asked_to_wait : MailTrouble::sign_in_refused;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_REMOTE_ACCESS_DENIED:
        return for_now             ? MailTrouble::asked_to_wait
               : last_.code >= 500 ? MailTrouble::turned_away
                                   : MailTrouble::not_understood;
    case CURLE_WRITE_ERROR: // our own on_line() gave up
        return MailTrouble::not_understood;
    case CURLE_ABORTED_BY_CALLBACK:
        return MailTrouble::interrupted;
    default:
        return MailTrouble::no_connection;
    }
}

MailTryLater SmtpHandles::trouble(CURLcode code, const SmtpServer& server) {
    const auto kind = trouble_of(code);
    const auto name = name_of(server);
    if (kind == MailTrouble::interrupted) {
        return {kind, {}, "stopped while connecting to " + name};
    }
    if (kind == MailTrouble::not_understood) {
        return {kind, {}, fmt::format("what {} says is not SMTP", name)};
    }
    const bool by_reply = last_.code >= 400 &&
                          (kind == MailTrouble::asked_to_wait || kind == MailTrouble::turned_away ||
                           kind == MailTrouble::sign_in_refused);
    if (by_reply) {
        auto reply = hidden_.told(last_);
        auto text = fmt::format("{} said {} {}", name, reply.code, reply.text);
        return {kind, std::move(reply), std::move(text)};
    }
    const std::string_view told = text_[0] != '\0' ? text_.data() : curl_.easy_strerror(code);
    return {kind, {}, fmt::format("{}: {}", name, told)};
}

SmtpHandles::Move SmtpHandles::send(std::string_view bytes) {
    std::size_t sent = 0;
    const auto code = curl_.easy_send(easy_, bytes.data(), bytes.size(), &sent);
    return code == CURLE_OK      ? Move{sent, sent > 0 ? Moved::some : Moved::not_now}
           : code == CURLE_AGAIN ? Move{sent, Moved::not_now}
                                 : Move{sent, Moved::closed};
}

SmtpHandles::Move SmtpHandles::receive(std::span<char> room) {
    std::size_t got = 0;
    const auto code = curl_.easy_recv(easy_, room.data(), room.size(), &got);
    return code == CURLE_OK && got > 0 ? Move{got, Moved::some}
           : code == CURLE_AGAIN       ? Move{0, Moved::not_now}
                                       : Move{0, Moved::closed};
}

} // namespace etsyorder::net
