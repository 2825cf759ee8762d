// SPDX-License-Identifier: MIT
#include "completion/scripts.hpp"
#include "frame/command.hpp"

namespace etsyorder {
namespace {

using frame::ExitCode;
using frame::Services;

ExitCode run_completion(const std::string& shell, Services& services) {
    services.streams().out(shell == "bash"  ? kBashScript
                           : shell == "zsh" ? kZshScript
                                            : kFishScript);
    return ExitCode::done;
}

} // namespace

void add_completion(frame::Command& completion) {
    auto shell = std::make_shared<std::string>();
    completion
        .value("shell",
               *shell,
               "bash, zsh or fish",
               {.required = true, .one_of = {"bash", "zsh", "fish"}})
        .examples({"eval \"$(etsyorder completion bash)\"          # in ~/.bashrc",
                   "source <(etsyorder completion zsh)           # in ~/.zshrc, after compinit",
                   "etsyorder completion fish | source           # in ~/.config/fish/config.fish"})
        .runs([shell](Services& services) { return run_completion(*shell, services); });
}

} // namespace etsyorder
