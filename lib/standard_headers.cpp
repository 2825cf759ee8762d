// SPDX-License-Identifier: MIT
// Empty on purpose: the target of the precompiled headers (standard_headers.cmake) needs a file.
