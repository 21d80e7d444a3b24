import {
  AUDIT_DAYS,
  DRAFT_DAYS,
  DRAFTS_PER_ACCOUNT,
  EVENT_DAYS,
  MAIL_DAYS,
  RECEIPT_DAYS,
} from "../../domain/limits.ts";
import { log } from "../../log.ts";
import { clearDirectoryLooks, clearLooks, clearOldAudit, clearOldDirectoryAudit } from "../../store/audit/audit.ts";
import { type AccountDatabase, DirectoryDatabase } from "../../store/database.ts";
import { clearEvents } from "../../store/events/retention.ts";
import { deleteDraft } from "../../store/imports/imports.ts";
import { clearExpired, listOutlived, listStaleDrafts, purgeRows } from "../../store/imports/retention.ts";
import { findPosition, savePosition } from "../../store/imports/sweep.ts";
import { removeUpload } from "../../store/imports/uploads.ts";
import { clearReceipts } from "../../store/mails/receipts.ts";
import { clearMails } from "../../store/mails/retention.ts";
import { clearExpiredAccess } from "../../store/people/expiry.ts";
import { keepTurnedAway } from "../../store/people/turned-away.ts";
import { inEachAtRest } from "./in-each.ts";

/** So many imports are cleared at one time; the next sweep goes on. */
const AT_ONCE = 50;
const DAY_MS = 86_400_000;
/** Keys of requests are kept for a day, sessions live no longer than half of one (S1). */
const EXPIRED_AT_ONCE = 500;
/** So many mails are looked at in one round; ten million have been after a week. */
const MAILS_AT_ONCE = 5_000;

/**
 * Deletes what has been kept long enough (S9): uploads and rows of ended imports, and drafts that nobody came back to, thrown away or
 * not (E15). Of a draft the record goes first, because somebody may start it just now; a crash leaves a file to the orphan sweep.
 */
export function clearOutlived(env: Env, now: number): Promise<void> {
  return inEachAtRest(env, (db) => clearOutlivedOf(env, db, now));
}

async function clearOutlivedOf(env: Env, db: AccountDatabase, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  const outlived = await listOutlived(db, at, AT_ONCE);
  for (const one of outlived) {
    await removeUpload(env.UPLOADS, one.account, one.id);
    await purgeRows(db, one, at);
  }
  const untouchedSince = new Date(now - DRAFT_DAYS * DAY_MS).toISOString();
  const drafts = await listStaleDrafts(db, { untouchedSince, newest: DRAFTS_PER_ACCOUNT, limit: AT_ONCE });
  for (const draft of drafts) {
    const { account, id } = draft;
    const audit = { account, at, who: "retention", address: null, action: "import.delete", subject: id };
    if (await deleteDraft(db, draft, audit)) await removeUpload(env.UPLOADS, account, id);
  }
  if (outlived.length + drafts.length > 0) log("outlived_cleared", { imports: outlived.length, drafts: drafts.length });
}

/** Tries that were turned away are counted for ten minutes, which must be over. */
const SLOT_MS = 600_000;

/** Deletes what has run out: keys of requests, rate windows, sessions, one-time links, events, old audit. */
export async function clearRunOut(env: Env, now: number): Promise<void> {
  const at = (time: number) => new Date(time).toISOString();
  const bounds = { now: at(now), limit: EXPIRED_AT_ONCE };
  const directory = new DirectoryDatabase(env.DIRECTORY);
  await clearExpiredAccess(directory, { ...bounds, sessionsBefore: at(now - DAY_MS) });
  await keepTurnedAway(directory, { now: at(now), before: at(now - SLOT_MS) });
  const [looks, audit] = [at(now - SLOT_MS), at(now - AUDIT_DAYS * DAY_MS)];
  await clearDirectoryLooks(directory, { before: looks, limit: EXPIRED_AT_ONCE });
  await clearOldDirectoryAudit(directory, { before: audit, limit: EXPIRED_AT_ONCE });
  await inEachAtRest(env, async (db) => {
    await clearExpired(db, { ...bounds, keysBefore: at(now - DAY_MS) });
    await clearLooks(db, { before: looks, limit: EXPIRED_AT_ONCE });
    await clearEvents(db, { now: at(now), days: EVENT_DAYS, limit: EXPIRED_AT_ONCE });
    await clearReceipts(db, { before: at(now - RECEIPT_DAYS * DAY_MS), limit: EXPIRED_AT_ONCE });
    await clearOldAudit(db, { before: audit, limit: EXPIRED_AT_ONCE });
  });
}

/** Deletes mails that have been kept long enough (O5); one bounded step for each call, the next goes on behind it. */
export function clearOldMails(env: Env, now: number): Promise<void> {
  return inEachAtRest(env, async (db) => {
    const [account = "", id = ""] = (await findPosition(db, "mails")).split(" ");
    const before = new Date(now - MAIL_DAYS * DAY_MS).toISOString();
    const next = await clearMails(db, { account, id, before, limit: MAILS_AT_ONCE });
    await savePosition(db, "mails", next ? `${next.account} ${next.id}` : "");
  });
}
