# SPDX-License-Identifier: MIT
# Writes OUT, a table of all FOLDER/NNNN_name.sql in order of their numbers.
file(GLOB files ${FOLDER}/*.sql)
list(SORT files)
set(entries "")
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME_WE)
  string(SUBSTRING ${name} 0 4 number)
  math(EXPR version "1${number} - 10000")
  file(READ ${file} sql)
  file(SHA256 ${file} checksum)
  string(APPEND entries "    {${version}, \"${name}\", \"${checksum}\", R\"migration(${sql})migration\"},\n")
endforeach()
file(WRITE ${OUT} "#include \"db/migrations.hpp\"\n\nnamespace etsyorder::db {\n\nstd::span<const Migration> embedded_migrations() {\n    static constexpr Migration kAll[] = {\n${entries}    };\n    return kAll;\n}\n\n} // namespace etsyorder::db\n")
