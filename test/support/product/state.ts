import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";

/** Copies what a server that has stopped has stored, without its logs. */
export function copyState(from: string, to: string): void {
  for (const name of ["v3", "migrations.json"]) {
    if (existsSync(join(from, name))) cpSync(join(from, name), join(to, name), { recursive: true });
  }
}
