// SPDX-License-Identifier: MIT
#include "frame/command_line.hpp"

#include "base/nearest.hpp"
#include "frame/command_tree.hpp"
#include "frame/help.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::frame {
namespace {

using base::Error;
using base::ErrorKind;

const Noun* find_noun(const std::vector<Noun>& nouns, std::string_view name) {
    const auto found = std::ranges::find(nouns, name, &Noun::name);
    return found == nouns.end() ? nullptr : &*found;
}

bool looks_like_fields(std::string_view word) {
    return word.empty() ||
           ((word.front() < '0' || word.front() > '9') && std::ranges::all_of(word, [](char c) {
                return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == ',';
            }));
}

// "--json a,b" becomes "--json=a,b" where a list of fields can stand: after the verb.
void join_json_fields(std::vector<std::string>& words, std::size_t after) {
    for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
        if (words[i] == "--json=") {
            words[i] = "--json=?";
        } else if (words[i] == "--json" && i > after && i + 1 < words.size() &&
                   looks_like_fields(words[i + 1])) {
            words[i] = "--json=" + (words[i + 1].empty() ? "?" : words[i + 1]);
            words.erase(words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        }
    }
}

void mark_minus_words(std::vector<std::string>& words, std::size_t after) {
    for (std::size_t i = after + 1; i < words.size() && words[i] != "--"; ++i) {
        if (words[i] == "--format") { // '- {{ order.id }}' is its value
            ++i;
        } else if (words[i].size() > 1 && words[i][0] == '-' && words[i][1] != '-' &&
                   words[i] != "-y" && words[i] != "-h") {
            words[i].insert(0, "+");
        }
    }
}

std::vector<std::string> split(std::string_view list) {
    std::vector<std::string> result;
    while (!list.empty()) {
        const auto comma = list.find(',');
        result.emplace_back(list.substr(0, comma));
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
    return result;
}

Error unknown_word(std::string_view what, // "there is no command"
                   const std::string& word,
                   const std::vector<std::string>& known,
                   const std::string& help) {
    auto error = Error(ErrorKind::usage, fmt::format("{} \"{}\"", what, word));
    const auto meant = base::nearest(word, known);
    return std::move(error).hint(meant ? fmt::format("did you mean \"{}\"?", *meant) : help);
}

std::vector<std::string> flag_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            names.push_back("--" + name);
        }
    }
    return names;
}

// The parser found words that belong nowhere; the first one is explained.
Error extras_error(const CLI::App& root, const CLI::App& command, const std::string& path) {
    const auto extras = root.remaining(true);
    const std::string word = extras.empty() ? "" : extras.front();
    const std::string help = fmt::format("{} --help", path);
    if (word.starts_with('-') && word != "-") {
        auto known = flag_names(command);
        std::ranges::copy(flag_names(root), std::back_inserter(known));
        return unknown_word("there is no flag", word.substr(0, word.find('=')), known, help);
    }
    if (path.starts_with("etsyorder auth")) { // it may be a key, or the address with Etsy's answer
        return Error(ErrorKind::usage, fmt::format("there is one word too many for {}", path))
            .because("a key or an answer is never an argument: others on this machine could see it")
            .hint("pipe it in, or wait to be asked for it");
    }
    return Error(ErrorKind::usage, fmt::format("\"{}\" is one word too many for {}", word, path))
        .hint(help);
}

// "--shop=" as "--shop" and an empty word: the parser would take the next word for its value.
std::vector<std::string> with_empty_values(const std::vector<std::string>& words) {
    std::vector<std::string> result;
    bool flags = true; // "--" ends them
    for (const std::string& word : words) {
        flags = flags && word != "--";
        if (flags && word.starts_with("--") && word.find('=') == word.size() - 1) {
            result.push_back(word.substr(0, word.size() - 1));
            result.emplace_back();
        } else {
            result.push_back(word);
        }
    }
    return result;
}

void print_help(const std::string& text, Services& services) {
    auto& streams = services.streams();
    streams.out(streams.out_is_terminal() ? wrapped_help(text, streams.width()) : text);
}

class Parser {
public:
    Parser(const std::vector<Noun>& nouns, const std::vector<std::string>& words)
        : nouns_(nouns), words_(with_empty_values(words)) {}

