// SPDX-License-Identifier: MIT
#include "orders/editor.hpp"

#include "base/atomic_file.hpp"
#include "base/error.hpp"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::string_view kCut = "# ------ what stands below this line is not kept ------";
constexpr std::size_t kMostBytes = 1U << 20U;

std::string editor(const config::Variables& variables) {
    for (const char* name : {"VISUAL", "EDITOR"}) {
        if (auto value = variables.get(name)) {
            return *value;
        }
    }
    return "vi";
}

// While it lives, Ctrl-C is the editor's affair.
class InterruptsIgnored {
public:
    InterruptsIgnored() {
        struct sigaction ignore {};
        ignore.sa_handler = SIG_IGN;
        ::sigaction(SIGINT, &ignore, &before_);
    }
    InterruptsIgnored(const InterruptsIgnored&) = delete;
    InterruptsIgnored& operator=(const InterruptsIgnored&) = delete;
    ~InterruptsIgnored() { ::sigaction(SIGINT, &before_, nullptr); }

private:
    struct sigaction before_ {};
};

// Exit status of the editor, or what kept it from running as a negative errno. $EDITOR may hold
// words
// ("code --wait"), so a shell reads it, as git does.
int run_editor(const std::string& command, const std::string& file) {
    const InterruptsIgnored quiet;
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t usual;
    ::sigemptyset(&usual);
    ::sigaddset(&usual, SIGINT);
    ::sigaddset(&usual, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes, &usual);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    std::string shell = "/bin/sh";
    std::string option = "-c";
    std::string script = command + " \"$1\"";
    std::string name = "editor";
    std::string argument = file;
    std::array<char*, 6> arguments{
        shell.data(), option.data(), script.data(), name.data(), argument.data(), nullptr};
    pid_t child = 0;
    const int problem =
        ::posix_spawn(&child, shell.c_str(), nullptr, &attributes, arguments.data(), ::environ);
    ::posix_spawnattr_destroy(&attributes);
    if (problem != 0) {
        return -problem;
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::filesystem::path private_folder(const std::filesystem::path& file_name) {
    std::string pattern = (std::filesystem::temp_directory_path() /
                           fmt::format("etsyorder-{}-XXXXXX", file_name.stem().string()))
                              .string();
    if (::mkdtemp(pattern.data()) == nullptr) {
        throw Error(ErrorKind::failed, "no file can be made for the editor")
            .because(fmt::format("{}: {}", pattern, std::generic_category().message(errno)));
    }
    return pattern;
}

} // namespace

EditedText::EditedText(std::string_view start,
                       std::string_view explanation,
                       const config::Variables& variables)
    : EditedText({"note.txt", std::string(start) + "\n", kCut, explanation}, variables) {}

EditedText::EditedText(const TextToEdit& start, const config::Variables& variables)
    : folder_(private_folder(start.file_name)), file_(folder_ / start.file_name), cut_(start.cut),
      below_(fmt::format("{}\n{}\n", start.cut, start.below)) {
    base::write_file_atomically(
        file_, fmt::format("{}{}", start.text, below_), base::FileAccess::owner_only);
    edit_again(variables);
}

void EditedText::edit_again(const config::Variables& variables) {
    const auto command = editor(variables);
    if (const int status = run_editor(command, file_.string()); status != 0) {
        throw Error(ErrorKind::failed, fmt::format("the editor \"{}\" did not end well", command))
            .because(fmt::format("its exit status is {}", status))
            .note(fmt::format("the file it had is {}", file_.string()))
            .hint("name an editor with EDITOR=..., or give the text as an argument");
    }
    text_ = base::read_file(file_, kMostBytes).value_or("");
    // At the start of a line: in the middle of one it is the seller's own text.
    const auto cut = ("\n" + text_).find(fmt::format("\n{}", cut_));
    wrote_below_ = cut != std::string::npos && text_.substr(cut) != below_;
    if (cut != std::string::npos) {
        text_.erase(cut);
    }
}

void EditedText::done() {
    std::error_code ignored; // it lies in a private folder among temporary files
    std::filesystem::remove_all(folder_, ignored);
}

} // namespace etsyorder
