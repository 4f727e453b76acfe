#compdef icat-explorer
# Completions of icat-explorer for zsh. The program itself says what fits at the cursor.
_icat-explorer() {
    local program=${(Q)words[1]} current=$PREFIX kind prefix row value
    local -a before answer rows more
    [[ $program == '~/'* ]] && program=$HOME/${program#'~/'}
    before=("${(@Q)words[2,CURRENT-1]}")
    [[ -z ${compstate[quote]} ]] && current=${(Q)current}
    answer=("${(@f)$(command "$program" __complete zsh -- icat-explorer "${before[@]}" "$current" 2>/dev/null </dev/null)}")
    kind=$answer[1] prefix=$answer[2]
    if [[ $kind == directories ]]; then
        compset -p $#prefix
        _files -/
        return
    fi
    if [[ $kind == files ]]; then
        compset -p $#prefix
        _files
        return
    fi
    [[ -n $prefix ]] && more=(-P "$prefix")
    [[ $kind == beginnings ]] && more+=(-S '')
    for row in "${(@)answer[3,-1]}"; do
        value=${row%%$'\t'*}
        value=${${value//\\/\\\\}//:/\\:}
        [[ $row == *$'\t'?* ]] && value+=:${row#*$'\t'}
        rows+=("$value")
    done
    (( $#rows )) || return 1
    _describe -V 'value' rows -U "${more[@]}"
}
if [[ $funcstack[1] == _icat-explorer ]]; then
    _icat-explorer "$@"
else
    compdef _icat-explorer icat-explorer
fi
