// SPDX-License-Identifier: MIT
#include "support/mail_server.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <sstream>
#include <stdexcept>

namespace etsyorder::test {
namespace {

constexpr const char* kPython = "/usr/bin/python3"; // the one that sees Debian's packages

struct Streams {
    int input;
    int output;
    int errors;
};

int start(const std::vector<std::string>& words, Streams streams) {
    std::vector<char*> raw;
    for (const auto& word : words) {
        raw.push_back(const_cast<char*>(word.c_str())); // posix_spawn promises not to write
    }
    raw.push_back(nullptr);
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_adddup2(&files, streams.input, 0);
    ::posix_spawn_file_actions_adddup2(&files, streams.output, 1);
    ::posix_spawn_file_actions_adddup2(&files, streams.errors, 2);
    pid_t process = -1;
    const int failure = ::posix_spawnp(&process, raw[0], &files, nullptr, raw.data(), environ);
    ::posix_spawn_file_actions_destroy(&files);
    if (failure != 0) {
        throw std::runtime_error("cannot start " + words[0]);
    }
    return process;
}

int status_of(const std::vector<std::string>& words) {
    const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    const int process = start(words, {nothing, nothing, nothing});
    ::close(nothing);
    int status = 0;
    ::waitpid(process, &status, 0);
    return status;
}

std::string from_hex(const std::string& digits) {
    std::string out;
    for (std::size_t at = 0; at + 2 <= digits.size(); at += 2) {
        unsigned value = 0;
        std::from_chars(digits.data() + at, digits.data() + at + 2, value, 16);
        out += static_cast<char>(value);
    }
    return out;
}

} // namespace

MailServer::MailServer(const std::vector<std::string>& flags) {
    if (status_of(
            {kPython,
             "-c",
             "import os, sys\ntry:\n    import aiosmtpd\nexcept ImportError:\n    os._exit(1)"}) !=
        0) {
        throw std::runtime_error("skipped: there is no aiosmtpd (python3-aiosmtpd)");
    }
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    const auto script = std::filesystem::path(ETSYORDER_TEST_SUPPORT) / "mail_server.py";
    std::vector<std::string> words{kPython, "-B", "-W", "ignore", script.string()};
    words.insert(words.end(), flags.begin(), flags.end());
    input_ = in[1];
    output_ = out[0];
    process_ = start(words, {in[0], out[1], 2});
    ::close(in[0]);
    ::close(out[1]);
    const auto port = await("port").at(1);
    std::from_chars(port.data(), port.data() + port.size(), port_);
}

MailServer::~MailServer() {
    ::close(input_);
    ::close(output_);
    ::waitpid(process_, nullptr, 0);
}

std::string MailServer::read_line() {
    for (;;) {
        if (const auto end = waiting_.find('\n'); end != std::string::npos) {
            auto line = waiting_.substr(0, end);
            waiting_.erase(0, end + 1);
            return line;
        }
        std::array<char, 65536> room; // NOLINT(*-member-init): filled before it is read
        const auto got = ::read(output_, room.data(), room.size());
        if (got <= 0) {
            throw std::runtime_error("the mail server ended");
        }
        waiting_.append(room.data(), static_cast<std::size_t>(got));
    }
}

std::vector<std::string> MailServer::await(const std::string& word) {
    for (;;) {
        std::istringstream line(read_line());
        std::vector<std::string> words;
        for (std::string one; line >> one;) {
            words.push_back(one);
        }
        connections_ += !words.empty() && words[0] == "connection" ? 1 : 0;
        if (!words.empty() && words[0] == word) {
            return words;
        }
    }
}

std::string MailServer::await_mail() {
    return from_hex(await("mail").at(4));
}

Certificate make_certificate(const std::filesystem::path& folder, const std::string& host) {
    const Certificate made{folder / (host + ".pem"), folder / (host + ".key")};
    const bool number = host.find_first_not_of("0123456789.") == std::string::npos;
    if (status_of({"openssl",
                   "req",
                   "-x509",
                   "-newkey",
                   "ec",
                   "-pkeyopt",
                   "ec_paramgen_curve:P-256",
                   "-nodes",
                   "-days",
                   "2",
                   "-subj",
                   "/CN=" + host,
                   "-addext",
                   "subjectAltName=" + std::string(number ? "IP:" : "DNS:") + host,
                   "-keyout",
                   made.key.string(),
                   "-out",
                   made.certificate.string()}) != 0) {
        throw std::runtime_error("openssl makes no certificate");
    }
    return made;
}

} // namespace etsyorder::test
