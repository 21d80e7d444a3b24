import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import { changedFields, type UserEdit, wishAfter } from "../../domain/user/edit.ts";
import type { User } from "../../domain/user/user.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import { changeUsers } from "../../store/users/change.ts";
import { findUser } from "../../store/users/users.ts";
import { wakeMails } from "../mails/wake-mails.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "../settle-write.ts";
import { changeOf } from "./change-of.ts";
import { settleUser } from "./settle-user.ts";

/** Changes a user by the rules of a row (A1, I3, I4): what a user keeps is not asked for again, and what they give up is free again. */
export async function editUser(scene: Scene, id: string, edit: UserEdit): Promise<Result<User>> {
  const { db, account } = scene;
  const changed = await settleWrite(() => settleAndWrite(scene, id, edit));
  if (!changed.ok) return changed;
  if (changed.value.mails > 0) await wakeMails(scene.env, account);
  const user = await findUser(db, account, id);
  return user ? done(user) : nothingHere();
}

async function settleAndWrite(scene: Scene, id: string, edit: UserEdit): Promise<Result<{ readonly mails: number }>> {
  const { db, account } = scene;
  const known = await findFacts(db, account);
  const user = known && (await findUser(db, account, id));
  if (!known || !user) return nothingHere();
  const fields = changedFields(user, edit);
  if (fields.length === 0) return done({ mails: 0 });
  const settled = await settleUser(scene, known, wishAfter(user, edit), user);
  if (!settled.ok) return settled;
  const change = changeOf(scene, user, { settled: settled.value.user, silent: known.facts.account.silent_mode });
  // Which fields, not what is in them: that is the user's own.
  const audit = { ...auditOf(scene, "users.change", id), detail: { fields: fields.join(", ") } };
  await changeUsers(db, { account, revision: known.revision }, [change], audit);
  return done({ mails: change.mails.length });
}
