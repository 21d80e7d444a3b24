import type { AccountFacts } from "../../domain/account/account.ts";
import { writeTemplate as writeColumns } from "../../domain/file/template.ts";
import { type Import, isActive, isDraft } from "../../domain/import/import.ts";
import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import { listOpenDrafts } from "../../store/imports/bin.ts";
import { listImports } from "../../store/imports/imports.ts";
import { type FactsAtRevision, findFacts } from "../../store/inventory/accounts.ts";
import { countParked } from "../../store/inventory/numbers.ts";
import { found } from "../of-account.ts";
import type { Scene } from "../scene.ts";

/** The newest drafts may hide the last import that has ended; further back nobody misses it. */
const LOOK_BACK = 10;

/** Finds the account that a file is for, before the file is read. */
export async function findKnown(scene: Scene): Promise<Result<FactsAtRevision>> {
  return found(await findFacts(scene.db, scene.account));
}

/** What an account has left for an import, and the last import that has ended. */
export type Left = {
  readonly facts: AccountFacts;
  readonly numbers: { readonly parked: number; readonly toll_free: number };
  readonly last: Import | null;
  /** The newest drafts that nobody has started or thrown away. */
  readonly drafts: readonly Import[];
};

/** Tells what the account has left for another import. */
export async function findLeft({ db, account }: Scene, facts: AccountFacts): Promise<Left> {
  const recent = await listImports(db, account, { state: null, before: null, limit: LOOK_BACK });
  const last = recent.find(({ state }) => !isDraft(state) && !isActive(state)) ?? null;
  const drafts = await listOpenDrafts(db, account);
  return { facts, numbers: await countParked(db, account), last, drafts };
}

/** Writes the template of the account (spec 2): with a column for the licence type where there are several. */
export async function writeTemplate(scene: Scene, delimiter: "," | ";"): Promise<Result<string>> {
  const known = await findFacts(scene.db, scene.account);
  return known ? done(writeColumns(delimiter, known.facts.subscriptions.length)) : nothingHere();
}
