import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import { removeUsers } from "../../store/users/removal.ts";
import { findUser } from "../../store/users/users.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "../settle-write.ts";
import { removedOf } from "./removed-of.ts";

/** Deletes a user: parks the numbers, frees extension and licence, cancels the mails that wait (A2). */
export async function dropUser(scene: Scene, id: string): Promise<Result<null>> {
  const { db, account } = scene;
  return settleWrite(async () => {
    const known = await findFacts(db, account);
    const user = known && (await findUser(db, account, id));
    if (!known || !user) return nothingHere();
    const audit = { ...auditOf(scene, "users.remove", id), detail: { email: user.email } };
    await removeUsers(db, { account, revision: known.revision }, [removedOf(user)], audit);
    return done(null);
  });
}
