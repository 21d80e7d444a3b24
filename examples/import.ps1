# Sends a CSV file to Muster and waits for the end (PowerShell 7):
#   $env:MUSTER_URL = …; $env:MUSTER_ACCOUNT = …; $env:MUSTER_TOKEN = …; ./examples/import.ps1 users.csv
param([Parameter(Mandatory)][string] $File)

$imports = "$env:MUSTER_URL/api/v1/accounts/$env:MUSTER_ACCOUNT/imports"
$name = [uri]::EscapeDataString((Split-Path $File -Leaf))
$common = @{
  Headers            = @{ Authorization = "Bearer $env:MUSTER_TOKEN"; "Idempotency-Key" = [guid]::NewGuid().ToString() }
  MaximumRetryCount  = 8    # What is tried again has the same key each time: a file that is sent twice is one import.
  RetryIntervalSec   = 2
  TimeoutSec         = 60
  SkipHttpErrorCheck = $true
  StatusCodeVariable = "status"
}

$shown = Invoke-RestMethod @common -Method Post -ContentType "text/csv" -InFile $File `
  -Uri "${imports}?filename=$name&existing=skip&services=none&wait=25"
if ($status -ne 202) {
  Write-Error $shown.detail
  $shown.errors | ForEach-Object { Write-Error "row $($_.row), $($_.column): $($_.message)" }
  exit 1
}
while ($shown.state -in "running", "stopping") {
  $shown = Invoke-RestMethod @common -Uri "$imports/$($shown.id)?wait=25"
}
"$($shown.id) $($shown.state) $($shown.counts | ConvertTo-Json -Compress)"
if ($shown.counts.failed + $shown.counts.not_attempted -gt 0) { exit 2 }
