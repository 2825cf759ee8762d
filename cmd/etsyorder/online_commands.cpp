// SPDX-License-Identifier: MIT
#include "commands.hpp"

namespace etsyorder {

// One declaration a command, in the order of the table.
void add_doctor(frame::Command& cmd);
void add_auth_login(frame::Command& noun);
void add_auth_status(frame::Command& noun);
void add_auth_logout(frame::Command& noun);
void add_sync(frame::Command& cmd);

std::vector<std::string> fields_of_doctor();
std::vector<std::string> fields_of_sync();

namespace {

std::vector<frame::Noun> all_nouns() {
    std::vector<frame::Noun> nouns{
        {"auth",
         "Sign in to Etsy, and see what the sign-in allows",
         {{"login", add_auth_login}, {"status", add_auth_status}, {"logout", add_auth_logout}}},
        {"sync",
         "Bring a shop's orders, listings and reviews up to date",
         {{"", add_sync, false, fields_of_sync}}},
        {"doctor",
         "Look whether all is well: configuration, disk, database, sign-in, Etsy",
         {{"", add_doctor, false, fields_of_doctor}}},
    };
    nouns.insert(nouns.end(), offline_commands().begin(), offline_commands().end());
    return nouns;
}

} // namespace

const std::vector<frame::Noun>& commands() {
    static const std::vector<frame::Noun> kNouns = all_nouns();
    return kNouns;
}

} // namespace etsyorder
