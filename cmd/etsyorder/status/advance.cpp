// SPDX-License-Identifier: MIT
#include "status/move.hpp"

namespace etsyorder {

void add_status_advance(frame::Command& noun) {
    auto args = std::make_shared<MoveArgs>();
    auto verb = noun.verb("advance", "Move items one stage on");
    add_item_words(verb, args->items);
    add_move_flags(verb, *args);
    verb.examples(
            {"etsyorder status advance 3512345678",
             "etsyorder status advance 3512345678.2 --quantity 3",
             "etsyorder status advance --where 'stage:engraving tag:batch-7'",
             "etsyorder status advance 3512345678 --if-stage engraving --by ci",
             "etsyorder status list --stage oiling | etsyorder status advance - --from oiling"})
        .runs([args](frame::Services& services) {
            return run_move(*args, status::Move::Kind::forward, "", services);
        });
}

void add_status_back(frame::Command& noun) {
    auto args = std::make_shared<MoveArgs>();
    auto verb = noun.verb("back", "Move items one stage back: something has to be done again");
    add_item_words(verb, args->items);
    add_move_flags(verb, *args);
    verb.examples({"etsyorder status back 3512345678.2 --quantity 1 --reason 'a crack'",
                   "etsyorder status back 3512345678 --from packing"})
        .runs([args](frame::Services& services) {
            return run_move(*args, status::Move::Kind::back, "", services);
        });
}

std::vector<std::string> fields_of_status_advance() {
    return fields_of_moves();
}

std::vector<std::string> fields_of_status_back() {
    return fields_of_moves();
}

} // namespace etsyorder
