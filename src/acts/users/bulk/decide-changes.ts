import { done, type Result, refuse } from "../../../domain/problems/result.ts";
import { judgeEdit } from "../../../domain/user/bulk/edit-values.ts";
import { planChanges } from "../../../domain/user/bulk/plan-changes.ts";
import type { UserEdit } from "../../../domain/user/edit.ts";
import { listFreeExtensions } from "../../../store/inventory/free-extensions.ts";
import { changeUsers } from "../../../store/users/change.ts";
import type { Scene } from "../../scene.ts";
import { changeOf } from "../change-of.ts";
import { auditBulk } from "./audit-bulk.ts";
import type { Chosen, Decided } from "./decided.ts";

/** Decides on changing licence, location or services of users, each by the rules of a single edit (A1, I3, I4). */
export async function decideChanges(scene: Scene, wish: UserEdit, { known, users }: Chosen): Promise<Result<Decided>> {
  const { db, account } = scene;
  const { facts, revision } = known;
  const judged = judgeEdit(wish, facts);
  if (!judged.ok) return refuse("validation_failed", {}, { errors: judged.errors });
  const { edit } = judged;
  const all = users.map(({ user }) => user);
  const without = all.filter(({ services }) => !services.includes("connect")).length;
  const needed = edit.services?.includes("connect") ? without : 0;
  const free = needed > 0 ? await listFreeExtensions(db, facts.account, needed) : [];
  const { changes, refused } = planChanges(all, edit, { facts, free });
  if (changes.length === 0) return done({ refused, write: null });
  return done({
    refused,
    write: async (first) => {
      const silent = facts.account.silent_mode;
      const written = changes.map(({ user, ...change }) => changeOf(scene, user, { ...change, silent }));
      const changed = changes.map(({ user }) => user);
      const audit = auditBulk(scene, "users.bulk_change", changed, {
        ...edit.cells,
        ...(edit.services === null ? {} : { services: edit.services.join(", ") }),
      });
      await changeUsers(db, { account, revision, first }, written, audit);
      return { mails: written.flatMap(({ mails }) => mails).length };
    },
  });
}
