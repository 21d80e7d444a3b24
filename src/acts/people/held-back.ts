import type { Result } from "../../domain/problems/result.ts";
import type { Doorstep } from "../scene.ts";
import { type Admitted, admitSignIn } from "./rate-limits.ts";

/**
 * Looks at what somebody gives as proof that they are the person with this e-mail, if they may try; the answer, right or
 * wrong, is held back for as long as failures for the e-mail demand (S6).
 */
export async function heldBack<Value>(
  door: Doorstep,
  key: string,
  look: (admitted: Admitted) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const began = Date.now();
  const admitted = await admitSignIn(door, key);
  if (!admitted.ok) return admitted;
  const looked = await look(admitted.value);
  const held = began + admitted.value.heldMs - Date.now();
  if (held > 0) await scheduler.wait(held);
  return looked;
}
