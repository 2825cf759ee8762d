// SPDX-License-Identifier: MIT
// NeedsProgram: thrown by an action that only another program of this installation can do. The
// process becomes that program, with the same words (docs/decisions/0019-paper.md). To be thrown
// before anything was read from standard input, printed or changed.
#pragma once

namespace etsyorder::frame {

struct NeedsProgram {
    const char* name; // "etsyorder-paper"
};

} // namespace etsyorder::frame
