import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import { saveAudit } from "../../store/audit/audit.ts";
import { endPassword, findSecrets } from "../../store/users/secrets.ts";
import { ringOf } from "../../vault/ring.ts";
import { aboutUser, openPin } from "../../vault/seal.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "../settle-write.ts";

/** Hears from the provider's platform that a user has set a password of their own: the temporary one ends (M1). */
export async function dropTemporaryPassword(scene: Scene, id: string): Promise<Result<null>> {
  const { db, account } = scene;
  return settleWrite(async () => {
    const known = await findSecrets(db, account, id);
    if (!known) return nothingHere();
    const audit = { ...auditOf(scene, "users.temporary_password_end", id), detail: { email: known.email } };
    if (known.password_check !== null) await endPassword(db, known, audit);
    return done(null);
  });
}

/** Gives the platform a user's voicemail PIN, null without CONNECT; noted before it is told (S8). */
export async function readVoicemailPin(scene: Scene, id: string): Promise<Result<string | null>> {
  const { env, db, account } = scene;
  const known = await findSecrets(db, account, id);
  if (!known) return nothingHere();
  await saveAudit(db, { ...auditOf(scene, "users.voicemail_pin_read", id), detail: { email: known.email } });
  return done(known.pin === null ? null : openPin(ringOf(env), aboutUser(account, id), known.pin));
}
