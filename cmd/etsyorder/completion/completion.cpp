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

void add_completion(CLI::App& noun, frame::Action& chosen) {
    auto shell = std::make_shared<std::string>();
    noun.add_option("shell", *shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    frame::examples(
        noun,
        {"eval \"$(etsyorder completion bash)\"          # in ~/.bashrc",
         "source <(etsyorder completion zsh)           # in ~/.zshrc, after compinit",
         "etsyorder completion fish | source           # in ~/.config/fish/config.fish"});
    noun.callback([shell, &chosen] {
        chosen = [shell](Services& services) { return run_completion(*shell, services); };
    });
}

} // namespace etsyorder
