import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from "node:crypto";
import { closeSync, createReadStream, createWriteStream, openSync, readSync, rmSync, statSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { Problem } from "../lib/paths.mjs";

/**
 * Files that are sealed with a key of their own. What kind they are stands in front; behind it salt and nonce, then AES-256-GCM of
 * the compressed content, and its tag. They are read and written in pieces: a database may have gigabytes.
 */
export const kinds = { account: "muster account 1\n", database: "muster database 1\n" } as const;
export type Kind = keyof typeof kinds;

const [SALT_BYTES, NONCE_BYTES, TAG_BYTES] = [16, 12, 16];
/** 128 MB and some tenths of a second for each guess at a key that somebody has chosen. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 };

/** Makes a key that nobody can guess. */
export function makeFileKey(): string {
  return randomBytes(32).toString("base64url");
}

/** Seals a file with its key into a new one, readable for its owner alone; gives the checksum of what was written. */
export async function sealFile(key: string, kind: Kind, from: string, to: string): Promise<string> {
  const head = Buffer.from(kinds[kind]);
  const [salt, nonce] = [randomBytes(SALT_BYTES), randomBytes(NONCE_BYTES)];
  const cipher = createCipheriv("aes-256-gcm", scryptSync(key, salt, 32, COST), nonce);
  cipher.setAAD(head);
  const hash = createHash("sha256");
  await pipeline(
    createReadStream(from),
    createGzip(),
    cipher,
    async function* sealed(pieces: AsyncIterable<Buffer>) {
      yield* hashed(Buffer.concat([head, salt, nonce]));
      for await (const piece of pieces) yield* hashed(piece);
      yield* hashed(cipher.getAuthTag());
    },
    createWriteStream(to, { mode: 0o600, flags: "wx" }),
  );
  return hash.digest("hex");

  function* hashed(piece: Buffer) {
    hash.update(piece);
    yield piece;
  }
}

/** Opens a file that sealFile made; refuses another key, and a file that is not as it was: nothing is left of these. */
export async function openFile(key: string, kind: Kind, from: string, to: string): Promise<void> {
  if (!isSealed(kind, from)) throw new Problem(`This is no file of ${kind === "account" ? "an account" : "a backup"}.`);
  const head = Buffer.from(kinds[kind]);
  const body = head.length + SALT_BYTES + NONCE_BYTES;
  const end = statSync(from).size - TAG_BYTES;
  const salt = bytesOf(from, head.length, SALT_BYTES);
  const nonce = bytesOf(from, head.length + SALT_BYTES, NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", scryptSync(key, salt, 32, COST), nonce);
  decipher.setAAD(head);
  try {
    decipher.setAuthTag(bytesOf(from, Math.max(0, end), TAG_BYTES));
    const pieces = createReadStream(from, { start: body, end: Math.max(body, end) - 1 });
    await pipeline(pieces, decipher, createGunzip(), createWriteStream(to, { mode: 0o600 }));
  } catch {
    rmSync(to, { force: true });
    throw new Problem("The file is not opened by this key, or is not as it was written.");
  }
}

/** Tells whether a file is sealed, as one of this kind. */
export function isSealed(kind: Kind, file: string): boolean {
  const head = Buffer.from(kinds[kind]);
  return bytesOf(file, 0, head.length).equals(head);
}

function bytesOf(file: string, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  const opened = openSync(file, "r");
  try {
    return bytes.subarray(0, readSync(opened, bytes, 0, length, position));
  } finally {
    closeSync(opened);
  }
}
