import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { findMail, type Mail, retryMail } from "../../store/mails/mails.ts";
import { findUser } from "../../store/users/users.ts";
import { auditOf, type Scene } from "../scene.ts";
import { wakeMails } from "./wake-mails.ts";

/** Puts a mail that failed or bounced back into the queue (M4, "Send again"). */
export async function sendAgain(scene: Scene, id: string): Promise<Result<Mail>> {
  const retried = await retryMail(scene.db, id, auditOf(scene, "mails.retry", id));
  const mail = await findMail(scene.db, scene.account, id);
  if (!mail) return nothingHere();
  if (!retried) return refuseRetry(scene, mail);
  await wakeMails(scene.env, scene.account);
  return done(mail);
}

async function refuseRetry({ db, account }: Scene, { state, user }: Mail): Promise<Result<never>> {
  if (state !== "failed" && state !== "bounced") return refuse("mail_not_failed", {});
  if (user !== null && !(await findUser(db, account, user))) return refuse("user_deleted", {});
  return refuse("password_superseded", {});
}
