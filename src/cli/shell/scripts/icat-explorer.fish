# Completions of icat-explorer for fish. The program itself says what fits at the cursor.
function __icat_explorer_complete
    set -l words (commandline -opc)
    while string match -qr '^[A-Za-z_][A-Za-z_0-9]*=' -- $words[1]
        set -e words[1]
    end
    set -l token (commandline -ct)
    set -l word (string unescape -- $token 2>/dev/null
        or string unescape -- "$token'" 2>/dev/null
        or string unescape -- "$token\"" 2>/dev/null
        or string trim --right --chars '\\' -- $token)
    set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
    set -l answer (command $program __complete fish -- icat-explorer $words[2..-1] "$word" 2>/dev/null </dev/null)
    if contains -- "$answer[1]" directories files
        set -l typed (string sub --start (math (string length -- "$answer[2]") + 1) -- "$word")
        set -l paths __fish_complete_path
        test "$answer[1]" = directories; and set paths __fish_complete_directories
        for row in ($paths "$typed" '')
            printf '%s\n' "$answer[2]$row"
        end
    else
        string join -- \n $answer[3..-1]
    end
end
complete -c icat-explorer -f -k -a '(__icat_explorer_complete)'
