// SPDX-License-Identifier: MIT
// The looks of `etsyorder doctor`, one an area. Each adds what it saw to the diagnosis and throws
// only what ends the command: the user's wish to stop, and bugs. None changes anything, but that
// reading the sign-in closes its file to others, as every command does.
#pragma once

#include "doctor/diagnosis.hpp"
#include "frame/services.hpp"

namespace etsyorder {

enum class Thorough { no, yes };
enum class Network { used, left_alone };

// False: not even the folders are known, so that nothing else can be looked at.
[[nodiscard]] bool look_at_configuration(frame::Services& services, Diagnosis& diagnosis);
void look_at_folders(const config::Folders& folders, Diagnosis& diagnosis);
void look_at_disk(const config::Folders& folders, Diagnosis& diagnosis);
void look_at_database(frame::Services& services, Thorough thorough, Diagnosis& diagnosis);
// Part of it: those that the configuration names.
void look_at_shop_names(db::Database& database, frame::Services& services, Diagnosis& diagnosis);
// The sign-in, the way to Etsy, and what Etsy says of each shop that is signed in.
void look_at_etsy(frame::Services& services, Network network, Diagnosis& diagnosis);
void look_at_programs(Diagnosis& diagnosis);

} // namespace etsyorder
