import { ulid } from "ulid";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { findMail, type Mail } from "../../store/mails/mails.ts";
import { findSecrets, replacePin, type UserSecrets } from "../../store/users/secrets.ts";
import { sha256 } from "../../vault/hashes.ts";
import { makePin } from "../../vault/pins.ts";
import { ringOf } from "../../vault/ring.ts";
import { aboutUser, sealPin } from "../../vault/seal.ts";
import { wakeMails } from "../mails/wake-mails.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "../settle-write.ts";
import { findAnswer } from "./sent-twice.ts";

/**
 * Makes a user a new voicemail PIN and has it mailed to them, also in silent mode (M7, M8). `seen` is the PIN as the form
 * knew it (pinMark), null where there was no form. Gives the mail that carries it.
 */
export async function resetPin(scene: Scene, id: string, seen: string | null): Promise<Result<Mail>> {
  const reset = await settleWrite(() => makeNewPin(scene, id, seen));
  if (!reset.ok) return reset;
  await wakeMails(scene.env, scene.account);
  const mail = await findMail(scene.db, scene.account, reset.value);
  return mail ? done(mail) : nothingHere();
}

/** Names a user's PIN without telling anything of it: sealed, the same PIN never looks the same twice. */
export function pinMark({ pin }: UserSecrets): string {
  return pin === null ? "" : sha256(pin).slice(0, 16);
}

/** Who has no voice mailbox is told so. */
export function refuseMailbox() {
  return refuse("service_not_installed", { lacking: "mailbox", service: "connect" });
}

async function makeNewPin(scene: Scene, id: string, seen: string | null): Promise<Result<string>> {
  const { env, db, account } = scene;
  const known = await findSecrets(db, account, id);
  if (!known) return nothingHere();
  if (known.pin === null) return refuseMailbox();
  if (seen !== null && seen !== pinMark(known)) {
    const answer = await findAnswer(scene, id, { kind: "voicemail_pin", to: known.email });
    if (answer) return done(answer.id);
  }
  const pin = sealPin(ringOf(env), aboutUser(account, id), makePin(known.extension));
  const mail = { id: `mail_${id}_voicemail_pin_${ulid()}`, kind: "voicemail_pin", to: known.email } as const;
  const audit = { ...auditOf(scene, "users.voicemail_pin_reset", id), detail: { email: known.email } };
  await replacePin(db, known, { pin, mail, audit });
  return done(mail.id);
}
