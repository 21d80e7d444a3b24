import { type AuditEntry, auditValues } from "../../src/store/audit/audit.ts";
import { Problem } from "../lib/paths.mjs";
import { ask, type Query } from "./backup/d1.ts";
import type { Place, Site } from "./backup/site.ts";

/** What a script has done, and to which account: "" where it was to all of them. */
export type Noted = Pick<AuditEntry, "account" | "action" | "subject"> & Required<Pick<AuditEntry, "detail">>;

/** The statement that keeps an entry of what the operator has done by a script (S8), for the batch in which it is done. */
export function auditQuery(noted: Noted): Query {
  const entry = { ...noted, at: new Date().toISOString(), who: "operator", address: null };
  return {
    sql: `INSERT INTO directory_audit (id, account, at, who, address, action, subject, detail)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
    params: auditValues(entry),
  };
}

/** Keeps an entry of what is no change of one transaction: a copy before it is made, and what was put back once it is there. */
export async function keepEntry(site: Site, noted: Noted): Promise<void> {
  const { d1 } = await directoryOf(site);
  await d1.batch([auditQuery(noted)]);
}

/** Keeps an entry of a look at one account: with the account, or with those of the operator where there is none (any more). */
export async function keepEntryOf(site: Site, account: string, noted: Omit<Noted, "account">): Promise<void> {
  const { d1 } = await directoryOf(site);
  const [there] = await ask(d1, "SELECT 1 FROM places WHERE account = ?1", account);
  await d1.batch([auditQuery({ ...noted, account: there ? account : "" })]);
}

async function directoryOf({ databases }: Site): Promise<Place> {
  for (const place of databases) {
    const found = await ask(place.d1, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'directory_audit'");
    if (found.length > 0) return place;
  }
  throw new Problem("There are no tables yet: deploy first.");
}
