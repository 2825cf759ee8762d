# SPDX-License-Identifier: MIT
# Writes OUT from the scripts in FOLDER.
set(text "#include \"completion/scripts.hpp\"\n\nnamespace etsyorder {\n\n")
foreach(pair "kBashScript etsyorder.bash" "kZshScript _etsyorder" "kFishScript etsyorder.fish")
  separate_arguments(pair)
  list(GET pair 0 name)
  list(GET pair 1 file)
  file(READ ${FOLDER}/${file} script)
  string(APPEND text "const std::string_view ${name} = R\"script(${script})script\";\n")
endforeach()
file(WRITE ${OUT} "${text}\n} // namespace etsyorder\n")
