// SPDX-License-Identifier: MIT
// EmailAddress: where a mail can be sent to. It exists only if well-formed, and like a secret it
// has no formatter and no stream operator: addresses are personal data, and reveal() is the one way
// to the text, so that every place that handles a bare address can be found by that word.
//
//     if (const auto address = base::EmailAddress::parse("Jane.Doe@Example.COM")) {
//         address->reveal(); // "Jane.Doe@example.com"
//     }
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace etsyorder::base {

class EmailAddress {
public:
    static constexpr std::size_t kMostBytes = 254; // RFC 3696, erratum 1690

    // An addr-spec of RFC 5322 in its plain form: dot-atom, "@", domain; no name, no angle
    // brackets, no blanks, no comments, no quoted local part, no address literal ("[192.0.2.1]").
    // Blanks at both ends are forgiven. The local part has at most 64 bytes; the domain at least
    // two labels of at most 63 bytes, of letters, digits and inner hyphens, the last not of digits
    // alone.
    //
    // The domain is kept in lower case (ASCII letters only), the local part as it was written.
    // Names of other scripts are taken in either form, and neither is turned into the other: as
    // A-labels
    // ("xn--bcher-kva.example") an address is ASCII and goes everywhere; in UTF-8
    // ("bücher.example"), as a local part in UTF-8, it needs a server that speaks SMTPUTF8
    // (RFC 6531), see is_ascii(). Of UTF-8 everything that is not a visible character is refused:
    // controls, blanks, marks of direction, private and unassigned ranges.
    //
    // Empty: not such an address.
    [[nodiscard]] static std::optional<EmailAddress> parse(std::string_view text);

    [[nodiscard]] const std::string& reveal() const { return text_; } // "local@domain"
    [[nodiscard]] std::string_view domain() const {
        return std::string_view(text_).substr(at_ + 1);
    }
    [[nodiscard]] bool is_ascii() const { return ascii_; }

    // Byte by byte: "Jane@" and "jane@" may be two people.
    friend bool operator==(const EmailAddress&, const EmailAddress&) = default;
    friend auto operator<=>(const EmailAddress&, const EmailAddress&) = default;

private:
    EmailAddress(std::string text, std::size_t at, bool ascii)
        : text_(std::move(text)), at_(at), ascii_(ascii) {}

    std::string text_;
    std::size_t at_; // where the "@" stands
    bool ascii_;
};

} // namespace etsyorder::base
