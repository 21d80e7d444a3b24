import type { Account } from "../../domain/account/account.ts";
import { freeExtensions } from "../../domain/account/free-extensions.ts";
import { type TemplateRow, writeTemplate as writeColumns } from "../../domain/file/template.ts";
import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import { type NewImportFacts, findNewImport as readNewImport } from "../../store/imports/shown/new-import.ts";
import { type FactsAtRevision, findFacts } from "../../store/inventory/accounts.ts";
import { listFreeExtensions } from "../../store/inventory/free-extensions.ts";
import { listNumbersToChoose } from "../../store/inventory/numbers-to-choose.ts";
import { found } from "../of-account.ts";
import type { AtAccount, Scene } from "../scene.ts";

/** Finds the account that a file is for, before the file is read. */
export async function findKnown(scene: Scene): Promise<Result<FactsAtRevision>> {
  return found(await findFacts(scene.db, scene.account));
}

/** Finds what comes before a new import (I8), and what the account has left for one. */
export async function findNewImport({ db, account }: AtAccount): Promise<Result<NewImportFacts>> {
  return found(await readNewImport(db, account));
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
