# Completions of icat-explorer for bash. The program itself says what fits at the cursor.
_icat_explorer() {
    local program=$1 kind= row
    [[ $program == "~/"* ]] && program=$HOME/${program:2}
    COMPREPLY=()
    {
        IFS= read -r kind
        while IFS= read -r row; do COMPREPLY+=("$row"); done
    } < <("$program" __complete bash -- "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null </dev/null)
    case $kind in
        beginnings) compopt -o nospace 2>/dev/null ;;
        directories) compopt -o dirnames 2>/dev/null || COMPREPLY=($(compgen -d -- "$2")) ;;
        files) compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$2")) ;;
    esac
}
complete -o nosort -F _icat_explorer icat-explorer 2>/dev/null || complete -F _icat_explorer icat-explorer
