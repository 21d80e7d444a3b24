import { ulid } from "ulid";
import { emailKey } from "../../domain/cells/email.ts";
import { RESET_HOURS } from "../../domain/limits.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { log } from "../../log.ts";
import { saveLinkMail } from "../../store/mails/mails.ts";
import { type FoundLink, findLink, linkStatements, readMailDue, setPasswordByLink } from "../../store/people/links.ts";
import { findPerson } from "../../store/people/people.ts";
import { openAccount } from "../../store/places/open.ts";
import { isLinkToken, linkIdOf } from "../../vault/links.ts";
import { ringOf } from "../../vault/ring.ts";
import { wakeMails } from "../mails/wake-mails.ts";
import type { Doorstep } from "../scene.ts";
import { keepAttempt } from "./evidence.ts";
import { hashInTurn, matchInTurn } from "./hashing.ts";
import { mailNotice } from "./notices.ts";
import { readNewPassword, SAME_PASSWORD } from "./passwords.ts";
import { admitLinkWish } from "./rate-limits.ts";

const RESET_SECONDS = RESET_HOURS * 3_600;
/** What is done for an address that is known must not slow just the request after it. */
const SOME_TIME_MS = 800;

/** What is left to be done once the answer is out. */
export type Afterwards = () => Promise<void>;

/**
 * Takes the wish for a link to choose a new password. Whether the address is an administrator's is looked at after the
 * answer, and at no certain moment: neither words nor time tell it (S6).
 */
export async function askForReset(door: Doorstep, email: string): Promise<Result<Afterwards>> {
  const key = emailKey(email.trim());
  const admitted = await admitLinkWish(door, key);
  if (!admitted.ok) return admitted;
  return done(async () => {
    try {
      await scheduler.wait(Math.random() * SOME_TIME_MS);
      await keepAttempt(door, key, "link.ask");
      await mailReset(door, key);
    } catch (error) {
      log("link_not_mailed", {}, error);
    }
  });
}

async function mailReset({ directory, env, now }: Doorstep, key: string): Promise<void> {
  const person = await findPerson(directory, key, now);
  // Who is only invited so far may have a password all the same, and needs it to accept.
  const account = (person?.accounts[0] ?? person?.invitations[0])?.id;
  if (!person || account === undefined) return;
  const id = linkIdOf(ringOf(env), `lnk_${ulid()}`);
  const kind = "admin_reset";
  const link = { id, kind, key, account: null, now, validSeconds: RESET_SECONDS } as const;
  const due = readMailDue(await directory.batch(linkStatements(directory, link)));
  if (due === null) return;
  // After a crash here nobody is mailed the link, and it runs out; who waits for it asks again.
  await saveLinkMail(await openAccount(env, account), { account, kind, to: person.email, link: id, due, now });
  await wakeMails(env, account);
}

/** Tells whom a one-time link belongs to, and what it is for. */
export async function openLink(door: Doorstep, token: string): Promise<Result<FoundLink>> {
  const id = token.split(".")[0] ?? "";
  const found = isLinkToken(ringOf(door.env), token) ? await findLink(door.directory, id, door.now) : null;
  return found ? done(found) : refuse("not_found", { what: "link" });
}

/**
 * Sets a password by a one-time link and ends all sessions of the person; they sign in anew. An invitation sets the first
 * password of somebody, never another one: who has one signs in with it and accepts (S1).
 */
export async function setPassword(door: Doorstep, token: string, password: string): Promise<Result<null>> {
  const link = await openLink(door, token);
  if (!link.ok) return link;
  const { email, email_key: key } = link.value;
  if (isForKnown(link.value)) return refuse("not_found", { what: "link" });
  const { now, address, env, directory } = door;
  const person = await findPerson(directory, key, now);
  const accounts = person?.accounts.map(({ name }) => name) ?? [];
  const read = readNewPassword(password, { email, accounts });
  if (!read.ok) return read;
  const was = person?.password_hash ?? null;
  const same = was === null ? done(false) : await matchInTurn(ringOf(env), read.value, was);
  if (!same.ok) return same;
  if (same.value) return SAME_PASSWORD;
  const hash = await hashInTurn(ringOf(env), read.value);
  if (!hash.ok) return hash;
  const set = await setPasswordByLink(directory, { id: token.split(".")[0] ?? "", key, now, address }, hash.value);
  if (!set) return refuse("not_found", { what: "link" });
  const account = person?.accounts[0]?.id;
  if (was !== null && account !== undefined) await mailNotice(door, { account, to: email, what: "password", name: "" });
  return done(null);
}

/** Tells whether a link invites somebody who has a password: they sign in with it, and say yes then. */
export function isForKnown({ kind, known }: FoundLink): boolean {
  return kind === "invitation" && known;
}
