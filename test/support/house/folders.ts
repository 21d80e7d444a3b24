import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./arrows.ts";

/** Names the folders, from one downwards, that hold more files than `most`; folders in them do not count. */
export function fullFolders(folder: string, most: number): readonly string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).length;
  const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}`);
  return [...(files > most ? [folder] : []), ...below.flatMap((inner) => fullFolders(inner, most))];
}
