# Completions of icat-explorer for PowerShell. The program itself says what fits at the cursor.
Register-ArgumentCompleter -Native -CommandName 'icat-explorer' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $elements = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition -or
        ($_.Extent.EndOffset -eq $cursorPosition -and "$wordToComplete" -eq '') })
    $before = @($elements | Select-Object -Skip 1 | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
    })
    $program = "$($commandAst.CommandElements[0].Extent.Text)".Trim("'", '"')
    $word = "$wordToComplete".TrimStart("'", '"')
    # An empty last word would be lost on the way to the program, so that a full stop stands before it.
    $rows = @(& $program __complete powershell '--' 'icat-explorer' @before ".$word" 2>$null)
    $rows | Select-Object -Skip 2 | ForEach-Object {
        $value, $help = $_ -split "`t", 2
        $typed = if ($value -match '[^\w\-./:=,%+]') { "'" + $value.Replace("'", "''") + "'" } else { $value }
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new($typed, $value, 'ParameterValue', $help)
    }
}
