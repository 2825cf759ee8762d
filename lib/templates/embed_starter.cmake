# SPDX-License-Identifier: MIT
# Writes OUT, a table of all FOLDER/*.liquid by file name.
file(GLOB files ${FOLDER}/*.liquid)
list(SORT files)
set(entries "")
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME)
  file(READ ${file} text)
  string(APPEND entries "    {\"${name}\", R\"starter(${text})starter\"},\n")
endforeach()
file(WRITE ${OUT} "#include \"templates/library.hpp\"\n\n#include <span>\n\nnamespace etsyorder::templates {\n\nstd::span<const StarterTemplate> starter_templates() {\n    static constexpr StarterTemplate kAll[] = {\n${entries}    };\n    return kAll;\n}\n\n} // namespace etsyorder::templates\n")
