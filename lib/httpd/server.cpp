// SPDX-License-Identifier: MIT
#include "httpd/server.hpp"

#include "base/error.hpp"
#include "httpd/listener.hpp"
#include "httpd/microhttpd_library.hpp"
#include "httpd/waiting_room.hpp"

#include <fmt/format.h>

#include <optional>

namespace etsyorder::httpd {

namespace {

const MicrohttpdLibrary& mhd() {
    return MicrohttpdLibrary::get();
}

// One request on its way: lives from its first line to the end of its answer.
struct Exchange {
    Request request;
    bool begun = false;
    bool too_large = false;
    std::optional<Response> waiting; // the answer is ready and its delay is running
};

MHD_Result
collect_header(void* fields, MHD_ValueKind /*kind*/, const char* name, const char* value) {
    static_cast<Fields*>(fields)->emplace_back(name, value == nullptr ? "" : value);
    return MHD_YES;
}

// A body that ends half way although its whole length was promised.
struct HalfBody {
    std::string body;
};

ssize_t read_half(void* state, std::uint64_t position, char* out, std::size_t room) {
    const auto& body = static_cast<HalfBody*>(state)->body;
    const std::size_t half = body.size() / 2;
    if (position >= half) {
        return MHD_CONTENT_READER_END_WITH_ERROR;
    }
    const auto count = body.copy(out,
                                 std::min(room, half - static_cast<std::size_t>(position)),
                                 static_cast<std::size_t>(position));
    return static_cast<ssize_t>(count);
}

void free_half(void* state) {
    delete static_cast<HalfBody*>(state);
}

using MhdResponse = std::unique_ptr<MHD_Response, decltype(&MHD_destroy_response)>;

MhdResponse make_mhd_response(const Response& response) {
    if (response.ending == Response::Ending::cut_in_half) {
        auto half = std::make_unique<HalfBody>(HalfBody{response.body});
        const std::size_t promised = half->body.size();
        return {mhd().create_response_from_callback(
                    promised, 16 * 1024, read_half, half.release(), free_half),
                mhd().destroy_response};
    }
    // MHD only reads the buffer: the cast is its interface's, the copy its own.
    return {mhd().create_response_from_buffer(response.body.size(),
                                              const_cast<char*>(response.body.data()),
                                              MHD_RESPMEM_MUST_COPY),
            mhd().destroy_response};
}

MHD_Result send(MHD_Connection* connection, const Response& response) {
    if (response.ending == Response::Ending::dropped) {
        return MHD_NO;
    }
    const auto out = make_mhd_response(response);
    if (!out) {
        return MHD_NO;
    }
    for (const auto& [name, value] : response.headers) {
        mhd().add_response_header(out.get(), name.c_str(), value.c_str());
    }
    return mhd().queue_response(connection, static_cast<unsigned>(response.status), out.get());
}

} // namespace

class Server::Impl {
public:
    Impl(const ServerOptions& options, Answer answer)
        : options_(options), answer_(std::move(answer)),
          listener_(open_listener(options.address, options.port)) {
        const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
                               MHD_USE_ITC |
                               (listener_.ipv6 ? static_cast<unsigned>(MHD_USE_IPv6) : 0U);
        daemon_ = mhd().start_daemon(flags,
                                     0,
                                     nullptr,
                                     nullptr,
                                     &Impl::on_access,
                                     this,
                                     MHD_OPTION_LISTEN_SOCKET,
                                     listener_.socket,
                                     MHD_OPTION_URI_LOG_CALLBACK,
                                     &Impl::on_target,
                                     nullptr,
                                     MHD_OPTION_NOTIFY_COMPLETED,
                                     &Impl::on_completed,
                                     nullptr,
                                     MHD_OPTION_CONNECTION_LIMIT,
                                     options.max_connections,
                                     MHD_OPTION_PER_IP_CONNECTION_LIMIT,
                                     options.max_connections_per_address,
                                     MHD_OPTION_CONNECTION_TIMEOUT,
                                     static_cast<unsigned>(options.idle_timeout.count()),
                                     MHD_OPTION_THREAD_POOL_SIZE,
                                     options.threads > 1 ? options.threads : 0U,
                                     MHD_OPTION_END);
        if (daemon_ == nullptr) {
            close_listener(listener_);
            throw base::Error(base::ErrorKind::failed, "cannot start the HTTP server");
        }
    }

