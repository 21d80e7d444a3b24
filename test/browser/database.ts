import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Changes the local D1 behind the Worker's back: no real import stands still for as long as a test looks at it. */
export function changeDatabase({ stateDir }: { readonly stateDir: string }, statement: string): void {
  const folder = join(stateDir, "v3", "d1", "miniflare-D1DatabaseObject");
  const file = readdirSync(folder).find((name) => name.endsWith(".sqlite") && name !== "metadata.sqlite");
  const database = new DatabaseSync(join(folder, file ?? ""), { timeout: 5_000 });
  database.exec(statement);
  database.close();
}
