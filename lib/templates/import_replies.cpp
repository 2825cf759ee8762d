// SPDX-License-Identifier: MIT
#include "templates/import_replies.hpp"

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "orders/words.hpp"
#include "templates/front_text.hpp"
#include "templates/guessed_language.hpp"
#include "templates/own_files.hpp"
#include "templates/plain_reply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <system_error>

namespace etsyorder::templates {
namespace {

namespace fs = std::filesystem;
using Outcome = ImportedReply::Outcome;
using Compiled = std::shared_ptr<const Template>;

constexpr std::size_t kMostFiles = 9'000;  // of the folder; a library refuses 10,000
constexpr std::size_t kLongestAbout = 120; // bytes
constexpr std::size_t kLongestName = 64;   // of a template
constexpr std::size_t kLongestMade = 60;   // of one made of a title, cut between words
constexpr std::size_t kMostAsked = 100;    // of one template
constexpr std::size_t kMostLost = 20;      // that are named of one reply

// One line without control characters.
std::string one_line(std::string_view text, std::size_t longest) {
    std::string line;
    for (const char c : text.substr(0, text.find_first_of("\r\n"))) {
        line += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    if (line.size() > longest) {
        line.resize(base::utf8_bytes(std::string_view(line).substr(0, longest)));
    }
    return line;
}

std::string name_for(const SavedReply& reply) {
    if (is_template_name(reply.title)) {
        return reply.title;
    }
    auto name = name_from(orders::folded_text(reply.title)); // "Größe" is "grosse"
    if (name.size() > kLongestMade) {
        const auto cut = name.rfind('-', kLongestMade);
        name.resize(cut == std::string::npos ? kLongestMade : cut);
    }
    return name.empty() ? fmt::format("reply-{}", std::max<std::uint64_t>(reply.row, 1)) : name;
}

// "thanks-2" of "thanks", however long it is.
std::string numbered(std::string name, std::size_t number) {
    const auto end = fmt::format("-{}", number);
    name.resize(std::min(name.size(), kLongestName - end.size()));
    while (name.ends_with('-')) {
        name.pop_back();
    }
    return name + end;
}

std::string text_of_problem(const liquid::Problem& problem) {
    return problem.line == 0 ? problem.what
                             : fmt::format("line {}: {}", problem.line, problem.what);
}

class Plan {
public:
    Plan(const Library& library, const ImportRules& rules) : library_(library), rules_(rules) {}

    void add(const std::string& file, const SavedReply& reply) {
        ImportedReply one;
        one.file = file;
        one.row = reply.row;
        one.title = reply.title;
        try_to_name(reply, one);
        if (one.why.empty()) {
            reply.source ? void(one.content = *reply.source) : convert(reply, one);
        }
        if (!one.why.empty()) {
            one.outcome = Outcome::refused;
        }
        all_.push_back(std::move(one));
    }

    std::vector<ImportedReply> end() {
        // Languages need their base, wherever it stands.
        for (const bool language : {false, true}) {
            for (auto& one : all_) {
                if (one.outcome != Outcome::refused && one.name.language.empty() != language) {
                    judge(one);
                }
            }
        }
        std::stable_sort(all_.begin(), all_.end(), [](const auto& one, const auto& other) {
            return one.name.language.empty() && !other.name.language.empty();
        });
        return std::move(all_);
    }

private:
    void try_to_name(const SavedReply& reply, ImportedReply& one) {
        if (reply.title.empty() && reply.text.empty() && !reply.source) {
            one.why = "it is empty";
            return;
        }
        if (reply.title.empty()) {
            one.why = "it has no name";
            return;
        }
        const auto said = rules_.language.empty() ? reply.language : rules_.language;
        const auto language = said.empty() ? std::optional(std::string()) : language_from(said);
        if (!language) {
            one.why = fmt::format("\"{}\" is no language", one_line(said, 40));
            return;
        }
        one.name.language = *language == rules_.own_language ? "" : *language;
        one.name.name = name_for(reply);
        if (!is_template_name(one.name.name)) { // "_" in front of what is none
            one.why = "no name for a template can be made of its title";
        }
    }

    void convert(const SavedReply& reply, ImportedReply& one) {
        const auto has_nul = [](const std::string& text) {
            return text.find('\0') != std::string::npos;
        };
        if (has_nul(reply.text) || has_nul(reply.subject) || has_nul(reply.title)) {
            one.why = "it has a byte that is 0";
            return;
        }
        const auto text = plain_reply(reply.text);
        if (text.empty()) {
            one.why = "it has no text";
            return;
        }
        PlaceholderText placeholders(language_of(reply, text, one));
        FrontMatter front;
        const auto body = placeholders.convert(text);
        if (!reply.subject.empty()) {
            front.subject = PlacedText{placeholders.convert(one_line(reply.subject, 900)), {}};
        }
        if (placeholders.asked().size() > kMostAsked) {
            one.why = fmt::format("it asks for more than {} values", kMostAsked);
            return;
        }
        front.about = one_line(!reply.about.empty()           ? reply.about
                               : reply.title != one.name.name ? reply.title
                                                              : "",
                               kLongestAbout);
        front.tags = reply.tags;
        front.asked = placeholders.asked();
        if (has_html(body)) {
            front.format = TextFormat::text; // what looks like a tag is meant as it stands
        }
        one.content = template_text(front, body);
        one.placeholders = placeholders.uses();
        one.lost = placeholders.lost();
        one.lost.resize(std::min(one.lost.size(), kMostLost));
    }

    // Nobody said it: an English word in a German letter is worse than a wrong guess.
    std::string
    language_of(const SavedReply& reply, const std::string& text, ImportedReply& one) const {
        const auto& taken_for = one.name.language.empty() ? rules_.own_language : one.name.language;
        const bool said = !reply.language.empty() || !rules_.language.empty();
        auto guessed = said ? std::string() : guessed_language(text);
        if (guessed.empty() || taken_for.starts_with(guessed)) {
            return taken_for;
        }
        one.reads_as = guessed;
        return guessed;
    }

    // Its final name, whether it compiles, and what is there already.
    void judge(ImportedReply& one) {
        if (!find_free_name(one)) {
            return;
        }
        const auto base = base_of(one);
        if (!one.name.language.empty() && !base) {
            refuse(one,
                   fmt::format("there is no {}.liquid that this would be the {} text of",
                               one.name.name,
                               one.name.language));
            return;
        }
        auto compiled = Template::compile(
            {one.name, Origin::own, file_name_of(one.name), one.content}, base.get());
        if (!compiled) {
            refuse(one, text_of_problem(compiled.error()));
            return;
        }
        try {
            compare(one);
        } catch (const base::Error& error) { // what is there cannot be read
            refuse(one, error.summary());
            return;
        }
        const bool counts = one.outcome != Outcome::exists;
        if (counts && one.name.language.empty()) {
            bases_[one.name.name] = *compiled;
        }
    }

    static void refuse(ImportedReply& one, std::string why) {
        one.outcome = Outcome::refused;
        one.why = std::move(why);
    }

    // False: another row has said the same.
    bool find_free_name(ImportedReply& one) {
        const auto wanted = one.name.name;
        const auto wanted_file = file_name_of(one.name);
        const auto [said, is_first] = said_.emplace(std::pair(wanted_file, one.content), wanted);
        if (!is_first) {
            one.name.name = said->second;
            one.outcome = Outcome::already_so;
            return false;
        }
        // With thousands of one name the numbers that were looked at once are not looked at again.
        auto& number = numbers_.emplace(wanted_file, 1).first->second;
        for (;; ++number) {
            one.name.name = number == 1 ? wanted : numbered(wanted, number);
            const auto [taken, is_new] = contents_.emplace(file_name_of(one.name), one.content);
            said->second = one.name.name;
            if (is_new) {
                break;
            }
            if (taken->second == one.content) {
                one.outcome = Outcome::already_so;
                return false;
            }
        }
        if (one.name.name != wanted) {
            one.notes.push_back(fmt::format("another one is called {}", wanted));
        }
        return true;
    }

    Compiled base_of(const ImportedReply& one) const {
        if (one.name.language.empty()) {
            return nullptr;
        }
        if (const auto known = bases_.find(one.name.name); known != bases_.end()) {
            return known->second;
        }
        if (!library_.has(one.name.name)) {
            return nullptr;
        }
        const auto found = library_.find(one.name.name, "");
        return found && (*found)->name().language.empty() ? *found : nullptr;
    }

    void compare(ImportedReply& one) {
        const auto there = text_of(library_, one.name);
        if (!there || there->origin == Origin::built_in) {
            if (there && there->content == one.content) {
                one.outcome = Outcome::already_so;
            } else if (there) {
                one.notes.emplace_back("it takes the place of the built-in one");
            }
        } else if (there->content == one.content) {
            one.outcome = Outcome::already_so;
        } else {
            one.outcome = rules_.replace ? Outcome::replaced : Outcome::exists;
            one.before = there->content;
        }
    }

    const Library& library_;
    const ImportRules& rules_;
    std::vector<ImportedReply> all_;
    std::map<std::string, std::string> contents_; // by file name
    // The name that was found for a text, by the file's name it was to have.
    std::map<std::pair<std::string, std::string>, std::string> said_;
    std::map<std::string, std::size_t> numbers_; // the next to try, by the same
    std::map<std::string, Compiled> bases_;      // of this import
};

void refuse_too_many(const Library& library, const std::vector<ImportedReply>& plan) {
    std::size_t files = 0;
    std::error_code problem;
    for (fs::directory_iterator entry(library.folder(), problem), end; !problem && entry != end;
         entry.increment(problem)) {
        ++files;
    }
    files += static_cast<std::size_t>(
        std::ranges::count(plan, Outcome::imported, &ImportedReply::outcome));
    if (files > kMostFiles) {
        throw base::Error(base::ErrorKind::conflict,
                          fmt::format("the folder of templates would have {} files", files))
            .because(fmt::format("{} are the most", kMostFiles))
            .hint("import fewer of them");
    }
}

} // namespace

std::string_view to_string(Outcome outcome) {
    static constexpr std::array<std::string_view, 5> kWords{
        "imported", "replaced", "already so", "exists", "refused"};
    return kWords[static_cast<std::size_t>(outcome)];
}

std::vector<ImportedReply> plan_import(const Library& library,
                                       const std::vector<RepliesFile>& files,
                                       const ImportRules& rules) {
    Plan plan(library, rules);
    std::vector<ImportedReply> bad;
    for (const auto& file : files) {
        for (const auto& reply : file.read.replies) {
            plan.add(file.name, reply);
        }
        for (const auto& row : file.read.bad) {
            ImportedReply one;
            one.file = file.name;
            one.row = row.row;
            one.outcome = Outcome::refused;
            one.why = row.why;
            bad.push_back(std::move(one));
        }
    }
    auto all = plan.end();
    all.insert(all.end(), bad.begin(), bad.end());
    refuse_too_many(library, all);
    return all;
}

void store_import(const Library& library,
                  const std::vector<ImportedReply>& plan,
                  const std::function<void()>& before_each) {
    for (const auto& one : plan) {
        if (one.outcome == Outcome::imported) {
            before_each();
            store_new(library.folder() / file_name_of(one.name),
                      one.content,
                      base::FolderSync::by_the_caller);
        } else if (one.outcome == Outcome::replaced) {
            before_each();
            store_over(library.path_of(one.name),
                       one.content,
                       one.before,
                       base::FolderSync::by_the_caller);
        }
    }
    base::sync_folder(library.folder());
}

} // namespace etsyorder::templates
