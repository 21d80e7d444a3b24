import { readFileSync } from "node:fs";
import { violations } from "../../test/support/checker/checker.ts";
import { serverSystem } from "../../test/support/checker/node.ts";
import { observe, readKept } from "../../test/support/checker/observe.ts";
import type { Machine } from "../../test/support/crash/machine.ts";

/** What an account has imported, and the seconds that each took; where it takes its imports back, those too. */
export type Worked = {
  readonly name: string;
  readonly imports: readonly { id: string; seconds: number }[];
  readonly undos: readonly number[];
};

/** Holds every account against the checker; gives what is not as it should be. */
export async function judge(machine: Machine, done: readonly Worked[], rows: number): Promise<readonly string[]> {
  const system = serverSystem(machine, () => readFileSync(machine.log, "utf8"));
  const kept = await readKept(system);
  const wrong: string[] = [];
  for (const { name, imports, undos } of done) {
    const ids = imports.map(({ id }) => id);
    const known =
      undos.length > 0 ? ({ undone: ids, ended: "mails" } as const) : ({ accepted: ids, ended: "mails" } as const);
    const observation = await observe(system, name, known, kept);
    wrong.push(...violations(observation).map((violation) => `${name}: ${violation}`));
    const created = observation.stored.imports.reduce((sum, { counts }) => sum + counts.created, 0);
    const expected = undos.length > 0 ? 0 : rows;
    if (created !== expected) wrong.push(`${name}: ${created} users of ${expected}`);
  }
  return wrong;
}
