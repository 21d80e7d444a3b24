import { type PasswordOwner, passwordProblem } from "../../domain/people/new-password.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { isCommonPassword } from "../../vault/common-passwords.ts";

/** Takes a new password of an administrator, or says why it is none (S1). */
export function readNewPassword(password: string, owner: PasswordOwner): Result<string> {
  const problem = passwordProblem(password, owner);
  if (problem) return refuse(problem.code, problem.params);
  return isCommonPassword(password) ? refuse("invalid_option", { about: "password_common" }) : done(password);
}

/** Refuses the password that the person has now as their new one (S1). */
export const SAME_PASSWORD = refuse("invalid_option", { about: "password_before" }, { field: "password" });
