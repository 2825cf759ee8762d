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

class Completer {
public:
    Completer(const std::vector<Noun>& nouns,
              std::vector<std::string> words,
              const LiveValues& live,
              Services& services)
        : nouns_(nouns), live_(live), services_(services) {
        if (words.empty()) {
            words.emplace_back();
        }
        current_ = std::move(words.back());
        words.pop_back();
        before_ = std::move(words);
        if (!before_.empty() && before_.front() == "help") { // a noun and a verb, nothing else
            before_.erase(before_.begin());
            asks_for_help_ = true;
        }
    }

    std::vector<Candidate> candidates() {
        find_command();
        if (asks_for_help_) {
            return noun_ == nullptr                           ? starting(nouns())
                   : verb_ == nullptr && !noun_->is_command() ? starting(verbs())
                                                              : std::vector<Candidate>();
        }
        if (const auto* option = option_awaiting_value()) {
            return values_of(*option, "", current_);
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
        if (const auto equals = current_.find('=');
            current_.starts_with("--") && equals != std::string::npos) {
            const auto* option = option_named(current_.substr(0, equals));
            return option == nullptr ? std::vector<Candidate>()
                                     : values_of(*option,
                                                 current_.substr(0, equals + 1),
                                                 current_.substr(equals + 1));
        }
        if (current_.starts_with('-')) {
            auto result = minus_words();
            std::ranges::move(flags(), std::back_inserter(result));
            return result;
        }
        if (noun_ == nullptr) {
            auto result = nouns();
            result.push_back({"help", "Help for a noun or a verb"});
            return starting(std::move(result));
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
        CLI::App& app = tree_.add_noun(*noun_, verb_);
        command_ = verb_ == nullptr || noun->is_command()
                       ? &app
                       : app.get_subcommand(std::string(verb_->name));
    }

    const CLI::Option* option_named(const std::string& name) const {
        for (const CLI::App* app : levels()) {
            if (const CLI::Option* option = app->get_option_no_throw(name)) {
                return option;
            }
        }
        return nullptr;
    }

    // The flag before the cursor that still lacks its value; null: there is none.
    const CLI::Option* option_awaiting_value() const {
        if (before_.empty() || !before_.back().starts_with('-')) {
            return nullptr;
        }
        const CLI::Option* option = option_named(before_.back());
        return option != nullptr && option->get_items_expected_min() > 0 ? option : nullptr;
    }

    // `before` stands in front of each, as "--only=" does; `typed` is what there is of the value.
    std::vector<Candidate> values_of(const CLI::Option& option,
                                     const std::string& before,
                                     const std::string& typed) const {
        const auto found = tree_.values.find(&option);
        if (found == tree_.values.end()) {
            return {};
        }
        const ValueRules& rules = found->second;
        // A word of a closed set first, then values of the store: `orders silence CODE ORDER`.
        const bool fixed_first =
            !rules.offered.empty() && std::ranges::none_of(before_, [&](const std::string& word) {
                return std::ranges::find(rules.offered, word) != rules.offered.end();
            });
        if (rules.live != nullptr && !fixed_first) {
            auto result = live_ ? live_(services_, rules.live, typed) : std::vector<Candidate>();
            for (Candidate& one : result) {
                one.word.insert(0, before);
            }
            return starting(std::move(result));
        }
        const auto& words = rules.one_of.empty() ? rules.offered : rules.one_of;
        return rules.with_commas ? listed(words, before, typed) : joined(words, before);
    }

    std::vector<Candidate> fields(const std::string& before) const {
        if (verb_ == nullptr || verb_->fields == nullptr) {
            return {};
        }
        return listed(verb_->fields(), before, current_.substr(before.size()));
    }

    std::vector<Candidate> joined(const std::vector<std::string>& words,
                                  const std::string& before) const {
        std::vector<Candidate> result;
        for (const std::string& word : words) {
            result.push_back({before + word, ""});
        }
        return starting(std::move(result));
    }

    // The words that are not yet in a list with commas, each with the list before it.
    std::vector<Candidate> listed(const std::vector<std::string>& words,
                                  const std::string& before,
                                  const std::string& typed) const {
        const auto comma = typed.rfind(',');
        const std::string kept = comma == std::string::npos ? "" : typed.substr(0, comma + 1);
        std::vector<std::string> rest;
        std::ranges::copy_if(words, std::back_inserter(rest), [&](const std::string& word) {
            return ("," + kept).find("," + word + ",") == std::string::npos;
        });
        return joined(rest, before + kept);
    }

    std::vector<Candidate> flags() const {
        std::vector<Candidate> result;
        for (const CLI::App* app : levels()) {
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

    // -TAG, of the orders that are named before the cursor.
    std::vector<Candidate> minus_words() const {
        if (verb_ == nullptr || !verb_->minus_words || !live_) {
            return {};
        }
        for (const CLI::Option* option : command_->get_options()) {
            const auto rules = tree_.values.find(option);
            if (option->get_positional() && rules != tree_.values.end() &&
                rules->second.live != nullptr &&
                std::string_view(rules->second.live) == "query") { // -is:gift
                return values_of(*option, "", current_);
            }
        }
        std::string named;
        for (const std::string& word : before_) {
            named += word + ' ';
        }
        auto result = live_(services_, "tag of", named);
        for (Candidate& one : result) {
            one.word.insert(0, "-");
        }
        return starting(std::move(result));
    }

    std::vector<Candidate> nouns() const {
        std::vector<Candidate> result;
        for (const Noun& noun : nouns_) {
            result.push_back({std::string(noun.name), std::string(noun.summary)});
        }
        return result;
    }

    std::vector<Candidate> verbs() const {
        std::vector<Candidate> result;
        for (const CLI::App* verb : verbs_of(*command_)) {
            result.push_back({verb->get_name(), first_line(verb->get_description())});
        }
        return result;
    }

    std::vector<Candidate> positionals() const {
        for (const CLI::Option* option : command_->get_options()) {
            if (option->get_positional()) {
                return values_of(*option, "", current_);
            }
        }
        return {};
    }

    // Where a flag may belong: the command, when one is named, and the program.
    std::vector<const CLI::App*> levels() const {
        std::vector<const CLI::App*> result{&tree_.root};
        if (command_ != nullptr) {
            result.insert(result.begin(), command_);
        }
        return result;
    }

    std::vector<Candidate> starting(std::vector<Candidate> all) const {
        std::erase_if(all,
                      [this](const Candidate& one) { return !one.word.starts_with(current_); });
        return all;
    }

    const std::vector<Noun>& nouns_;
    const LiveValues& live_;
    Services& services_;
    ParserTree tree_;
    std::vector<std::string> before_; // the words before the cursor
    std::string current_;             // what is typed of the word at the cursor
    const Noun* noun_ = nullptr;
    const Verb* verb_ = nullptr;
    CLI::App* command_ = nullptr; // of the verb, or of the noun as long as there is none
    bool asks_for_help_ = false;
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
        ParserTree tree;
        CLI::App& app = tree.add_noun(noun, nullptr);
        Value::List verbs;
        for (const CLI::App* verb : verbs_of(app)) {
            verbs.push_back(
                Value::object({{"name", verb->get_name()}, {"flags", flags_as_value(*verb)}}));
        }
        list.push_back(Value::object({{"name", noun.name},
                                      {"summary", noun.summary},
                                      {"flags", flags_as_value(app)},
                                      {"verbs", Value::list(std::move(verbs))}}));
    }
    return Value::object({{"schema", kJsonSchema},
                          {"flags", flags_as_value(ParserTree().root)},
                          {"nouns", Value::list(std::move(list))}})
               .json() +
           '\n';
}

} // namespace etsyorder::frame
