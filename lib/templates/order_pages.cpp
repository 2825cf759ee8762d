// SPDX-License-Identifier: MIT
#include "templates/order_pages.hpp"

#include "base/ascii.hpp"
#include "orders/file_row_repository.hpp"
#include "orders/order_name.hpp"

#include <algorithm>

namespace etsyorder::templates {
namespace {

struct CarrierPage {
    std::string_view carrier; // Etsy's slug begins so
    std::string_view address; // the code follows
};

// The carriers' public pages, by the beginning of Etsy's names for them (facts of the API: usps,
// dhl-germany, deutsch-post, royal-mail, ...). The longer beginning stands first.
constexpr CarrierPage kPages[] = {
    {"usps", "https://tools.usps.com/go/TrackConfirmAction?tLabels="},
    {"ups", "https://www.ups.com/track?tracknum="},
    {"fedex", "https://www.fedex.com/fedextrack/?trknbr="},
    {"dhl-germany",
     "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode="},
    {"dhl", "https://www.dhl.com/global-en/home/tracking.html?tracking-id="},
    {"deutsch", "https://www.deutschepost.de/de/s/sendungsverfolgung.html?piececode="},
    {"royal-mail", "https://www.royalmail.com/track-your-item#/tracking-results/"},
    {"canada-post", "https://www.canadapost-postescanada.ca/track-reperage/en#/details/"},
    {"australia-post", "https://auspost.com.au/mypost/track/#/details/"},
    {"la-poste", "https://www.laposte.fr/outils/suivre-vos-envois?code="},
    {"gls", "https://gls-group.com/track/"},
};

bool is_plain_code(std::string_view code) {
    return !code.empty() && code.size() <= 40 && std::all_of(code.begin(), code.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
}

} // namespace

liquid::Value order_page(const OrderSubject& of) {
    const auto& order = of.order;
    if (orders::is_from_name(order.receipt)) {
        return {};
    }
    const auto file = orders::FileRowRepository(of.facts.database()).only_from_file(order.id);
    if (file && file->is_other_shops) {
        return {};
    }
    return liquid::Value("https://www.etsy.com/your/orders/sold?order_id=" +
                         std::to_string(order.receipt.value()));
}

std::optional<std::string> tracking_page(std::string_view carrier, std::string_view code) {
    std::string compact(code);
    std::erase(compact, ' ');
    auto word = base::ascii_lower(std::string(carrier));
    std::replace(word.begin(), word.end(), ' ', '-');
    std::replace(word.begin(), word.end(), '_', '-');
    if (!is_plain_code(compact)) {
        return std::nullopt;
    }
    for (const auto& page : kPages) {
        if (word.starts_with(page.carrier)) {
            return std::string(page.address) + compact;
        }
    }
    return std::nullopt;
}

} // namespace etsyorder::templates
