// SPDX-License-Identifier: MIT
// The compiled part of fmt, made from its own headers: Debian ships it as a shared library only,
// and that brings the shared C++ library into every start (docs/decisions/0006-two-programs.md).
#include <fmt/format-inl.h>

#include <locale>

// What fmt's headers declare as compiled elsewhere ("extern template").
namespace fmt::detail {

template auto dragonbox::to_decimal(float) noexcept -> dragonbox::decimal_fp<float>;
template auto dragonbox::to_decimal(double) noexcept -> dragonbox::decimal_fp<double>;
template locale_ref::locale_ref(const std::locale&);
template auto locale_ref::get<std::locale>() const -> std::locale;
template auto thousands_sep_impl(locale_ref) -> thousands_sep_result<char>;
template auto decimal_point_impl(locale_ref) -> char;
template void buffer<char>::append(const char*, const char*);
template void
vformat_to(buffer<char>&, string_view, basic_format_args<buffer_context<char>>, locale_ref);

} // namespace fmt::detail
