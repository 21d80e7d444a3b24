import * as v from "valibot";
import type { AccountEvent, EventType, Told } from "../../domain/events/event.ts";
import { type Import, importStates } from "../../domain/import/import.ts";
import { json, maybeText, text, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { decodeValue } from "../decode.ts";
import { cost, importOf, importRow } from "../imports/import-record.ts";
import { mailCount } from "../mails/counts.ts";
import { userOf, userParts } from "../users/users.ts";

/** An event as it is kept. */
export type KeptEvent = {
  readonly seq: number;
  readonly id: string;
  readonly account: string;
  readonly type: EventType;
  readonly at: string;
  /** JSON, as the statements of record.ts write it. */
  readonly data: string;
};

const { first_name, last_name, job_title, department, ...others } = userParts;
const person = v.object({ first_name, last_name, job_title, department });

const usersTold = json(
  v.object({
    users: v.array(
      v.pipe(
        v.object({ ...others, person }),
        v.transform(({ person, ...user }) => userOf({ ...user, ...person })),
      ),
    ),
    import: maybeText,
  }),
);

const removedTold = json(v.object({ users: v.array(v.object({ id: text, email: text })), import: maybeText }));

const e164s = v.array(text);
const numbersTold = json(v.object({ parked: e164s, assigned: e164s, removed: e164s }));

/** What can change of an import once it was started, as it was then. */
const then = v.object({
  state: v.picklist(importStates),
  settled_at: maybeText,
  finished_at: maybeText,
  undone_at: maybeText,
  cost,
  mail_cost: cost,
  undo: v.nullable(v.object({ started_at: text, started_by: text, kept: whole })),
  counts: v.object({
    rows: whole,
    created: whole,
    failed: whole,
    pending: whole,
    not_attempted: whole,
    skipped: whole,
    undone: whole,
  }),
});

/** Those that bounced are kept as sent, with a mark: the version before knows no other word for them. */
const keptCount = v.pipe(
  v.object({ ...mailCount.entries, bounced: v.optional(whole, 0) }),
  v.transform(({ bounced, ...count }) => (bounced === 1 ? { ...count, state: "bounced" as const } : count)),
);

const importTold = json(v.object({ import: text, then, mails: v.array(keptCount) }));

/**
 * Makes events of what is kept of them. Of imports, what does not change any more once they run is read with them: at `home`,
 * where that is given, of accounts that have left the database since (O6).
 */
export async function eventsOf(
  db: AccountDatabase,
  kept: readonly KeptEvent[],
  home?: (account: string) => Promise<AccountDatabase>,
): Promise<readonly AccountEvent[]> {
  const parsed = kept.map((event) => ({ ...event, parts: partsOf(event) }));
  const named = parsed.flatMap(({ account, parts }) =>
    parts.about === "import" ? [{ account, import: parts.import }] : [],
  );
  const imports = new Map(named.length === 0 ? [] : await findImports(db, named));
  if (home) await addImportsAtHome(db, { imports, named, home });
  return parsed.flatMap(({ data: _kept, parts, ...event }) => {
    const told = toldOf(parts, imports);
    return told === null ? [] : [{ ...event, told }];
  });
}

type Gone = {
  readonly imports: Map<string, Import>;
  readonly named: readonly { readonly account: string; readonly import: string }[];
  readonly home: (account: string) => Promise<AccountDatabase>;
};

async function addImportsAtHome(db: AccountDatabase, { imports, named, home }: Gone): Promise<void> {
  const gone = named.filter((one) => !imports.has(one.import));
  for (const account of new Set(gone.map((one) => one.account))) {
    const there = await home(account);
    const own = gone.filter((one) => one.account === account);
    const found = there.name === db.name ? [] : await findImports(there, own);
    for (const [id, whole] of found) imports.set(id, whole);
  }
}

type Parts = Exclude<Told, { readonly about: "import" }> | ({ readonly about: "import" } & ImportParts);
type ImportParts = v.InferOutput<typeof importTold>;

function partsOf({ type, data }: KeptEvent): Parts {
  switch (type) {
    case "users.created":
    case "users.changed":
      return { about: "users", ...decodeValue(usersTold, data, type) };
    case "users.removed":
      return { about: "removed", ...decodeValue(removedTold, data, type) };
    case "numbers.changed":
      return { about: "numbers", numbers: decodeValue(numbersTold, data, type) };
    case "import.started":
    case "import.completed":
    case "import.stopped":
    case "import.undone":
      return { about: "import", ...decodeValue(importTold, data, type) };
    default:
      return type satisfies never;
  }
}

/** Null where the account was removed, with its import, since the event was read. */
function toldOf(parts: Parts, imports: ReadonlyMap<string, Import>): Told | null {
  if (parts.about !== "import") return parts;
  const whole = imports.get(parts.import);
  return whole ? { about: "import", import: { ...whole, ...parts.then }, mails: parts.mails } : null;
}

async function findImports(
  db: AccountDatabase,
  named: readonly { readonly account: string; readonly import: string }[],
): Promise<ReadonlyMap<string, Import>> {
  const records = await db.all(
    importRow,
    db.sql(
      `SELECT DISTINCT imports.* FROM json_each(?1)
       CROSS JOIN imports ON imports.id = value ->> 'import' AND +imports.account = value ->> 'account'`,
      JSON.stringify(named),
    ),
  );
  return new Map(records.map((record) => [record.id, importOf(record)]));
}
