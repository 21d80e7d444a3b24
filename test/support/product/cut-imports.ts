import { connect } from "../../../cli/lib/client.mjs";
import { csvOf, people } from "../files/csv.ts";
import { type Direction, layCuttingLine } from "./cutting-line.ts";
import type { TestServer } from "./server.ts";

/** What an import over a line that was cut came to. */
export type CutImport = {
  readonly direction: Direction;
  readonly after: number;
  /** How often the line was cut in fact: not at all where less was sent than that. */
  readonly cuts: number;
  readonly status: number;
  readonly imports: number;
  readonly users: number;
};

const ROWS = 2;
const file = csvOf(people(ROWS));

type Given = { readonly direction: Direction; readonly after: number; readonly cuts: number };

/** Imports a small file into an account of its own, over a line that is cut; the client repeats with its key until it knows. */
export async function importOverCutLine(
  server: Pick<TestServer, "origin" | "token">,
  given: Given,
): Promise<CutImport> {
  const account = `cut-${given.direction}-${given.after}-${given.cuts}`;
  const straight = connect({ url: server.origin, token: server.token, account, patience: 60 });
  const main_location = { name: "HQ", country: "US", address: "1 Main Street" };
  await straight.ask("PUT", "", { body: JSON.stringify({ name: account, main_location }), type: "application/json" });
  const line = await layCuttingLine(Number(new URL(server.origin).port), given);
  try {
    const client = connect({ url: line.origin, token: server.token, account, patience: 60 });
    const query = { services: "none", wait: "25", filename: "small.csv" };
    const { status } = await client.ask("POST", "/imports", { query, body: file, type: "text/csv", key: account });
    const imports = (await straight.ask("GET", "/imports")).json.items;
    const users = (await straight.ask("GET", "/users")).json.items;
    return { ...given, cuts: line.cut(), status, imports: imports.length, users: users.length };
  } finally {
    line.close();
  }
}

/** Says what is wrong with an import that a client has made: there must be one, whole. */
export function faultIn({ direction, after, status, imports, users }: CutImport): readonly string[] {
  const isRight = status === 202 && imports === 1 && users === ROWS;
  return isRight ? [] : [`${direction} after ${after}: ${status}, ${imports} imports, ${users} users`];
}

/** Cuts after each so many bytes, both ways, until there is nothing left to cut; each time so often. */
export async function cutEverywhere(
  server: Pick<TestServer, "origin" | "token">,
  { step, cuts, tell }: { readonly step: number; readonly cuts: number; readonly tell?: (made: CutImport) => void },
): Promise<{ readonly cuts: number; readonly imports: number; readonly faults: readonly string[] }> {
  const made: CutImport[] = [];
  for (const direction of ["up", "down"] as const) {
    for (let after = 1; ; after += step) {
      const one = await importOverCutLine(server, { direction, after, cuts });
      made.push(one);
      tell?.(one);
      if (one.cuts === 0) break;
    }
  }
  return { cuts: made.reduce((sum, one) => sum + one.cuts, 0), imports: made.length, faults: made.flatMap(faultIn) };
}
