"""Sends a CSV file to Muster and waits for the end. Python's standard library alone:

    MUSTER_URL=... MUSTER_ACCOUNT=... MUSTER_TOKEN=... python3 examples/import.py users.csv
"""

import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

imports = f"{os.environ['MUSTER_URL']}/api/v1/accounts/{os.environ['MUSTER_ACCOUNT']}/imports"
tries = 10


def ask(url, body=None, headers=None):
    """Asks until there is an answer that stands. With the same Idempotency-Key a file that is sent twice is one import."""
    for attempt in range(1, tries + 1):
        request = urllib.request.Request(url, data=body, headers=headers or {})
        request.add_header("Authorization", f"Bearer {os.environ['MUSTER_TOKEN']}")
        pause = attempt
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            told = json.load(refusal)
            is_passing = refusal.code >= 500 or refusal.code == 429 or told["code"] == "idempotency_in_progress"
            if not is_passing or attempt == tries:
                return refusal.code, told
            pause = int(refusal.headers.get("Retry-After", attempt))
        except (OSError, ValueError):
            # The line was cut, before the answer or within it.
            if attempt == tries:
                raise
        time.sleep(pause)


path = sys.argv[1]
options = {"filename": os.path.basename(path), "existing": "skip", "services": "none", "wait": "25"}
with open(path, "rb") as file:
    content = file.read()
sending = {"Content-Type": "text/csv", "Idempotency-Key": str(uuid.uuid4())}
status, shown = ask(f"{imports}?{urllib.parse.urlencode(options)}", content, sending)
if status != 202:
    print(shown["detail"], file=sys.stderr)
    for error in shown.get("errors", []):
        print(f"row {error['row']}, {error['column']}: {error['message']}", file=sys.stderr)
    sys.exit(1)
while shown["state"] in ("running", "stopping"):
    _, shown = ask(f"{imports}/{shown['id']}?wait=25")
print(shown["id"], shown["state"], json.dumps(shown["counts"]))
sys.exit(2 if shown["counts"]["failed"] + shown["counts"]["not_attempted"] else 0)
