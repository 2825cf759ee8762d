// SPDX-License-Identifier: MIT
// Result<T, E>: a value or the small closed error its direct caller branches on (transport, wire
// parsing, text a person typed). Everything else throws base::Error.
//
//     Result<Url, UrlProblem> parse_url(std::string_view text);
//     if (auto url = parse_url(text)) { use(*url); } else { explain(url.error()); }
#pragma once

#include <tl/expected.hpp>

namespace etsyorder::base {

template <class T, class E>
using Result = tl::expected<T, E>; // std::expected once the compiler has it: change this line only

template <class E>
using Unexpected = tl::unexpected<E>;

} // namespace etsyorder::base
