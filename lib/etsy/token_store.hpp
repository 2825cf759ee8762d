// SPDX-License-Identifier: MIT
// TokenStore: the sign-in at one server as a file only its owner can read (0600), in the state
// folder: `session.json` for Etsy itself, `session-127.0.0.1-8080.json` for another server, so that
// a rehearsal leaves the real one alone. It is replaced whole: at any moment the disk holds the old
// sign-in or the new one.
//
// One gap no program closes: Etsy makes the old refresh token worthless at the moment it answers
// with the new one. Whoever is killed (or loses power) between that answer and the write that
// follows it at once has to sign in again. Nothing else is lost by it.
#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "etsy/server.hpp"
#include "etsy/session.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::etsy {

// What one seller granted for one shop, to one key: tokens are worthless with another. Instants are
// the server's, not this machine's.
struct Grant {
    ShopId shop{0};
    std::string shop_name; // empty: not known
    UserId user{0};
    ApiKey key;
    base::Secret access_token;
    base::Secret refresh_token;
    base::Instant access_expires{};
    base::Instant refresh_expires{};
    std::vector<std::string> scopes;      // as asked for at sign-in
    std::chrono::seconds server_ahead{0}; // the server's clock minus ours, when the token came
};

struct SignIn {
    std::string server;        // Server::name: tokens are never shown to another one
    std::vector<Grant> grants; // one a shop

    [[nodiscard]] const Grant* find(ShopId shop) const; // null: none
    void put(Grant grant);                              // replaces the shop's
};

class TokenStore {
public:
    // `folder` is made when first written to. `sleeper` must outlive this.
    TokenStore(std::filesystem::path folder, const Server& server, base::Sleeper& sleeper);

    // Held while tokens are renewed or written, by one process at a time; let go by the destructor
    // and by the kernel when the process dies.
    class Lock {
    public:
        Lock(Lock&& other) noexcept;
        Lock& operator=(Lock&&) = delete;
        ~Lock();

    private:
        friend class TokenStore;
        explicit Lock(int descriptor) : descriptor_(descriptor) {}
        int descriptor_;
    };
    // Waits up to two minutes, then throws Error of kind conflict; of kind interrupted when asked
    // to stop.
    [[nodiscard]] Lock lock();

    // Empty: nobody signed in. Throws Error of kind sign_in_needed when the file is damaged (it is
    // left as it is), of kind usage when a newer program wrote it.
    [[nodiscard]] std::optional<SignIn> read() const;

    void write(const Lock& held, const SignIn& sign_in);
    void forget(const Lock& held); // harmless when there is none; its leftovers go with it

    // What may hold tokens beside the file: damaged ones kept aside, and half-written ones of a
    // process that was killed (while a lock is held, every one of these is stale).
    [[nodiscard]] std::vector<std::filesystem::path> leftovers() const;
    void forget_leftovers(const Lock& held);

    // Before a new sign-in replaces it: keeps a damaged file under another name, which is returned.
    // Empty: there is none, or it is sound.
    std::optional<std::filesystem::path> keep_damaged(const Lock& held);

    // Told when others could read the file, which read() has just mended.
    void on_warning(std::function<void(const std::string&)> warn) { warn_ = std::move(warn); }

    [[nodiscard]] const std::filesystem::path& file() const { return file_; }

private:
    void close_to_others() const;

    std::filesystem::path folder_;
    std::filesystem::path file_;
    base::Sleeper& sleeper_;
    std::function<void(const std::string&)> warn_;
};

} // namespace etsyorder::etsy
