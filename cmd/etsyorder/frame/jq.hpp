// SPDX-License-Identifier: MIT
// JqFilter: the expression of --jq, compiled by libjq, which is loaded only for it.
//
//     const JqFilter filter(".orders[].order");
//     streams.out(filter.run(document));
#pragma once

#include <memory>
#include <string>

namespace etsyorder::frame {

// Used from one thread.
class JqFilter {
public:
    // Throws Error: usage when jq does not understand the text, failed when there is no libjq.
    explicit JqFilter(const std::string& text);
    JqFilter(const JqFilter&) = delete;
    JqFilter& operator=(const JqFilter&) = delete;
    ~JqFilter();

    // Each result on a line, strings without quotes. Throws Error of kind usage when the filter
    // fails on this document.
    [[nodiscard]] std::string run(const std::string& json) const;

private:
    struct Compiled;
    std::unique_ptr<Compiled> compiled_;
};

} // namespace etsyorder::frame
