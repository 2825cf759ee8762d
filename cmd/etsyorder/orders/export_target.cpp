// SPDX-License-Identifier: MIT
#include "orders/export_target.hpp"

#include "base/error.hpp"
#include "frame/text.hpp"

namespace etsyorder {
namespace {

// Line breaks stay, everything else that a terminal would obey is written out.
std::string harmless(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        const bool whole = end != std::string_view::npos;
        text.remove_prefix(whole ? end + 1 : text.size());
        if (whole && line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        out += frame::for_terminal(line) + (whole ? "\n" : "");
    }
    return out;
}

} // namespace

ExportTarget::ExportTarget(const std::string& path,
                           bool force,
                           Content content,
                           frame::Streams& streams)
    : if_there_(force ? base::IfThere::replace : base::IfThere::refuse), streams_(streams) {
    if (!path.empty() && path != "-") {
        base::require_free(path, if_there_);
        file_.emplace(path, base::FileAccess::owner_only);
        return;
    }
    to_terminal_ = streams.out_is_terminal();
    if (to_terminal_ && content == Content::binary) {
        throw base::Error(base::ErrorKind::usage, "a PDF is nothing to look at on a terminal")
            .hint("--out slips.pdf writes it to a file, or pipe it on");
    }
}

void ExportTarget::write(std::string_view some) {
    if (file_) {
        file_->write(some);
    } else {
        streams_.out(to_terminal_ ? harmless(some) : std::string(some));
    }
}

void ExportTarget::commit() {
    if (file_) {
        file_->commit(if_there_);
    }
}

} // namespace etsyorder
