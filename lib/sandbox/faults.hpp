// SPDX-License-Identifier: MIT
// Faults: a bad day at the other end, on demand.
//
//     receipts:500        every answer to getShopReceipts is a 500
//     receipts:500:0.1    one in ten, decided by the seed
//     token:drop:x3       the first three token requests get no answer at all
//     any:slow=3s:0.5:x9  half of all answers come 3 s late, nine times at most
//
// drop: the request is not carried out and gets no answer. lost: it is carried out, the answer
// never comes. html: HTML instead of JSON, status 200 (html=503: that status). truncate: half an
// answer.
#pragma once

#include "sandbox/random.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::sandbox {

struct Fault {
    enum class Kind { status, slow, drop, lost, html, truncate };

    std::string spec;   // as written
    std::string target; // receipts, receipt, shipment, listings, reviews, shop, token, any
    Kind kind = Kind::status;
    int status = 0;                     // Kind::status and html
    std::chrono::milliseconds delay{0}; // Kind::slow
    double probability = 1.0;
    std::optional<std::int64_t> left; // empty: for ever
};

// Throws Error of kind usage that says what is wrong with it.
[[nodiscard]] Fault parse_fault(std::string_view spec);

class Faults {
public:
    explicit Faults(std::uint64_t seed) : random_(seed, 99, 0) {}

    void add(Fault fault) { faults_.push_back(std::move(fault)); }
    void clear() { faults_.clear(); }
    [[nodiscard]] const std::vector<Fault>& all() const { return faults_; }

    // Those that strike one request to `target`, used up by one each. A slow one may come with
    // another.
    [[nodiscard]] std::vector<Fault> strike(std::string_view target);

private:
    std::vector<Fault> faults_;
    Random random_;
};

} // namespace etsyorder::sandbox
