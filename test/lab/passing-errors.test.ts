import { env } from "cloudflare:workers";
import { afterEach, expect, test } from "vitest";
import { removeAccounts } from "../support/lab/clean.ts";
import { type FaultMode, faults } from "../support/lab/faults.ts";
import { LabAccount } from "../support/lab/lab-account.ts";
import { call, ORIGIN } from "../support/site/http.ts";
import { makeAccount } from "../support/site/site.ts";
import { enrol } from "../support/site/visitor.ts";

/** A passing error of D1, at each call of what somebody does, before or after it was done: nobody notices, and nothing is done twice (O3). */

afterEach(removeAccounts);

const password = "correct horse battery";
const directory = (sql: string, ...values: readonly string[]) =>
  env.DIRECTORY.prepare(sql)
    .bind(...values)
    .first<Record<string, number>>();

type Act = {
  readonly name: string;
  /** What must be seen, however it went. */
  readonly right: Readonly<Record<string, number>>;
  /** Does it, and tells what is seen. */
  readonly act: (account: LabAccount) => Promise<Readonly<Record<string, number | undefined>>>;
};

async function signIn({ id }: LabAccount, given: string): Promise<number> {
  const body = new URLSearchParams({ email: `dana@${id}.example`, password: given });
  const headers = { Origin: ORIGIN, "X-Lab": id, "CF-Connecting-IP": "192.0.2.50" };
  return (await call("POST", "/sign-in", { token: null, headers, body })).status;
}

const counted = async ({ id }: LabAccount) =>
  (await directory("SELECT sum(used) AS used FROM rate_windows WHERE key LIKE ?1", `%dana@${id}.example`))?.used;
const entries = async ({ id }: LabAccount, action: string) =>
  (await directory("SELECT count(*) AS n FROM directory_audit WHERE account = ?1 AND action = ?2", id, action))?.n;

const acts: readonly Act[] = [
  {
    name: "a sign-in",
    // See Other: they are in.
    right: { status: 303, sessions: 1, counted: 0, entries: 1 },
    act: async (account) => ({
      status: await signIn(account, password),
      sessions: (await directory("SELECT count(*) AS n FROM sessions WHERE account = ?1", account.id))?.n,
      counted: await counted(account),
      entries: await entries(account, "session.open"),
    }),
  },
  {
    name: "a sign-in with a wrong password",
    // Counted for the address with the e-mail, and for the e-mail.
    right: { status: 401, counted: 2, entries: 1 },
    act: async (account) => ({
      status: await signIn(account, "no horse at all"),
      counted: await counted(account),
      entries: await entries(account, "session.fail"),
    }),
  },
  {
    name: "a user who is created",
    right: { status: 201, users: 1, entries: 1, parked: 1 },
    act: async (account) => {
      const json = {
        display_name: "Ada",
        email: `ada@${account.id}.example`,
        license_type: "Pro",
        services: ["connect"],
        primary_phone: "auto",
      };
      const { status } = await account.call("POST", "/users", { json });
      const kept = await env.DB.prepare(
        `SELECT (SELECT count(*) FROM users WHERE account = ?1) AS users,
                (SELECT count(*) FROM audit WHERE account = ?1 AND action = 'users.create') AS entries,
                (SELECT count(*) FROM numbers WHERE account = ?1 AND user_id IS NULL) AS parked`,
      )
        .bind(account.id)
        .first<{ users: number; entries: number; parked: number }>();
      return { status, ...kept };
    },
  },
  {
    name: "a look at the users",
    right: { status: 200 },
    act: async (account) => ({ status: (await account.call("GET", "/users")).status }),
  },
];

let accounts = 0;

async function played({ act }: Act, struckAt: number, mode: FaultMode) {
  accounts += 1;
  const { id } = await makeAccount({ id: `passing-${accounts}`, types: { Pro: 5, Basic: 1 }, silent: true });
  const account = new LabAccount(id);
  await env.DB.prepare(
    "DELETE FROM numbers WHERE account = ?1 AND e164 NOT IN (SELECT e164 FROM numbers WHERE account = ?1 ORDER BY e164 LIMIT 2)",
  )
    .bind(id)
    .run();
  await enrol(account, { email: `dana@${id}.example`, password });
  const laid = faults(id);
  laid.begin({ ordinal: struckAt, mode });
  const seen = await act(account);
  return { seen, struck: laid.struck };
}

test.each(acts)(
  "O3 $name: whichever call to D1 meets a passing error, before or after it was done, nobody notices",
  async (given) => {
    for (const mode of ["before", "after"] as const) {
      let struck = 0;
      for (let ordinal = 1; ; ordinal += 1) {
        const run = await played(given, ordinal, mode);
        if (run.struck?.startsWith("D1")) struck += 1;
        if (run.struck === null || run.struck.startsWith("D1"))
          expect([run.struck, mode, run.seen]).toEqual([run.struck, mode, given.right]);
        if (run.struck === null) break;
      }
      expect(struck).toBeGreaterThan(1);
    }
  },
  120_000,
);
