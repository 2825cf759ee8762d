// SPDX-License-Identifier: MIT
#include "templates/search_templates.hpp"

#include "base/utf8.hpp"
#include "templates/search_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace etsyorder::templates {
namespace {

constexpr std::size_t kPlaces = 6;
constexpr std::size_t kMostWords = 50; // of what is asked for
constexpr std::size_t kMostAnswers = 50;
constexpr std::size_t kLongestLine = 200; // bytes

using Words = std::vector<std::string>;

bool has_beginning(const Words& words, std::string_view start) {
    return std::ranges::any_of(words, [&](const auto& word) { return word.starts_with(start); });
}

// Also "tracked" for "track": the question is a person's, and endings differ.
bool much_the_same(const std::string& one, const std::string& other) {
    constexpr std::size_t kStem = 4;
    return one == other || (std::min(one.size(), other.size()) >= kStem &&
                            (one.starts_with(other) || other.starts_with(one)));
}

struct Line {
    FoundIn place = FoundIn::body;
    std::string text;
    Words words;
};

struct Text {
    SearchHit hit; // name, language and origin
    std::vector<Line> lines;
};

void add_lines(Text& text, FoundIn place, std::string_view some) {
    while (!some.empty()) {
        const auto end = some.find('\n');
        const auto line = some.substr(0, end);
        some.remove_prefix(end == std::string_view::npos ? some.size() : end + 1);
        if (auto words = search_words(line); !words.empty()) {
            text.lines.push_back({place, std::string(line), std::move(words)});
        }
    }
}

std::optional<Text> text_in(const Library& library, const TemplateFileName& name) {
    const auto found = library.exactly(name);
    if (!found) {
        return std::nullopt;
    }
    const auto& one = **found;
    const auto& front = one.front();
    Text text;
    text.hit.name = name.name;
    text.hit.language = name.language;
    text.hit.origin = one.origin();
    add_lines(text, FoundIn::name, name.name);
    for (const auto& question : front.questions) {
        add_lines(text, FoundIn::questions, question);
    }
    for (const auto& tag : front.tags) {
        add_lines(text, FoundIn::tags, tag);
    }
    add_lines(text, FoundIn::subject, front.subject ? front.subject->text : "");
    add_lines(text, FoundIn::about, front.about);
    add_lines(text, FoundIn::body, one.body());
    return text;
}

std::vector<Text> all_texts(const Library& library, std::string_view wanted) {
    std::vector<Text> all;
    const auto add = [&](const std::string& name, const std::string& language) {
        if (auto text = text_in(library, {name, language})) {
            all.push_back(std::move(*text));
        }
    };
    for (const auto& name : library.names()) {
        if (is_part_name(name)) {
            continue;
        }
        const auto languages = library.languages(name);
        if (wanted.empty() && library.find(name, "")) {
            add(name, "");
        }
        for (const auto& language : languages) {
            if (wanted.empty() || language == wanted) {
                add(name, language);
            }
        }
    }
    return all;
}

std::string shown(std::string_view line) {
    const auto begin = std::min(line.find_first_not_of(" \t\r"), line.size());
    const auto end = line.find_last_not_of(" \t\r");
    auto text =
        std::string(line.substr(begin, end == std::string_view::npos ? 0 : end + 1 - begin));
    if (text.size() > kLongestLine) {
        text.resize(base::utf8_bytes(std::string_view(text).substr(0, kLongestLine)));
    }
    return text;
}

struct Ranked {
    SearchHit hit;
    double rank = 0; // the least first
};

// What of the words is in the text, each by its best place.
Ranked looked_up(const Text& text, const Words& asked) {
    Ranked ranked{text.hit, 0};
    std::set<FoundIn> places;
    for (const auto& word : asked) {
        const auto line = std::ranges::find_if(
            text.lines, [&](const Line& one) { return has_beginning(one.words, word); });
        if (line == text.lines.end()) {
            ranked.hit.missing.push_back(word);
        } else {
            places.insert(line->place);
            ranked.rank += static_cast<double>(line->place);
        }
    }
    ranked.hit.whole = ranked.hit.missing.empty();
    ranked.hit.found_in.assign(places.begin(), places.end());
    std::ptrdiff_t most = 0;
    for (const auto& line : text.lines) {
        const auto count = std::ranges::count_if(
            asked, [&](const auto& word) { return has_beginning(line.words, word); });
        // The name is a column of its own.
        if (count > most || (count == most && count > 0 && ranked.hit.line == text.hit.name)) {
            most = count;
            ranked.hit.line = shown(line.text);
        }
    }
    return ranked;
}

// Of each word, how much it tells one question from others: "where" and "my" are in many.
class Weights {
public:
    explicit Weights(const std::vector<Text>& texts) {
        for (const auto& text : texts) {
            for (const auto& line : text.lines) {
                if (line.place == FoundIn::questions) {
                    ++questions_;
                    for (const auto& word :
                         std::set<std::string>(line.words.begin(), line.words.end())) {
                        ++in_[word];
                    }
                }
            }
        }
    }
    [[nodiscard]] double of(const std::string& word) const {
        const auto known = in_.find(word);
        const double count = known == in_.end() ? 0 : known->second;
        return std::log((1.0 + questions_) / (1.0 + count));
    }

private:
    double questions_ = 0;
    std::map<std::string, double> in_;
};

struct Answer {
    double score = 0;
    const Line* question = nullptr;
};

// How much the nearest of its questions and the words have in common, 0 to 1.
Answer nearest_question(const Text& text, const Words& asked, const Weights& weights) {
    Answer best;
    for (const auto& line : text.lines) {
        if (line.place != FoundIn::questions) {
            continue;
        }
        double common = 0;
        double all = 0;
        for (const auto& word : asked) {
            const auto weight = weights.of(word);
            all += weight;
            if (std::ranges::any_of(line.words,
                                    [&](const auto& one) { return much_the_same(one, word); })) {
                common += weight;
            }
        }
        for (const auto& word : line.words) {
            all += weights.of(word);
            if (std::ranges::any_of(asked,
                                    [&](const auto& one) { return much_the_same(one, word); })) {
                common += weights.of(word);
            }
        }
        if (all > 0 && common / all > best.score) {
            best = {common / all, &line};
        }
    }
    return best;
}

std::vector<Ranked> answers(const std::vector<Text>& texts, const Words& asked) {
    constexpr double kAtLeast = 0.2; // else a single everyday word would do
    const Weights weights(texts);
    std::vector<Ranked> all;
    double best = 0;
    for (const auto& text : texts) {
        const auto answer = nearest_question(text, asked, weights);
        if (answer.score < kAtLeast) {
            continue;
        }
        auto ranked = looked_up(text, asked);
        ranked.rank = -answer.score;
        ranked.hit.found_in = {FoundIn::questions};
        ranked.hit.line = shown(answer.question->text);
        ranked.hit.whole = false;
        all.push_back(std::move(ranked));
        best = std::max(best, answer.score);
    }
    std::erase_if(all, [&](const Ranked& one) { return -one.rank < best / 2; });
    return all;
}

} // namespace

std::string_view to_string(FoundIn place) {
    static constexpr std::array<std::string_view, kPlaces> kWords{
        "name", "questions", "tags", "subject", "about", "text"};
    return kWords[static_cast<std::size_t>(place)];
}

std::vector<SearchHit>
search_templates(const Library& library, std::string_view words, std::string_view language) {
    auto asked = search_words(words);
    asked.resize(std::min(asked.size(), kMostWords));
    if (asked.empty()) {
        return {};
    }
    const auto texts = all_texts(library, language);
    std::vector<Ranked> found;
    for (const auto& text : texts) {
        if (auto one = looked_up(text, asked); one.hit.whole) {
            found.push_back(std::move(one));
        }
    }
    const bool whole = !found.empty();
    if (!whole) {
        found = answers(texts, asked);
    }
    std::ranges::stable_sort(found, {}, &Ranked::rank);
    if (!whole) {
        found.resize(std::min(found.size(), kMostAnswers));
    }
    std::vector<SearchHit> hits;
    for (auto& one : found) {
        hits.push_back(std::move(one.hit));
    }
    return hits;
}

} // namespace etsyorder::templates
