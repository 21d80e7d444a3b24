import type { Account, AccountFacts } from "../../domain/account/account.ts";
import { freeExtensions } from "../../domain/account/free-extensions.ts";
import { type TemplateRow, writeTemplate as writeColumns } from "../../domain/file/template.ts";
import { type Import, isActive, isDraft, type OpenDraft } from "../../domain/import/import.ts";
import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import { listOpenDrafts } from "../../store/imports/drafts/bin.ts";
import { listImports } from "../../store/imports/imports.ts";
import { type FactsAtRevision, findFacts } from "../../store/inventory/accounts.ts";
import { listFreeExtensions } from "../../store/inventory/free-extensions.ts";
import { countParked } from "../../store/inventory/numbers.ts";
import { listNumbersToChoose } from "../../store/inventory/numbers-to-choose.ts";
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
  readonly drafts: readonly OpenDraft[];
};

/** Tells what the account has left for another import. */
export async function findLeft({ db, account }: Scene, facts: AccountFacts): Promise<Left> {
  const recent = await listImports(db, account, { state: null, before: null, limit: LOOK_BACK });
  const last = recent.find(({ state }) => !isDraft(state) && !isActive(state)) ?? null;
  const drafts = await listOpenDrafts(db, account);
  return { facts, numbers: await countParked(db, account), last, drafts };
}

/** How a template is wanted: with as many rows as there are free numbers, but at most so many (X7). */
export type TemplateWish = { readonly delimiter: "," | ";"; readonly numbers: number };

/** Writes the template of the account (spec 2, X7); the lowest free numbers stand in it, with a free extension each. */
export async function writeTemplate(scene: Scene, { delimiter, numbers }: TemplateWish): Promise<Result<string>> {
  const known = await findFacts(scene.db, scene.account);
  if (!known) return nothingHere();
  const { account, subscriptions } = known.facts;
  const rows = numbers === 0 ? [] : await freeRows(scene, account, numbers);
  return done(writeColumns(delimiter, subscriptions.length, rows));
}

const ANY_NUMBER = { beginning: "+", country: null } as const;

async function freeRows({ db, account }: Scene, of: Account, most: number): Promise<readonly TemplateRow[]> {
  const wanted = [{ search: ANY_NUMBER, most }];
  const numbers = await listNumbersToChoose(db, account, wanted, { asked: [], importId: null });
  const ranges = await listFreeExtensions(db, of, numbers.length);
  const reserved = new Set(of.reserved_extensions);
  const extensions = freeExtensions(ranges, (extension) => reserved.has(extension), numbers.length);
  return numbers.map((primary_phone, at) => ({ primary_phone, extension: extensions[at] ?? "" }));
}
