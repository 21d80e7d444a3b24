import { readFile, writeFile } from "node:fs/promises";
import { Leave } from "./exits.mjs";

/** Reads a file that was named; what is no file is said so. @param {string | undefined} name */
export async function load(name) {
  if (!name) throw new Leave("usage", "Which file?");
  return readFile(name).catch((error) => {
    throw new Leave("usage", `${name} cannot be read: ${error.message}`);
  });
}

/** Writes to the file that was named, or to the standard output. @param {string | boolean | undefined} name @param {Uint8Array} bytes */
export async function save(name, bytes) {
  if (typeof name !== "string" || name === "-") {
    process.stdout.write(bytes);
    return;
  }
  await writeFile(name, bytes).catch((error) => {
    throw new Leave("usage", `${name} cannot be written: ${error.message}`);
  });
}
