// SPDX-License-Identifier: MIT
// Etsy sends names, titles and personalisation HTML-escaped (&quot; &#39; &#039; &amp;). They are
// decoded once, where they come in, and never again.
#pragma once

#include <string>
#include <string_view>

namespace etsyorder::base {

// Numeric references and &quot; &apos; &amp; &lt; &gt; &nbsp;. Anything else stays as it is; so
// does a reference to what is no Unicode scalar value.
[[nodiscard]] std::string decode_html(std::string_view text);

} // namespace etsyorder::base
