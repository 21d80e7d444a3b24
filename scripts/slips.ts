/**
 * npm run slips [-- PLACES [KIND]]: makes each slip at every place of every kind of file, with each separator, and prints by kind what
 * came of them. Nothing may be moved in silence (F6).
 */
import { basesWith } from "../test/support/files/slips/bases.ts";
import { judge, type Verdict } from "../test/support/files/slips/judge.ts";
import { slipsOf } from "../test/support/files/slips/slips.ts";
import { main, Problem } from "./lib/paths.mjs";

const verdicts: readonly Verdict[] = ["refused", "error", "asked", "as meant", "moved in silence"];
const MOST_SHOWN = 10;
/** So many places of a file are tried; of a longer one every second, or third. */
const PLACES = Number(process.argv[2] ?? 400);

await main(() => {
  const counts = new Map<string, Map<Verdict, number>>();
  const silent: string[] = [];
  const only = process.argv[3];
  for (const delimiter of [",", ";", "\t"] as const) {
    for (const base of basesWith(delimiter)) {
      for (const slip of slipsOf(base, Math.ceil(base.text.length / PLACES))) {
        if (only !== undefined && slip.kind !== only) continue;
        const { verdict, what } = judge(base, slip);
        const of = counts.get(slip.kind) ?? new Map<Verdict, number>();
        counts.set(slip.kind, of.set(verdict, (of.get(verdict) ?? 0) + 1));
        if (verdict === "moved in silence")
          silent.push(`${base.name}, ${JSON.stringify(delimiter)}: ${slip.kind} at ${slip.at}: ${what}`);
      }
    }
  }
  console.log(["".padEnd(32), ...verdicts.map((verdict) => verdict.padStart(17))].join(""));
  for (const [kind, of] of counts)
    console.log([kind.padEnd(32), ...verdicts.map((verdict) => String(of.get(verdict) ?? 0).padStart(17))].join(""));
  for (const line of silent.slice(0, MOST_SHOWN)) console.log(line);
  if (silent.length > 0) throw new Problem(`${silent.length} files were read with cells moved, and not a word.`);
});
