import { foldCase } from "../user/user.ts";

/** Tells whether two names of types or locations are the same: letter case does not matter (spec 1). */
export function isSameName(one: string, other: string): boolean {
  return foldCase(one) === foldCase(other);
}
