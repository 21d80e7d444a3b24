import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "../../../scripts/lib/migrate.mjs";
import { copyState } from "./state.ts";

/** The one of this process. Each project of vitest loads this module by itself: what they share stands on the global object. */
const shared = globalThis as typeof globalThis & { musterEmptyState?: Promise<string> };

/** Puts a state that has its tables only into a folder; they are made once for all who ask. */
export async function emptyState(into: string): Promise<void> {
  shared.musterEmptyState ??= make();
  copyState(await shared.musterEmptyState, into);
}

async function make(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "muster-empty-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  await migrate(folder);
  return folder;
}
