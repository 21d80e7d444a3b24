import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ringOf } from "../../../src/vault/ring.ts";
import { aboutRow, openPin } from "../../../src/vault/seal.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

/** Letters in windows-1252, headers of another system, PINs, and a mistake in every second cell. */
const text = [
  "Name;Email Address;License Type;Dept;Voicemail PIN;Call Timeout;Notes",
  "Jürgen Müller;jm@example.com;Pro;Pflege;740286;4;first",
  "Zoë;zoe@example;Pro;;;30;",
  "Bo;bo@gmial.com;Nope;Küche;9;;x",
  "Chloé;cl@example.com;Pro;Küche;1234;40;",
].join("\r\n");
const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));

const row = fc.integer({ min: 2, max: 5 });
const field = fc.constantFrom("display_name", "email", "department", "voicemail_pin", "call_timeout", "license_type");
const value = fc.constantFrom("", "Pro", "40", "a@example.com", "740286", "Küche", "4");
const rows = fc.record({ row, field, value, remove: fc.nat({ max: 4 }).map((n) => n === 0) }).map((wish) => ({
  path: "rows",
  json: {
    rows: [{ row: wish.row, ...(wish.remove ? { remove: true } : { values: { [wish.field]: wish.value } }) }],
  },
}));
const column = fc.constantFrom("Name", "Dept", "Notes", "#3", "#6");
const meaning = fc.constantFrom("display_name", "department", "license_type", "job_title", null, "");
const encoding = fc.constantFrom("windows-1252", "koi8-r", "utf-16le", "ibm850", null);
const reading = fc
  .oneof(
    fc.record({ encoding }),
    fc.tuple(column, meaning).map(([header, meant]) => ({ columns: { [header]: meant } })),
    fc.record({ unknown_columns: fc.constantFrom("ignore", "refuse") }),
  )
  .map((json) => ({ path: "reading", json }));
const step = fc.oneof(
  fc.constant({ do: "accept_suggestions" }),
  fc.constantFrom("out_of_range", "invalid_email", "email_typo").map((code) => ({ do: "remove", code })),
  value.map((value) => ({ do: "set", field: "department", value, where: "blank" })),
  fc.constantFrom("ü", "4", "é").map((find) => ({ do: "replace", field: "display_name", find, with: "ue" })),
);
const bulk = fc.array(step, { minLength: 1, maxLength: 2 }).map((bulk) => ({ path: "rows", json: { bulk } }));
const wish = fc.oneof(rows, rows, reading, bulk);

type Stored = Readonly<Record<string, unknown>> & { readonly row: number; readonly pin: string | null };

/** All of a draft as it is kept, its PINs readable, but for its revisions; and its changes, the newest first. */
async function whole(account: Account, id: string) {
  const [imports, rows, changes] = await env.DB.batch<Stored>(
    [
      "SELECT * FROM imports WHERE id = ?1",
      "SELECT * FROM import_rows WHERE import_id = ?1 ORDER BY row",
      "SELECT place FROM draft_changes WHERE import_id = ?1 ORDER BY place DESC",
    ].map((sql) => env.DB.prepare(sql).bind(id)),
  );
  const state = {
    draft: imports?.results.map(({ revision: _, touched_at: _at, ...draft }) => draft),
    rows: rows?.results.map(({ revision: _, pin, ...row }) => ({
      ...row,
      pin: pin && openPin(ringOf(env), aboutRow(account.id, id, row.row), pin),
    })),
  };
  return { state, changes: changes?.results.map(({ place }) => `chg_${place}`) ?? [] };
}

test("I12 whatever is changed in a draft, as many takings-back give it as it was, whole", async () => {
  const account = await makeAccount({ numbers: [] });
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { minLength: 2, maxLength: 6 }), async (wishes) => {
      const { body } = await account.upload(bytes, { dry_run: "true" });
      const { id } = body.import ?? body;
      const first = await whole(account, id);
      const states = [first.state];
      let changes = first.changes;
      for (const { path, json } of wishes) {
        await account.call("PATCH", `/imports/${id}/${path}`, { json });
        const now = await whole(account, id);
        if (now.changes.length > changes.length) states.push(now.state);
        // What is no change, or was refused, has left everything as it was.
        else expect(now.state).toEqual(states.at(-1));
        changes = now.changes;
      }
      for (const change of changes) {
        states.pop();
        expect((await account.call("DELETE", `/imports/${id}/changes/${change}`)).status).toBe(200);
        expect((await whole(account, id)).state).toEqual(states.at(-1));
        taken += 1;
      }
      expect(states).toHaveLength(1);
    }),
    { numRuns: 8, seed: 12 },
  );
  expect(taken).toBeGreaterThan(15);
});
