// SPDX-License-Identifier: MIT
// What a command file needs. Only command files include this: the parser is costly to compile.
//
//     struct ShowArgs { std::string order; };
//     static ExitCode run_show(const ShowArgs& args, Services& services);
//     void add_orders_show(CLI::App& orders, Action& chosen) {
//         auto args = std::make_shared<ShowArgs>();
//         auto* cmd = orders.add_subcommand("show", "Show everything about an order");
//         cmd->add_option("order", args->order, "order number")->required();
//         examples(*cmd, {"etsyorder orders show 1042"});
//         cmd->callback([args, &chosen] { chosen = [args](Services& s) { return run_show(*args, s);
//         }; });
//     }
// and a row in commands.cpp.
#pragma once

#include "base/error.hpp"
#include "frame/action.hpp"
#include "frame/output.hpp"
#include "frame/services.hpp"

#include <CLI/CLI.hpp>

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace etsyorder::frame {

// Shown at the end of the command's help.
inline void examples(CLI::App& command, std::initializer_list<std::string_view> lines) {
    std::string text = "Examples:";
    for (const std::string_view line : lines) {
        text += "\n  " + std::string(line);
    }
    command.footer(text);
}

} // namespace etsyorder::frame
