import { refuse } from "../domain/problems/result.ts";
import type { Scene } from "./scene.ts";

/**
 * Why whoever asks may not have passwords sent to anybody but their users; null where they may. What a token may not read, it
 * may not have sent (S2); a person must have proved themselves again (S1).
 */
export function refuseThirdAddress({ asker }: Scene) {
  if (asker.kind === "token") return refuse("not_for_tokens", { reason: "third_address" });
  return asker.kind === "administrator" && !asker.isProved() ? refuse("proof_needed", {}) : null;
}
