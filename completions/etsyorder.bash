# SPDX-License-Identifier: MIT
# bash completion of etsyorder. The program itself knows what could come next.
_etsyorder() {
    local -a words=()
    local index word prefix= quoted=
    # bash splits --json=a at the equals sign and tag:a at the colon; put them together again.
    for ((index = 1; index <= COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        if [[ $word == = && ${#words[@]} -gt 0 ]]; then
            words[-1]+='='
        elif [[ $word == : && ${#words[@]} -gt 0 ]]; then
            words[-1]+=':'
        elif [[ ${#words[@]} -gt 0 && ( ${words[-1]} == --*= || ${words[-1]} == *: ) ]]; then
            words[-1]+=$word
        else
            words+=("$word")
        fi
    done
    [[ ${words[-1]} == --*=* ]] && prefix=${words[-1]%%=*}=
    if [[ ${words[-1]} == [\'\"]* ]]; then # a query in quotes is one word; bash keeps its quote
        quoted=1
        words[-1]=${words[-1]:1}
    elif [[ ${words[-1]} == *:* && ${words[-1]} != --* && $COMP_WORDBREAKS == *:* ]]; then
        prefix=${words[-1]%:*}:
    fi
    COMPREPLY=()
    local value description
    while IFS=$'\t' read -r value description; do
        value=${value#"$prefix"}
        # A tag may hold what the shell would read as its own.
        [[ -n $quoted || $value == --* || $value =~ ^[[:alnum:]_+,.:/@%-]*$ ]] || printf -v value %q "$value"
        COMPREPLY+=("$value")
    done < <("${COMP_WORDS[0]}" __complete "${words[@]}" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} -eq 1 && ( ${words[-1]} == --json=* || ${COMPREPLY[0]} == *: ) ]]; then
        compopt -o nospace 2>/dev/null
    fi
    return 0
}
complete -o nosort -F _etsyorder etsyorder
