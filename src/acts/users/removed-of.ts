import { numbersOf } from "../../domain/import/numbers.ts";
import { foldCase, type User } from "../../domain/user/user.ts";
import type { Removed } from "../../store/users/removal.ts";

/** Names what a user who is removed gives back (A2). */
export function removedOf(user: User): Removed {
  return { id: user.id, numbers: numbersOf(user), license_key: user.license_type && foldCase(user.license_type) };
}