    ~Impl() { stop(); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    void stop() {
        if (daemon_ != nullptr) {
            waiting_room_.close(); // MHD wants every suspended connection resumed before it stops
            mhd().stop_daemon(daemon_);
            daemon_ = nullptr;
        }
    }

    [[nodiscard]] const Listener& listener() const { return listener_; }

private:
    static void* on_target(void* /*self*/, const char* target, MHD_Connection* /*connection*/) {
        auto exchange = std::make_unique<Exchange>();
        exchange->request.target = target;
        return exchange.release();
    }

    static void on_completed(void* /*self*/,
                             MHD_Connection* /*connection*/,
                             void** state,
                             MHD_RequestTerminationCode /*why*/) {
        delete static_cast<Exchange*>(*state);
        *state = nullptr;
    }

    static MHD_Result on_access(void* self,
                                MHD_Connection* connection,
                                const char* /*url*/,
                                const char* method,
                                const char* /*version*/,
                                const char* data,
                                std::size_t* size,
                                void** state) {
        auto& server = *static_cast<Impl*>(self);
        auto& exchange = *static_cast<Exchange*>(*state);
        try {
            return server.step(connection, exchange, method, {data, *size}, size);
        } catch (...) {
            return MHD_NO; // nothing may unwind through the C library; only memory exhaustion gets
                           // here
        }
    }

    MHD_Result step(MHD_Connection* connection,
                    Exchange& exchange,
                    const char* method,
                    std::string_view data,
                    std::size_t* size) {
        if (!exchange.begun) {
            begin(connection, exchange, method);
            return MHD_YES;
        }
        if (!data.empty()) {
            exchange.too_large = exchange.too_large || exchange.request.body.size() + data.size() >
                                                           options_.max_body_bytes;
            if (!exchange.too_large) {
                exchange.request.body.append(data);
            }
            *size = 0;
            return MHD_YES;
        }
        if (exchange.waiting) {
            return send(connection, *exchange.waiting); // resumed: the delay is over
        }
        Response response =
            exchange.too_large ? text_response(413, "the body is too large\n") : ask(exchange);
        if (response.delay.count() == 0) {
            return send(connection, response);
        }
        const auto delay = response.delay;
        exchange.waiting = std::move(response);
        mhd().suspend_connection(connection);
        waiting_room_.add(delay, [connection] { mhd().resume_connection(connection); });
        return MHD_YES;
    }

    static void begin(MHD_Connection* connection, Exchange& exchange, const char* method) {
        exchange.begun = true;
        auto& request = exchange.request;
        request.method = method;
        const auto question = request.target.find('?');
        request.path = request.target.substr(0, question);
        if (question != std::string::npos) {
            request.query = parse_form(std::string_view(request.target).substr(question + 1));
        }
        mhd().get_connection_values(connection, MHD_HEADER_KIND, collect_header, &request.headers);
        const auto* info =
            mhd().get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        request.peer = info == nullptr ? "" : address_text(info->client_addr);
    }

    Response ask(Exchange& exchange) {
        try {
            return answer_(exchange.request);
        } catch (...) {
            if (options_.on_error) {
                options_.on_error(exchange.request, std::current_exception());
            }
            return text_response(500, "internal error\n");
        }
    }

    ServerOptions options_;
    Answer answer_;
    Listener listener_;
    WaitingRoom waiting_room_;
    MHD_Daemon* daemon_ = nullptr;
};

Server::Server(const ServerOptions& options, Answer answer)
    : impl_(std::make_unique<Impl>(options, std::move(answer))) {}

Server::~Server() = default;

std::uint16_t Server::port() const {
    return impl_->listener().port;
}

std::string Server::url() const {
    const auto& listener = impl_->listener();
    return listener.ipv6 ? fmt::format("http://[{}]:{}", listener.address, listener.port)
                         : fmt::format("http://{}:{}", listener.address, listener.port);
}

void Server::stop() {
    impl_->stop();
}

} // namespace etsyorder::httpd
