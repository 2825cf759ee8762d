// SPDX-License-Identifier: MIT
#include "net/curl_transport.hpp"

#include "base/ascii.hpp"
#include "base/error.hpp"
#include "net/curl_drive.hpp"
#include "net/curl_library.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <exception>
#include <utility>

namespace etsyorder::net {
namespace {

using base::Unexpected;

constexpr long kReceiveBuffer = 256L << 10; // a page of receipts is about 400 kB
constexpr std::size_t kMaxHeaderBytes = 256U << 10U;
constexpr std::size_t kMostTrusted = 4U << 20U; // bytes reserved at most on the server's word

// What one exchange collects. Its callbacks are called from C, so nothing may be thrown through
// them: the exception is kept and rethrown on our side.
struct Exchange {
    HttpResponse response;
    std::size_t max_body_bytes = 0;
    std::size_t header_bytes = 0;
    bool too_large = false;
    std::exception_ptr thrown;

    bool take_header(std::string_view line);
    bool take_body(std::string_view part);
};

bool Exchange::take_header(std::string_view line) {
    header_bytes += line.size();
    if (header_bytes > kMaxHeaderBytes) {
        too_large = true;
        return false;
    }
    if (line.starts_with("HTTP/")) {
        response.headers.clear(); // an interim answer (100, 103) came before
        return true;
    }
    if (const auto colon = line.find(':'); colon != std::string_view::npos) {
        response.headers.add(std::string(line.substr(0, colon)),
                             std::string(base::trimmed(line.substr(colon + 1))));
    }
    return true;
}

// The length the server announced; 0: none, or not to be trusted.
std::size_t announced_length(const Headers& headers) {
    std::size_t length = 0;
    if (const auto text = headers.find("content-length")) {
        std::from_chars(text->data(), text->data() + text->size(), length);
    }
    return std::min(length, kMostTrusted);
}

bool Exchange::take_body(std::string_view part) {
    auto& body = response.body;
    if (body.empty()) {
        body.reserve(announced_length(response.headers) + kBodyPadding);
    }
    if (part.size() > max_body_bytes - body.size()) {
        too_large = true;
        return false;
    }
    if (body.capacity() < body.size() + part.size() + kBodyPadding) {
        body.reserve(std::max(body.capacity() * 2, body.size() + part.size() + kBodyPadding));
    }
    body.append(part);
    return true;
}

template <class Take>
std::size_t guarded(Exchange& exchange, std::size_t size, Take take) noexcept {
    try {
        return take() ? size : 0; // any other number than size makes libcurl give up
    } catch (...) {
        exchange.thrown = std::current_exception();
        return 0;
    }
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* user) {
    auto& exchange = *static_cast<Exchange*>(user);
    const auto bytes = size * count;
    return guarded(exchange, bytes, [&] { return exchange.take_header({data, bytes}); });
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) {
    auto& exchange = *static_cast<Exchange*>(user);
    const auto bytes = size * count;
    return guarded(exchange, bytes, [&] { return exchange.take_body({data, bytes}); });
}

TransportProblem problem_of(CURLcode code, long os_errno) {
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return TransportProblem::offline;
    case CURLE_COULDNT_CONNECT:
        return os_errno == ECONNREFUSED ? TransportProblem::refused : TransportProblem::offline;
    case CURLE_OPERATION_TIMEDOUT:
        return TransportProblem::timed_out;
    case CURLE_SSL_CONNECT_ERROR:
        return TransportProblem::handshake;
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
        return TransportProblem::tls;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return TransportProblem::cut_short;
    default:
        return TransportProblem::failed;
    }
}

// "https://user@host:1/path?query" without what may be private: "host:1"
std::string host_of(std::string_view url) {
    const auto scheme = url.find("://");
    auto host = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
    host = host.substr(0, host.find_first_of("/?#"));
    const auto at = host.rfind('@');
    return std::string(at == std::string_view::npos ? host : host.substr(at + 1));
}

} // namespace

class CurlTransport::Handles {
public:
    Handles() : curl_(CurlLibrary::get()), multi_(curl_.multi_init()), easy_(curl_.easy_init()) {
        if (multi_ == nullptr || easy_ == nullptr) {
            release();
            throw base::Error(base::ErrorKind::failed, "libcurl gave no connection handle");
        }
    }
    Handles(const Handles&) = delete;
    Handles& operator=(const Handles&) = delete;
    ~Handles() { release(); }

    base::Result<HttpResponse, TransportError>
    exchange(const HttpRequest& request, const Options& options, const base::StopSignal& stop);

private:
    class HeaderList;

    template <class Value>
    void set(CURLoption option, Value value) {
        if (const auto code = curl_.easy_setopt(easy_, option, value); code != CURLE_OK) {
            throw base::Error(base::ErrorKind::failed, "libcurl refuses a setting")
                .because(fmt::format(
                    "option {}: {}", static_cast<int>(option), curl_.easy_strerror(code)));
        }
    }
    void set_up(const HttpRequest& request, const Options& options, Exchange& exchange);
    void release() noexcept {
        if (easy_ != nullptr) {
            curl_.easy_cleanup(easy_);
        }
        if (multi_ != nullptr) {
            curl_.multi_cleanup(multi_);
        }
    }

