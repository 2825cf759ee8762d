// SPDX-License-Identifier: MIT
// What a command file needs: its words and flags are told to a Command. The parser behind it is
// costly to compile and is seen only in frame/*.cpp.
//
//     struct ShowArgs { std::vector<std::string> orders; bool raw = false; };
//     static ExitCode run_show(const ShowArgs& args, Services& services);
//     void add_orders_show(Command& orders) {
//         auto args = std::make_shared<ShowArgs>();
//         auto show = orders.verb("show", "Show everything about orders");
//         show.value("order", args->orders, "order numbers", {.required = true, .live = "order"})
//             .flag("--raw", args->raw, "the JSON that Etsy sent")
//             .examples({"etsyorder orders show 1042"})
//             .runs([args](Services& services) { return run_show(*args, services); });
//     }
// and a row in commands.cpp.
#pragma once

#include "base/error.hpp"
#include "frame/action.hpp"
#include "frame/output.hpp"
#include "frame/services.hpp"

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace etsyorder::frame {

struct ParserTree;

// What is known of the value of a flag, or of a word without a flag.
struct ValueRules {
    const char* shown = nullptr; // stands for it in the help, such as DAYS
    bool required = false;
    bool with_commas = false;             // "a,b" is two values
    std::vector<std::string> one_of = {}; // nothing else is taken; empty: any word
    std::vector<std::string> offered =
        {};                     // by completions, besides one_of; other words are taken too
    const char* live = nullptr; // the kind of stored values completions offer: see LiveValues
    bool one_each = false;      // of a flag that may be repeated: it takes no second word behind it
};

// Of a number, both ends included.
struct Range {
    int least;
    int most;
};

// The flags of a verb, or of a noun while it is told its verbs. `names` are "--name", "-n,--name",
// or a bare word for what stands without a flag. What is given by reference is filled when the
// command line is parsed and must live until then. A view of the tree it belongs to.
class Command {
public:
    Command(ParserTree& tree, CLI::App& app) : tree_(tree), app_(app) {}

    [[nodiscard]] Command verb(const char* name, const char* summary);

    Command& flag(const char* names, bool& given, const char* text);
    Command& value(const char* names, std::string& to, const char* text, ValueRules rules = {});
    Command& value(const char* names,
                   std::optional<std::string>& to,
                   const char* text,
                   ValueRules rules = {});
    Command&
    value(const char* names, std::vector<std::string>& to, const char* text, ValueRules rules = {});
    Command& number(const char* names,
                    std::optional<int>& to,
                    Range range,
                    const char* text,
                    ValueRules rules = {});

    Command& never_both(const char* one, const char* other); // flags already told
    Command& without_short_help();                           // -h is a word like others
    Command& examples(std::initializer_list<std::string_view> lines);
    void runs(Action action); // what is done when this command was named

private:
    Command& follow(CLI::Option* option, ValueRules rules);

    ParserTree& tree_;
    CLI::App& app_;
};

} // namespace etsyorder::frame