    CommandLine parse() {
        const auto bare = bare_words(words_);
        if (bare.empty()) {
            return without_noun();
        }
        const std::string& noun_word = words_[bare[0]];
        const Noun* noun = find_noun(nouns_, noun_word);
        if (noun == nullptr) {
            throw unknown_word("there is no command", noun_word, names(), "etsyorder --help");
        }
        const Verb* verb = nullptr;
        if (!noun->is_command() && bare.size() > 1) {
            const auto found = std::ranges::find(noun->verbs, words_[bare[1]], &Verb::name);
            verb = found == noun->verbs.end() ? nullptr : &*found;
            if (verb == nullptr) {
                throw unknown_word(fmt::format("etsyorder {} has no verb", noun->name),
                                   words_[bare[1]],
                                   verb_names(*noun),
                                   fmt::format("etsyorder {} --help", noun->name));
            }
        }
        const std::size_t depth = noun->is_command() ? 1 : 2;
        join_json_fields(words_, bare.size() < depth ? words_.size() : bare[depth - 1]);
        if (verb != nullptr && verb->minus_words) {
            mark_minus_words(words_, bare[1]);
        }
        return parse_noun(*noun, verb);
    }

private:
    CommandLine without_noun() {
        if (std::ranges::find(words_, "--version") != words_.end()) {
            return {[](Services& services) {
                        services.streams().out(version_text());
                        return ExitCode::done;
                    },
                    {}};
        }
        const bool asked = std::ranges::find_if(words_, [](const std::string& word) {
                               return word == "--help" || word == "-h";
                           }) != words_.end();
        if (!asked && !words_.empty()) {
            run_parser(tree_.root, "etsyorder"); // refuses wrong flags
        }
        return {[text = root_help(nouns_), asked](Services& services) {
                    asked ? print_help(text, services) : services.streams().err(text);
                    return asked ? ExitCode::done : ExitCode::usage;
                },
                {}};
    }

    CommandLine parse_noun(const Noun& noun, const Verb* verb) {
        const CLI::App& app = tree_.add_noun(noun, verb);
        const std::string path = fmt::format(
            "etsyorder {}{}", noun.name, verb == nullptr ? "" : fmt::format(" {}", verb->name));
        if (auto help = run_parser(app, path)) {
            return {[text = *std::move(help)](Services& services) {
                        print_help(text, services);
                        return ExitCode::done;
                    },
                    {}};
        }
        GlobalFlags flags = tree_.given.flags();
        if (!tree_.chosen) {
            if (flags.json) {
                throw Error(ErrorKind::usage, fmt::format("etsyorder {} needs a verb", noun.name))
                    .hint(fmt::format("etsyorder {} --help", noun.name));
            }
            tree_.chosen = [text = tree_.root.help()](Services& services) {
                services.streams().err(text);
                return ExitCode::usage;
            };
        }
        return {std::move(tree_.chosen), std::move(flags)};
    }

    // Empty: parsed. Otherwise the help that was asked for.
    std::optional<std::string> run_parser(const CLI::App& noun, const std::string& path) {
        try {
            std::vector<std::string> reversed(words_.rbegin(),
                                              words_.rend()); // as the parser takes it
            tree_.root.parse(std::move(reversed));
            return std::nullopt;
        } catch (const CLI::CallForHelp&) {
            return tree_.root.help();
        } catch (const CLI::ExtrasError&) {
            const auto verbs = noun.get_subcommands();
            throw extras_error(tree_.root, verbs.empty() ? noun : *verbs.front(), path);
        } catch (const CLI::ParseError& problem) {
            throw Error(ErrorKind::usage, problem.what()).hint(fmt::format("{} --help", path));
        }
    }

    std::vector<std::string> names() const {
        std::vector<std::string> result;
        for (const Noun& noun : nouns_) {
            if (!noun.name.starts_with('_')) {
                result.emplace_back(noun.name);
            }
        }
        return result;
    }

    static std::vector<std::string> verb_names(const Noun& noun) {
        std::vector<std::string> result;
        for (const Verb& verb : noun.verbs) {
            result.emplace_back(verb.name);
        }
        return result;
    }

