import { done, type Result } from "../../../domain/problems/result.ts";
import type { BulkOutcome } from "../../../domain/user/bulk/bulk.ts";
import type { HeldKey } from "../../../store/imports/idempotency.ts";
import { bindAnswer, bindAnswerStatement } from "../../../store/users/bulk/answers.ts";
import { wakeMails } from "../../mails/wake-mails.ts";
import type { Scene } from "../../scene.ts";
import { settleWrite } from "../../settle-write.ts";
import { refuseThirdAddress } from "../../third-address.ts";
import { decideBulk } from "./decide.ts";
import type { BulkWish } from "./decided.ts";

/** How an act is done: only said, or done; and the claim of the key that its answer is kept with. */
export type BulkWay = { readonly dryRun: boolean; readonly claim: HeldKey | null };

/**
 * Does to many users what can be done, in one transaction with its entry, and says who is refused and why (E11). A dry run
 * says the same and does nothing.
 */
export async function bulkUsers(
  scene: Scene,
  wish: BulkWish,
  { dryRun, claim }: BulkWay,
): Promise<Result<BulkOutcome>> {
  const { act } = wish;
  const isThird = act.action === "send_passwords" && act.recipient !== null;
  const refused = isThird ? refuseThirdAddress(scene) : null;
  if (refused) return refused;
  const settled = await settleWrite(async () => {
    const decided = await decideBulk(scene, wish);
    if (!decided.ok) return decided;
    const { outcome, write } = decided.value;
    if (dryRun || write === null) {
      if (claim) await bindAnswer(scene.db, claim, outcome);
      return done({ outcome, mails: 0 });
    }
    const { mails } = await write(claim && bindAnswerStatement(scene.db, claim, outcome));
    return done({ outcome, mails });
  });
  if (!settled.ok) return settled;
  if (settled.value.mails > 0) await wakeMails(scene.env, scene.account);
  return done(settled.value.outcome);
}
