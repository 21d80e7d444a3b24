import type { Import } from "../import/import.ts";
import { count } from "./cell.ts";

/** Says which import holds the account's place (B2). */
export function sayRunning(running: Pick<Import, "file" | "started_at" | "started_by">): string {
  const at = running.started_at ? ` at ${running.started_at.slice(11, 16)} UTC` : "";
  return `${running.file.name} was started${at} by ${running.started_by}. Wait until it ends, or stop it.`;
}

/** Says that a file has errors. */
export function sayInvalid(errors: number, rows: number): string {
  const problems = errors === 1 ? "There is 1 problem" : `There are ${count(errors)} problems`;
  return `${problems} in ${count(rows)} ${rows === 1 ? "row" : "rows"}. Correct these cells and check again, or correct your file and upload it anew.`;
}

/** Says that some rows will fail, to whoever asked not to start then. */
export function sayWillFail(rows: number): string {
  return `${count(rows)} ${rows === 1 ? "row" : "rows"} cannot be created as the account is now. Correct them, or start with warnings=accept.`;
}
