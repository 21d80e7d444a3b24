#!/bin/sh
# Sends a CSV file to Muster and waits for the end, with curl alone:
#   MUSTER_URL=… MUSTER_ACCOUNT=… MUSTER_TOKEN=… sh examples/import.sh users.csv
set -eu
file=$1
imports="$MUSTER_URL/api/v1/accounts/$MUSTER_ACCOUNT/imports"
key=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

# What is tried again has the same key each time: a file that is sent twice is one import.
ask() {
  curl -sS --retry 8 --retry-all-errors --max-time 60 -H "Authorization: Bearer $MUSTER_TOKEN" \
    -o "$answer" -w '%{http_code}' "$@"
}

status=$(ask -X POST -H "Content-Type: text/csv" -H "Idempotency-Key: $key" --data-binary "@$file" \
  "$imports?filename=$(basename "$file")&existing=skip&services=none&wait=25")
if [ "$status" != 202 ]; then
  cat "$answer" >&2
  exit 1
fi
id=$(sed -n 's/^{"id":"\([^"]*\)".*/\1/p' "$answer")
while grep -q '"state":"\(running\|stopping\)"' "$answer"; do
  ask "$imports/$id?wait=25" >/dev/null
done
sed 's/.*"state":"\([a-z]*\)".*"counts":\({[^}]*}\).*/\1 \2/' "$answer"
