/**
 * npm run flood: 200 wrong passwords at once from one address, from one IPv6 network, and for one e-mail from 200 networks. Counts
 * must be exact, a page's median less than twice its quiet one, and the right password in within 30 seconds. Then known and
 * unknown addresses in turn, at sign-in and asking for a link: a rank test must find no difference. Times are judged here, so
 * it wants a machine that does nothing else.
 *   --tries 200   --pairs 200   --skip flood,pairs
 */
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { readDatabase } from "../../test/support/checker/node.ts";
import { withMachines } from "../lib/machine.ts";
import { main, Problem } from "../lib/paths.mjs";
import { type Answered, comeIn, knock, makeAdministrators, pageTimes, type Site, send } from "./door.ts";
import { medianOf, rankTest } from "./rank-test.ts";

const { values } = parseArgs({
  options: {
    tries: { type: "string", default: "200" },
    pairs: { type: "string", default: "200" },
    skip: { type: "string", default: "" },
  },
});
const [tries, pairs] = [Number(values.tries), Number(values.pairs)];
const skip = values.skip.split(",");
const many = Array.from({ length: tries }, (_, n) => n);
const IN_TIME_MS = 30_000;

type Flood = {
  readonly name: string;
  readonly email: (n: number) => string;
  readonly from: (n: number) => string;
  /** What is counted, and how many have their password looked at; null: all. */
  readonly key: string;
  readonly looked: number | null;
};

const floods: readonly Flood[] = [
  {
    name: "from one address",
    email: (n) => `guess-${n}@x.example`,
    from: () => "198.51.100.7",
    key: "sign-in:198.51.100.7",
    looked: 30,
  },
  {
    name: "from one IPv6 network",
    email: (n) => `guess-${n}@y.example`,
    from: (n) => `2001:db8:200:1::${n.toString(16)}`,
    key: "sign-in:2001:db8:200:1%",
    looked: 30,
  },
  {
    name: "for one e-mail from as many networks",
    email: () => "ann@door.example",
    from: (n) => `198.18.${n >> 8}.${n & 255}`,
    key: "held:ann@door.example",
    looked: null,
  },
];

await main(async () => {
  const faults: string[] = [];
  console.log(`load ${loadavg()[0]?.toFixed(2)}`);
  await withMachines(async (newMachine) => {
    const machine = await newMachine();
    try {
      await makeAdministrators(machine, ["ann@door.example", "bob@door.example", ...named("known")]);
      if (!skip.includes("flood"))
        for (const flood of floods) faults.push(...(await withstand(machine, machine.stateDir, flood)));
      if (!skip.includes("pairs")) faults.push(...(await compare(machine)));
    } finally {
      await machine.stop();
    }
  });
  for (const fault of faults) console.log(`  ${fault}`);
  if (faults.length > 0) throw new Problem(`${faults.length} faults.`);
});

/** One flood, with somebody who looks at pages and two who come in meanwhile. */
async function withstand(site: Site, stateDir: string, flood: Flood): Promise<readonly string[]> {
  const reader = await comeIn(site, "bob@door.example", { from: "203.0.113.1" });
  const known = await comeIn(site, "ann@door.example", { from: "203.0.113.2" });
  const quiet = medianOf(await pageTimes(site, reader.cookie, { isOver: () => true, least: 60 }));
  const before = countOf(stateDir, flood);
  let isOver = false;
  const flooding = Promise.all(many.map((n) => knock(site, flood.email(n), flood.from(n))));
  const pages = pageTimes(site, reader.cookie, { isOver: () => isOver, least: 20 });
  const right = comeIn(site, "ann@door.example", { from: "203.0.113.3" });
  const marked = comeIn(site, "ann@door.example", { from: "203.0.113.4", cookie: known.cookie });
  const answers = await flooding;
  isOver = true;
  const [times, unknown, again] = [await pages, await right, await marked];
  const looked = answers.filter(({ status }) => status === 401).length;
  const crowd = answers.filter(
    ({ status, headers }) => status === 429 && Number(headers.get("Retry-After")) <= 5,
  ).length;
  const busy = medianOf(times);
  // Of the right ones those count that were turned away before they were looked at.
  const own = flood.looked === null ? unknown.tries - 1 : 0;
  const counted = countOf(stateDir, flood) - before - own;
  console.log(
    `${tries} ${flood.name}: ${looked} looked at, ${crowd} turned away by the crowd, ${answers.length - looked - crowd} by the limit; counted ${counted}`,
  );
  console.log(
    `  a page: ${quiet.toFixed(1)} ms quiet, ${busy.toFixed(1)} ms meanwhile (${times.length} looks); the right password in after ${seconds(unknown.ms)} (${unknown.tries} tries), of a known browser after ${seconds(again.ms)}`,
  );
  return [
    ...(looked + crowd === (flood.looked ?? tries) ? [] : [`${flood.name}: ${looked + crowd} came to be looked at`]),
    ...(counted === tries ? [] : [`${flood.name}: ${counted} were counted`]),
    ...(busy < 2 * quiet ? [] : [`${flood.name}: a page took ${(busy / quiet).toFixed(1)} times as long`]),
    ...(unknown.ms <= IN_TIME_MS + 1_000 ? [] : [`${flood.name}: in after ${seconds(unknown.ms)}`]),
  ];
}

/** How often what a flood is counted by was used. */
function countOf(stateDir: string, { key }: Flood): number {
  const sql = `SELECT used FROM rate_windows WHERE key LIKE '${key}' ORDER BY length(key) LIMIT 1`;
  return readDatabase<{ used: number }>(stateDir, sql)[0]?.used ?? 0;
}

/** Known and unknown addresses in turn, each pair from networks of its own. */
async function compare(site: Site): Promise<readonly string[]> {
  const [known, unknown] = [named("known"), named("nobody")];
  const ways = {
    "sign-in": (email: string, from: string) => knock(site, email, from),
    "forgot-password": (email: string, from: string) => send(site, "/forgot-password", { email }, { from }),
  };
  const faults: string[] = [];
  for (const [way, ask] of Object.entries(ways)) {
    const times: Record<"known" | "unknown", number[]> = { known: [], unknown: [] };
    for (let n = 0; n < pairs; n += 1) {
      const asked = { known: known[n % known.length] ?? "", unknown: unknown[n % unknown.length] ?? "" };
      const order = n % 2 === 0 ? (["known", "unknown"] as const) : (["unknown", "known"] as const);
      for (const [at, who] of order.entries()) {
        const from = `10.${way === "sign-in" ? 1 : 2}.${n}.${at}`;
        const { status, ms }: Answered = await ask(asked[who], from);
        if (status !== (way === "sign-in" ? 401 : 200)) faults.push(`${way} of ${asked[who]}: ${status}`);
        times[who].push(ms);
      }
    }
    const { u, z, p } = rankTest(times.known, times.unknown);
    const slower = rankTest(
      times.known.map((ms) => ms * 1.1),
      times.unknown,
    );
    console.log(
      `${way}: ${pairs} pairs, median known ${medianOf(times.known).toFixed(1)} ms, unknown ${medianOf(times.unknown).toFixed(1)} ms; U ${u}, z ${z.toFixed(2)}, p ${p.toFixed(3)}; were known ones a tenth slower, p ${slower.p.toExponential(1)}`,
    );
    if (p < 0.01) faults.push(`${way}: known and unknown addresses differ (p ${p.toExponential(1)})`);
  }
  return faults;
}

/** So many that none is asked for as often as answers are held back. */
function named(what: string): readonly string[] {
  return Array.from({ length: Math.ceil(pairs / 5) }, (_, n) => `${what}-${n}@door.example`);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