    const std::vector<Noun>& nouns_;
    std::vector<std::string> words_;
    ParserTree tree_;
};

} // namespace

GlobalFlags GivenFlags::flags() const {
    GlobalFlags result = plain;
    if (jq && jq->empty()) { // of a script's empty variable; all of the JSON is not what it meant
        throw Error(ErrorKind::usage, "--jq is empty").hint("leave it out, or --jq . for all");
    }
    if (format && format->empty()) {
        throw Error(ErrorKind::usage, "--format is empty")
            .hint("write what a row is to print, such as --format '{{ order.id }}', or leave it "
                  "out");
    }
    if (format && (jq || !json.empty())) {
        throw Error(ErrorKind::usage,
                    fmt::format("--format and {} cannot both be given", jq ? "--jq" : "--json"))
            .because("one prints a text of your own, the other JSON");
    }
    if (result.lax && !format) {
        throw Error(ErrorKind::usage, "--lax needs --format")
            .because("it lets a format name what there is not");
    }
    result.format = format.value_or("");
    result.jq = jq.value_or("");
    result.json = !json.empty() || jq;
    result.asks_for_fields = json.find('?') != std::string::npos;
    if (!json.empty() && json != "*" && !result.asks_for_fields) {
        for (std::string& field : split(json)) {
            if (std::ranges::find(result.fields, field) == result.fields.end()) {
                result.fields.push_back(std::move(field));
            }
        }
    }
    return result;
}

std::vector<std::string> with_standard_verb(const std::vector<Noun>& nouns,
                                            std::vector<std::string> words) {
    const auto bare = bare_words(words);
    const Noun* noun = bare.empty() ? nullptr : find_noun(nouns, words[bare[0]]);
    const bool asks_for_help =
        std::ranges::find(words, "--help") != words.end() ||
        std::ranges::find(words, "-h") != words.end() ||
        (!words.empty() && (words.front() == "help" || words.front().starts_with("__")));
    if (noun == nullptr || noun->standard_verb.empty() || asks_for_help) {
        return words;
    }
    const auto is_verb = [&](const std::string& word) {
        return std::ranges::find(noun->verbs, word, &Verb::name) != noun->verbs.end();
    };
    if (bare.size() > 1 && is_verb(words[bare[1]])) {
        return words;
    }
    const auto after = bare[0] + 1;
    const std::string next = after < words.size() ? words[after] : "-";
    if (next.starts_with('-') || next.starts_with('~') || next.starts_with('.') ||
        next.find('/') != std::string::npos) {
        words.emplace(words.begin() + static_cast<std::ptrdiff_t>(after), noun->standard_verb);
    }
    return words;
}

CommandLine parse_command_line(const std::vector<Noun>& nouns,
                               std::vector<std::string> words,
                               LiveValues live) {
    if (!words.empty() && words.front() == "__commands") {
        return {[&nouns](Services& services) {
                    services.streams().out(tree_as_json(nouns));
                    return ExitCode::done;
                },
                {}};
    }
    if (!words.empty() && words.front() == "__complete") {
        words.erase(words.begin());
        return {[&nouns, words, live](Services& services) {
                    return run_complete(nouns, words, live, services);
                },
                {}};
    }
    if (!words.empty() && words.front() == "help") { // "help orders list" is "orders list --help"
        words.erase(words.begin());
        words.emplace_back("--help");
    }
    return Parser(nouns, with_standard_verb(nouns, std::move(words))).parse();
}

bool asks_for_json(const std::vector<std::string>& words) {
    return std::ranges::any_of(
        words.begin(), std::ranges::find(words, "--"), [](const std::string& word) {
            return word == "--json" || word == "--jq" || word.starts_with("--json=") ||
                   word.starts_with("--jq=");
        });
}

std::string asked_color(const std::vector<std::string>& words) {
    constexpr std::string_view kFlag = "--color";
    std::string asked;
    for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
        if (words[i] == kFlag && i + 1 < words.size()) {
            asked = words[++i];
        } else if (words[i].starts_with("--color=")) {
            asked = words[i].substr(kFlag.size() + 1);
        }
    }
    return asked;
}

} // namespace etsyorder::frame
