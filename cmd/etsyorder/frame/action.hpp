// SPDX-License-Identifier: MIT
// Action: what a command line asks for. Parsing only chooses one; main runs it afterwards, so that
// asking for help never opens the database.
#pragma once

#include "frame/exit_code.hpp"

#include <functional>

namespace etsyorder::frame {

class Services;

using Action = std::function<ExitCode(Services&)>;

} // namespace etsyorder::frame
