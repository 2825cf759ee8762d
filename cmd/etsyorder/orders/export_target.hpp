// SPDX-License-Identifier: MIT
// Where an export goes: a new file that appears whole or not at all, readable by its owner alone
// (it is full of buyers' names and addresses), or standard output.
#pragma once

#include "base/atomic_file.hpp"
#include "frame/streams.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace etsyorder {

class ExportTarget {
public:
    enum class Content { text, binary };

    // `path` empty or "-": standard output. Throws Error of kind conflict when the file is there
    // and `force` does not let it be replaced, of kind usage for a binary content on a terminal.
    ExportTarget(const std::string& path, bool force, Content content, frame::Streams& streams);

    void write(std::string_view some); // on a terminal without what could harm it
    void commit();

private:
    std::optional<base::AtomicFile> file_;
    base::IfThere if_there_;
    frame::Streams& streams_;
    bool to_terminal_ = false;
};

} // namespace etsyorder
