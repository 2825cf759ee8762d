// SPDX-License-Identifier: MIT
#include "frame/complete.hpp"

#include "frame/command_tree.hpp"
#include "frame/services.hpp"

#include <algorithm>

namespace etsyorder::frame {
namespace {

std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

// "TEXT:{ship-by,placed}" is how the parser describes an option with fixed choices.
std::vector<Candidate> choices_of(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    const auto open = type.find('{');
    const auto close = type.find('}', open);
    std::vector<Candidate> result;
    if (open == std::string::npos || close == std::string::npos) {
        return result;
    }
    std::string_view list = std::string_view(type).substr(open + 1, close - open - 1);
    while (!list.empty()) {
        const auto comma = list.find(',');
        result.push_back({std::string(list.substr(0, comma)), ""});
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
    return result;
}

class Completer {
public:
    Completer(const std::vector<Noun>& nouns,
              std::vector<std::string> words,
              const LiveValues& live,
              Services& services)
        : nouns_(nouns), live_(live), services_(services), root_("", "etsyorder") {
        if (words.empty()) {
            words.emplace_back();
        }
        current_ = std::move(words.back());
        words.pop_back();
        before_ = std::move(words);
        add_global_flags(root_, given_);
    }

    std::vector<Candidate> candidates() {
        find_command();
        if (const auto* option = option_awaiting_value()) {
            return values_of(*option);
        }
        if (verb_ != nullptr && !before_.empty() && before_.back() == "--json") {
            auto result = fields("");
            if (!result.empty()) {
                return result;
            }
        }
        if (current_.starts_with("--json=")) {
            return fields("--json=");
        }
        if (current_.starts_with('-')) {
            return flags();
        }
        if (noun_ == nullptr) {
            return starting(nouns());
        }
        if (verb_ == nullptr) {
            return starting(verbs());
        }
        return positionals();
    }

private:
    void find_command() {
        const auto bare = bare_words(before_);
        if (bare.empty()) {
            return;
        }
        const auto noun = std::ranges::find(nouns_, before_[bare[0]], &Noun::name);
        if (noun == nouns_.end()) {
            return;
        }
        noun_ = &*noun;
        if (noun->is_command()) {
            verb_ = &noun->verbs.front();
        } else if (bare.size() > 1) {
            const auto verb = std::ranges::find(noun->verbs, before_[bare[1]], &Verb::name);
            verb_ = verb == noun->verbs.end() ? nullptr : &*verb;
        }
        CLI::App* app = add_noun(root_, *noun_, verb_, ignored_);
        command_ = verb_ == nullptr || noun->is_command()
                       ? app
                       : app->get_subcommand(std::string(verb_->name));
    }

    // The flag before the cursor that still lacks its value; null: there is none.
    const CLI::Option* option_awaiting_value() const {
        if (before_.empty() || !before_.back().starts_with('-')) {
            return nullptr;
        }
        for (const CLI::App* app : {static_cast<const CLI::App*>(command_), &root_}) {
            const CLI::Option* option =
                app == nullptr ? nullptr : app->get_option_no_throw(before_.back());
            if (option != nullptr && option->get_items_expected_min() > 0) {
                return option;
            }
        }
        return nullptr;
    }

    std::vector<Candidate> values_of(const CLI::Option& option) const {
        const std::string& name =
            option.get_lnames().empty() ? option.get_name() : option.get_lnames().front();
        if (name == "color") {
            return starting({{"auto", ""}, {"always", ""}, {"never", ""}});
        }
        if (name == "shop" || name == "tag") {
            return live(name);
        }
        return starting(choices_of(option));
    }

    std::vector<Candidate> fields(const std::string& before) const {
        if (verb_ == nullptr || verb_->fields == nullptr) {
            return {};
        }
        std::string typed = current_.substr(before.size());
        const auto comma = typed.rfind(',');
        const std::string kept = comma == std::string::npos ? "" : typed.substr(0, comma + 1);
        std::vector<Candidate> result;
        for (const std::string& field : verb_->fields()) {
            if (("," + kept).find("," + field + ",") == std::string::npos) {
                result.push_back({before + kept + field, ""});
            }
        }
        return starting(std::move(result));
    }

    std::vector<Candidate> flags() const {
        std::vector<Candidate> result;
        for (const CLI::App* app : {static_cast<const CLI::App*>(command_), &root_}) {
            if (app == nullptr) {
                continue;
            }
            for (const CLI::Option* option : app->get_options()) {
                for (const std::string& name : option->get_lnames()) {
                    const bool known = std::ranges::any_of(
                        result, [&](const Candidate& other) { return other.word == "--" + name; });
                    if (!known) {
                        result.push_back({"--" + name, first_line(option->get_description())});
                    }
                }
            }
        }
        if (noun_ == nullptr) {
            result.push_back({"--version", "version and notices"});
        }
        return starting(std::move(result));
    }

    std::vector<Candidate> nouns() const {
        std::vector<Candidate> result;
        for (const Noun& noun : nouns_) {
            result.push_back({std::string(noun.name), std::string(noun.summary)});
        }
        result.push_back({"help", "Help for a noun or a verb"});
        return result;
    }

    std::vector<Candidate> verbs() const {
        std::vector<Candidate> result;
        for (const CLI::App* verb :
             command_->get_subcommands([](const CLI::App*) { return true; })) {
            result.push_back({verb->get_name(), first_line(verb->get_description())});
        }
        return result;
    }

    std::vector<Candidate> positionals() const {
        for (const CLI::Option* option : command_->get_options()) {
            if (!option->get_positional()) {
                continue;
            }
            const std::string name = option->get_name(true);
            if (name.starts_with("order")) {
                return live("order");
            }
            return starting(choices_of(*option));
        }
        return {};
    }

    std::vector<Candidate> live(std::string_view what) const {
        return live_ ? starting(live_(services_, what, current_)) : std::vector<Candidate>();
    }

    std::vector<Candidate> starting(std::vector<Candidate> all) const {
        std::erase_if(all,
                      [this](const Candidate& one) { return !one.word.starts_with(current_); });
        return all;
    }

    const std::vector<Noun>& nouns_;
    const LiveValues& live_;
    Services& services_;
    CLI::App root_;
    GivenFlags given_;
    Action ignored_;
    std::vector<std::string> before_; // the words before the cursor
    std::string current_;             // what is typed of the word at the cursor
    const Noun* noun_ = nullptr;
    const Verb* verb_ = nullptr;
    CLI::App* command_ = nullptr; // of the verb, or of the noun as long as there is none
};

Value flags_as_value(const CLI::App& command) {
    Value::List flags;
    for (const CLI::Option* option : command.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            flags.emplace_back("--" + name);
        }
    }
    return Value::list(std::move(flags));
}

} // namespace

ExitCode run_complete(const std::vector<Noun>& nouns,
                      std::vector<std::string> words,
                      const LiveValues& live,
                      Services& services) {
    try {
        std::string out;
        for (const Candidate& one :
             Completer(nouns, std::move(words), live, services).candidates()) {
            out += for_terminal(one.word) + '\t' + for_terminal(one.description) + '\n';
        }
        services.streams().out(out);
    } catch (const std::exception&) { // NOLINT(bugprone-empty-catch): silence is the promise, see
                                      // the header
    }
    return ExitCode::done;
}

std::string tree_as_json(const std::vector<Noun>& nouns) {
    Value::List list;
    for (const Noun& noun : nouns) {
        CLI::App root("", "etsyorder");
        Action ignored;
        const CLI::App* app = add_noun(root, noun, nullptr, ignored);
        Value::List verbs;
        for (const CLI::App* verb : app->get_subcommands([](const CLI::App*) { return true; })) {
            verbs.push_back(
                Value::object({{"name", verb->get_name()}, {"flags", flags_as_value(*verb)}}));
        }
        list.push_back(Value::object({{"name", noun.name},
                                      {"summary", noun.summary},
                                      {"flags", flags_as_value(*app)},
                                      {"verbs", Value::list(std::move(verbs))}}));
    }
    CLI::App root("", "etsyorder");
    GivenFlags given;
    add_global_flags(root, given);
    return Value::object({{"schema", kJsonSchema},
                          {"flags", flags_as_value(root)},
                          {"nouns", Value::list(std::move(list))}})
               .json() +
           '\n';
}

} // namespace etsyorder::frame
