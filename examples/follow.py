"""Keeps a copy of the account's users in a SQLite file, by following the events. It may be killed at any time.

    MUSTER_URL=... MUSTER_ACCOUNT=... MUSTER_TOKEN=... python3 examples/follow.py users.sqlite [--once]

What a page of events says, and the cursor behind it, are written in one transaction: a page is known whole or not at all.
"""

import json
import os
import sqlite3
import sys
import time
import urllib.parse
import urllib.request

account = f"{os.environ['MUSTER_URL']}/api/v1/accounts/{os.environ['MUSTER_ACCOUNT']}"
database = sqlite3.connect(sys.argv[1], isolation_level=None)
once = "--once" in sys.argv
database.execute("PRAGMA busy_timeout = 10000")
database.execute("CREATE TABLE IF NOT EXISTS users (id TEXT PRIMARY KEY, email TEXT, json TEXT) WITHOUT ROWID")
database.execute("CREATE TABLE IF NOT EXISTS place (one INTEGER PRIMARY KEY CHECK (one = 1), cursor TEXT)")


def ask(path, **query):
    """Asks until there is an answer: what only reads can always be asked again."""
    while True:
        try:
            request = urllib.request.Request(f"{account}{path}?{urllib.parse.urlencode(query)}")
            request.add_header("Authorization", f"Bearer {os.environ['MUSTER_TOKEN']}")
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except (OSError, ValueError) as trouble:
            print(f"{trouble}; trying again", file=sys.stderr)
            time.sleep(1)


def take(event):
    for user in event["data"]["users"]:
        if event["type"] == "users.removed":
            database.execute("DELETE FROM users WHERE id = ?", (user["id"],))
        else:
            kept = (user["id"], user["email"], json.dumps(user))
            database.execute("INSERT OR REPLACE INTO users VALUES (?, ?, ?)", kept)


def place():
    found = database.execute("SELECT cursor FROM place").fetchone()
    return {"after": found[0]} if found else {}


while True:
    page = ask("/events", types="users.created,users.changed,users.removed", limit=200, wait=0 if once else 25, **place())
    database.execute("BEGIN IMMEDIATE")
    for event in page["items"]:
        take(event)
    database.execute("INSERT OR REPLACE INTO place VALUES (1, ?)", (page["next"],))
    database.execute("COMMIT")
    if once and not page["items"]:
        break
