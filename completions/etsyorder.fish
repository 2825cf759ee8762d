# SPDX-License-Identifier: MIT
# fish completion of etsyorder. The program itself knows what could come next.
function __etsyorder_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct | string trim)
    etsyorder __complete $words[2..-1] "$current" 2>/dev/null
end
complete -c etsyorder -f -k -a '(__etsyorder_complete)'
