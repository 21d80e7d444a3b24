import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import type { Service } from "../../domain/user/user.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import { saveService } from "../../store/inventory/services.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "../settle-write.ts";
import { changeOf, refuseKept } from "./rights.ts";

/**
 * Installs a service on the account, or removes it, within A5; done already is done. Users who have a removed service
 * keep it; nobody new gets it, from the next row of a running import on (I3).
 */
export async function changeService(
  scene: Scene,
  change: { readonly service: Service; readonly installed: boolean },
): Promise<Result<null>> {
  return settleWrite(async () => {
    const known = await findFacts(scene.db, scene.account);
    if (!known) return nothingHere();
    const kept = refuseKept(scene, known, "services");
    if (kept) return kept;
    if (known.facts.account.services.includes(change.service) === change.installed) return done(null);
    const action = change.installed ? "services.install" : "services.remove";
    await saveService(scene.db, changeOf(scene, known, auditOf(scene, action, change.service)), change);
    return done(null);
  });
}
