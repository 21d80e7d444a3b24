import fc from "fast-check";
import { expect } from "vitest";
import type { Refusal, Shown } from "../site/http.ts";
import { keepBefore, type Model, type ModelImport, type ModelRow } from "./model.ts";
import { Act, hasImports, nth } from "./model-commands.ts";
import type { Lab } from "./model-look.ts";

/** What people do with drafts as a whole: change many rows at once, take changes back, throw away and bring back. */

type Answer = Refusal & Shown & { readonly changed: number };

const isDraft = ({ state }: ModelImport) => state === "invalid" || state === "ready";

/** The import that a number means: mostly a draft, since most of the others only say that they are none. */
function meant(model: Model, which: number): ModelImport {
  const drafts = model.visible().filter(isDraft);
  return drafts.length === 0 || which % 4 === 3 ? nth(model.visible(), which) : nth(drafts, which);
}

/** Steps of a bulk change, and what they make of a draft's rows; null where all of them would go. */
type Bulk = { readonly steps: readonly object[]; readonly make: (found: ModelImport) => readonly ModelRow[] };

const heal: Bulk = {
  steps: [{ do: "set", field: "call_timeout", value: "30", where: { value: "4" } }],
  make: ({ rows }) => rows.map((row) => (row.flawed ? withCorrection(row, { flawed: false }, "call_timeout") : row)),
};

/** Without voice nobody minds the call timeout. */
const dropFlawed: Bulk = {
  steps: [{ do: "remove", code: "out_of_range" }],
  make: ({ rows, voice }) => (voice ? rows.filter(({ flawed }) => !flawed) : rows),
};

const upgrade: Bulk = {
  steps: [{ do: "set", field: "license_type", value: "Pro", where: "all" }],
  make: ({ rows }) =>
    rows.map((row) => (row.license === "Pro" ? row : withCorrection(row, { license: "Pro" }, "license_type"))),
};

const renumber: Bulk = {
  steps: [{ do: "replace", field: "extension", find: "100", with: "200" }],
  make: ({ rows }) =>
    rows.map((row) =>
      row.extension?.includes("100")
        ? withCorrection(row, { extension: row.extension.replaceAll("100", "200") }, "extension")
        : row,
    ),
};

const dropAfterHealing: Bulk = { steps: [...heal.steps, ...dropFlawed.steps], make: heal.make };

function withCorrection(row: ModelRow, change: Partial<ModelRow>, field: string): ModelRow {
  return { ...row, ...change, corrected: [...(row.corrected ?? []), field] };
}

const bulks = { heal, dropFlawed, upgrade, renumber, dropAfterHealing };

const bulk = fc
  .tuple(fc.nat(), fc.constantFrom(...Object.keys(bulks)))
  .map(
    ([which, name]) =>
      new Act(
        `change in bulk: ${name}, import ${which}`,
        (model, lab) => bulkIt(model, lab, { which, name }),
        hasImports,
      ),
  );

async function bulkIt(model: Model, { account }: Lab, given: { which: number; name: string }): Promise<void> {
  const found = meant(model, given.which);
  const { steps, make } = bulks[given.name as keyof typeof bulks];
  const { status, body } = await account.call<Answer>("PATCH", `/imports/${found.id}/rows`, { json: { bulk: steps } });
  const after = make(found);
  if (!isDraft(found)) {
    expect([status, body.code]).toEqual([409, "import_not_draft"]);
  } else if (after.length === 0) {
    expect([status, body.code]).toEqual([422, "no_rows"]);
  } else {
    const changed = found.rows.filter((row) => !after.includes(row)).length;
    if (changed > 0) keepBefore(found);
    found.rows = [...after];
    model.check(found);
    expect([status, body.changed, body.state]).toEqual([200, changed, found.state]);
  }
}

const takeBack = fc
  .nat()
  .map((which) => new Act(`take back in import ${which}`, (model, lab) => takeBackIt(model, lab, which), hasImports));

async function takeBackIt(model: Model, { account }: Lab, which: number): Promise<void> {
  const found = meant(model, which);
  const kept = await account.list<{ id: string }>(`/imports/${found.id}/changes`);
  expect(kept).toHaveLength(found.history.length);
  const [newest, older] = kept;
  if (older && isDraft(found)) {
    const early = await account.call("DELETE", `/imports/${found.id}/changes/${older.id}`);
    expect([early.status, early.body.code]).toEqual([409, "change_not_last"]);
  }
  const id = newest?.id ?? "chg_2";
  const { status, body } = await account.call<Answer>("DELETE", `/imports/${found.id}/changes/${id}`);
  if (!isDraft(found)) expect([status, body.code]).toEqual([409, "import_not_draft"]);
  else if (!newest) expect([status, body.code]).toEqual([404, "not_found"]);
  else {
    found.rows = found.history.pop() ?? [];
    model.check(found);
    expect([status, body.state]).toEqual([200, found.state]);
  }
}

const throwAway = fc
  .nat()
  .map((which) => new Act(`throw away import ${which}`, (model, lab) => throwAwayIt(model, lab, which), hasImports));

async function throwAwayIt(model: Model, { account }: Lab, which: number): Promise<void> {
  const found = meant(model, which);
  const { status, body } = await account.call("DELETE", `/imports/${found.id}`);
  expect([status, body?.code ?? null]).toEqual(isDraft(found) ? [204, null] : [409, "import_not_draft"]);
  found.deleted = status === 204;
}

const bringBack = fc.nat().map(
  (which) =>
    new Act(
      `bring back import ${which}`,
      async (model, { account }) => {
        const gone = model.imports.filter(({ deleted }) => deleted);
        const found = nth(gone.length === 0 ? model.imports : gone, which);
        if (found.deleted) {
          const late = await account.call("POST", `/imports/${found.id}/start`);
          expect([late.status, late.body.code]).toEqual([404, "not_found"]);
        }
        const { status, body } = await account.call<Answer>("POST", `/imports/${found.id}/restore`);
        expect([status, body.state]).toEqual([200, found.state]);
        found.deleted = false;
      },
      ({ imports }) => imports.length > 0,
    ),
);

/** Which commands there are for drafts, how often each. */
export const draftCommands: fc.Arbitrary<fc.AsyncCommand<Model, Lab>>[] = [
  ...[bulk, bulk, takeBack, takeBack, throwAway, bringBack],
];