    const CurlLibrary& curl_;
    CURLM* multi_; // keeps the connection between requests
    CURL* easy_;
    std::array<char, CURL_ERROR_SIZE> text_{};
};

class CurlTransport::Handles::HeaderList {
public:
    explicit HeaderList(const CurlLibrary& curl) : curl_(curl) {}
    HeaderList(const HeaderList&) = delete;
    HeaderList& operator=(const HeaderList&) = delete;
    ~HeaderList() { curl_.slist_free_all(list_); }

    void add(const std::string& line) {
        auto* const longer = curl_.slist_append(list_, line.c_str());
        if (longer == nullptr) {
            throw std::bad_alloc();
        }
        list_ = longer;
    }
    [[nodiscard]] curl_slist* get() const { return list_; }

private:
    const CurlLibrary& curl_;
    curl_slist* list_ = nullptr;
};

void CurlTransport::Handles::set_up(const HttpRequest& request,
                                    const Options& options,
                                    Exchange& exchange) {
    const bool loopback = is_loopback(request.url);
    curl_.easy_reset(easy_); // keeps the connection, the name cache and the TLS session
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_USERAGENT, options.user_agent.c_str());
    set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_2TLS});
    set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
    // Refused while a buffer of a failed request is still there; the size is a wish anyway.
    (void)curl_.easy_setopt(easy_, CURLOPT_BUFFERSIZE, kReceiveBuffer);
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_ERRORBUFFER, text_.data());
    set(CURLOPT_HEADERFUNCTION, &on_header);
    set(CURLOPT_HEADERDATA, &exchange);
    set(CURLOPT_WRITEFUNCTION, &on_body);
    set(CURLOPT_WRITEDATA, &exchange);
    if (!options.ca_file.empty()) {
        set(CURLOPT_CAINFO, options.ca_file.c_str());
    }
    if (loopback) {
        set(CURLOPT_NOPROXY, "*"); // a proxy cannot reach what runs here
    } else {
        set(CURLOPT_ACCEPT_ENCODING, "gzip"); // on loopback packing costs more than it saves
    }
    switch (request.method) {
    case Method::get:
        set(CURLOPT_HTTPGET, 1L);
        break;
    case Method::post:
        set(CURLOPT_POST, 1L);
        break;
    case Method::put:
    case Method::remove:
        set(CURLOPT_POST, 1L);
        set(CURLOPT_CUSTOMREQUEST, to_string(request.method).data());
        break;
    }
    if (request.method != Method::get) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(CURLOPT_POSTFIELDS, request.body.c_str());
        set(CURLOPT_FRESH_CONNECT, 1L); // see the header: no silent second try
    }
}

base::Result<HttpResponse, TransportError> CurlTransport::Handles::exchange(
    const HttpRequest& request, const Options& options, const base::StopSignal& stop) {
    Exchange exchange;
    exchange.max_body_bytes = request.max_body_bytes;
    text_[0] = '\0';
    HeaderList headers(curl_);
    for (const auto& [name, value] : request.headers.lines()) {
        headers.add(name + ": " + value);
    }
    headers.add("Expect:"); // no waiting for "100 Continue"
    set_up(request, options, exchange);
    set(CURLOPT_HTTPHEADER, headers.get());

    if (curl_.multi_add_handle(multi_, easy_) != CURLM_OK) {
        throw base::Error(base::ErrorKind::bug, "libcurl takes no request");
    }
    const auto code = drive(curl_, multi_, stop, request.interruption);
    curl_.multi_remove_handle(multi_, easy_);
    set(CURLOPT_HTTPHEADER, static_cast<curl_slist*>(nullptr)); // the list dies with this function
    if (exchange.thrown) {
        std::rethrow_exception(exchange.thrown);
    }
    const auto host = host_of(request.url);
    if (exchange.too_large) {
        return Unexpected<TransportError>(
            {TransportProblem::too_large,
             fmt::format(
                 "{} sent more than the {} bytes expected at most", host, request.max_body_bytes)});
    }
    if (code == kInterrupted) {
        return Unexpected<TransportError>(
            {TransportProblem::interrupted, "stopped while talking to " + host});
    }
    if (code != CURLE_OK) {
        long os_errno = 0;
        curl_.easy_getinfo(easy_, CURLINFO_OS_ERRNO, &os_errno);
        const std::string_view told = text_[0] != '\0' ? text_.data() : curl_.easy_strerror(code);
        return Unexpected<TransportError>(
            {problem_of(code, os_errno), fmt::format("{}: {}", host, told)});
    }
    long status = 0;
    curl_.easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
    exchange.response.status = static_cast<int>(status);
    if (exchange.response.body.capacity() < exchange.response.body.size() + kBodyPadding) {
        exchange.response.body.reserve(exchange.response.body.size() + kBodyPadding);
    }
    return std::move(exchange.response);
}

CurlTransport::CurlTransport(const base::StopSignal& stop, Options options)
    : stop_(stop), options_(std::move(options)) {}

CurlTransport::~CurlTransport() = default;

base::Result<HttpResponse, TransportError> CurlTransport::send(const HttpRequest& request) {
    if (!handles_) {
        handles_ = std::make_unique<Handles>();
    }
    return handles_->exchange(request, options_, stop_);
}

std::string curl_library_version() {
    return CurlLibrary::get().version();
}

} // namespace etsyorder::net
