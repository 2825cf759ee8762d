# SPDX-License-Identifier: MIT
# The standard library's headers that most files name, read once for all. Every file still includes what it
# uses: the release build, the builds with clang and the check of each header alone go without this and find
# what is missing. Not for optimised builds: GCC 12 then warns of its own headers (see CMakeLists.txt).
add_library(etsyorder_standard OBJECT EXCLUDE_FROM_ALL lib/standard_headers.cpp)
target_precompile_headers(
  etsyorder_standard PRIVATE <algorithm> <array> <chrono> <cstdint> <filesystem> <functional> <map> <memory>
  <optional> <set> <span> <stdexcept> <string> <string_view> <utility> <variant> <vector>)

# Gives them to all targets of a folder and of those below it. etsyorder_precompile(FOLDER)
function(etsyorder_precompile folder)
  get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target IN LISTS targets)
    get_target_property(type ${target} TYPE)
    if(type MATCHES "^(STATIC_LIBRARY|OBJECT_LIBRARY|EXECUTABLE)$" AND NOT target STREQUAL etsyorder_standard)
      target_precompile_headers(${target} REUSE_FROM etsyorder_standard)
    endif()
  endforeach()
  get_property(below DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
  foreach(next IN LISTS below)
    etsyorder_precompile(${next})
  endforeach()
endfunction()
