import { violations } from "../checker/checker.ts";
import { edgeSystem } from "../checker/edge.ts";
import { observe } from "../checker/observe.ts";
import type { Account } from "../site/site.ts";
import type { Ending } from "./fault-stories.ts";
import type { Mailed } from "./faults.ts";

const system = edgeSystem();
/** Secrets are looked for once, in what all runs have left (`secretFlaws`). */
const unread: readonly [] = [];

type Witnessed = { readonly mailed: readonly Mailed[]; readonly struck: string | null };

/** Names everything that is wrong with an account after its run. */
export async function flawsOf(account: Account, ending: Ending, witnessed: Witnessed): Promise<readonly string[]> {
  const imports = await account.imports();
  const seen = imports.map(({ id, state, counts: { created, rows } }) => ({ id, state, created, rows }));
  const known = { ...ending.known, ended: "mails" as const, repeats: witnessed.mailed.length };
  return [
    ...differences("imports", seen.sort(byId), [...ending.imports].sort(byId)),
    ...violations(await observe(system, account.id, known, unread)),
    ...(await mailFlaws(account, ending, witnessed)),
    ...((await ending.flaws?.()) ?? []),
  ];
}

const byId = (one: { id: string }, other: { id: string }) => one.id.localeCompare(other.id);

function differences(what: string, is: unknown, right: unknown): readonly string[] {
  const [text, wanted] = [JSON.stringify(is), JSON.stringify(right)];
  return text === wanted ? [] : [`${what}: ${text}, not ${wanted}`];
}

/**
 * Each mail went out, and once; again only where its own sending was struck, and then word for word (M4). As many as must
 * be were cancelled afterwards, having waited once more, or have come back.
 */
async function mailFlaws(
  account: Account,
  { cancelled = 0, bounced = 0 }: Ending,
  { mailed, struck }: Witnessed,
): Promise<readonly string[]> {
  const mails = await account.list<{ id: string; state: string }>("/mails");
  const went = Map.groupBy(mailed, ({ id }) => id);
  const again = [...went.values()].filter(({ length }) => length > 1);
  const ended = Map.groupBy(mails, ({ state }) => state);
  return [
    ...differences("cancelled mails", ended.get("cancelled")?.length ?? 0, cancelled),
    ...differences("bounced mails", ended.get("bounced")?.length ?? 0, bounced),
    ...mails
      .filter(({ state }) => !["sent", "cancelled", "bounced"].includes(state))
      .map(({ id, state }) => `${id} is ${state}`),
    ...mails.filter(({ id }) => !went.has(id)).map(({ id }) => `${id} was never given to the mail system`),
    ...again.filter((all) => new Set(all.map(({ words }) => words)).size > 1).map(() => "a mail went again, changed"),
    ...(again.length > (struck === "MAIL send" ? 1 : 0) ? [`${again.length} mails went more than once`] : []),
  ];
}

/** Names what is wrong with an account and with everything that is kept: no secret may stand there (M1, M8). */
export async function secretFlaws(account: string): Promise<readonly string[]> {
  return violations(await observe(system, account));
}
