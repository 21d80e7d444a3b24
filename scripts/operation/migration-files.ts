import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { migrations } from "../lib/paths.mjs";

/** The files of one type of database, in the order in which they are applied. */
export function migrationsOf(folder: string): readonly string[] {
  return readdirSync(join(migrations, folder)).toSorted();
}

/** The text of a migration. */
export function readMigration(folder: string, name: string): string {
  return readFileSync(join(migrations, folder, name), "utf8");
}
