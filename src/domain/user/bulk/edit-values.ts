import { type AccountFacts, locationNamed } from "../../account/account.ts";
import { checkRows } from "../../check/check.ts";
import type { Problem } from "../../check/report.ts";
import type { Cells } from "../../columns.ts";
import type { UserEdit } from "../edit.ts";

/** What many users are to get, as the account writes it; or what is wrong with it, whoever the users are. */
export type JudgedEdit =
  | { readonly ok: true; readonly edit: UserEdit }
  | { readonly ok: false; readonly errors: readonly Problem[] };

const nobody: Cells = { display_name: "Nobody", email: "nobody@example.com" };

/** Reads the licence and the location that many users are to get, by the rules of a row (spec 4). */
export function judgeEdit({ cells, services }: UserEdit, facts: AccountFacts): JudgedEdit {
  if (Object.keys(cells).length === 0) return { ok: true, edit: { cells, services } };
  const [type] = facts.subscriptions;
  const { report, rows } = checkRows({
    rows: [{ row: 1, cells: { ...nobody, ...(type ? { license_type: type.type } : {}), ...cells } }],
    columns: [],
    facts,
    held: {
      emails: new Set(),
      externalIds: new Map(),
      numbers: new Map(),
      extensions: new Map(),
      parked: [],
      freeExtensions: 1,
    },
    options: { services: ["connect"] },
    runningImport: null,
  });
  const errors = report.errors.filter(({ field }) => field !== null && cells[field] !== undefined);
  if (errors.length > 0) return { ok: false, errors: errors.map((error) => ({ ...error, row: null })) };
  const wanted = rows[0]?.wanted ?? null;
  return { ok: true, edit: { cells: wanted === null ? cells : asWritten(cells, wanted, facts), services } };
}

type Read = { readonly license_type: string | null; readonly location: string | null };

/** So that whoever has it already is told from whoever gets it. */
function asWritten(cells: Cells, { license_type, location }: Read, { locations }: AccountFacts): Cells {
  return {
    ...cells,
    ...(cells.license_type === undefined ? {} : { license_type: license_type ?? "" }),
    ...(cells.location === undefined ? {} : { location: locationNamed(locations, location)?.name ?? "" }),
  };
}
