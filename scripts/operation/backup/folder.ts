import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import * as v from "valibot";
import { Problem } from "../../lib/paths.mjs";
import { isSealed, openFile } from "../sealed.ts";

const counts = v.record(v.string(), v.number());

const kept = v.object({
  binding: v.string(),
  file: v.string(),
  sha256: v.string(),
  /** Names a moment just after that of the copy for time travel; null of a local database. */
  bookmark: v.nullable(v.string()),
  migrations: v.array(v.object({ table: v.string(), folder: v.string(), names: v.array(v.string()) })),
  counts,
  /** The last numbers that were given, of tables that never give one twice. */
  sequences: counts,
});

/** A database as it lies in a backup. */
export type Kept = v.InferOutput<typeof kept>;

/** 1 had its databases readable, as compressed files of SQLite. */
const manifest = v.object({
  format: v.picklist([1, 2]),
  environment: v.string(),
  at: v.string(),
  databases: v.array(kept),
});

/** What a backup says of itself. */
export type Manifest = v.InferOutput<typeof manifest>;

const nameOf = (folder: string) => join(folder, "manifest.json");

/** Writes what a backup holds, last of all: a folder without it is none. */
export function writeManifest(folder: string, written: Manifest): void {
  writeFileSync(nameOf(folder), `${JSON.stringify(written, null, 2)}\n`, { mode: 0o600 });
}

/** Reads what a backup holds. */
export function readManifest(folder: string): Manifest {
  if (!existsSync(nameOf(folder)))
    throw new Problem(`${folder} is no backup, or one that was not finished: it has no manifest.json.`);
  const read = v.safeParse(manifest, JSON.parse(readFileSync(nameOf(folder), "utf8")));
  if (!read.success) throw new Problem(`${folder} is no backup that this version can read.`);
  return read.output;
}

/** The key with which backups are sealed; null where none is given. */
export function givenBackupKey(): string | null {
  return process.env.MUSTER_BACKUP_KEY || null;
}

/** Unpacks a database of a backup, after its checksum was found right. */
export async function unpack(folder: string, { file, sha256 }: Kept, to: string): Promise<void> {
  const from = join(folder, file);
  if (!existsSync(from)) throw new Problem(`The backup is not whole: ${file} is missing.`);
  if ((await checksum(from)) !== sha256)
    throw new Problem(`${file} is not what was written: its checksum is another. Take an older backup.`);
  if (!isSealed("database", from)) {
    await pipeline(createReadStream(from), createGunzip(), createWriteStream(to, { mode: 0o600 }));
    return;
  }
  const key = givenBackupKey();
  if (key === null) throw new Problem("Set MUSTER_BACKUP_KEY to the key with which the backup was made.");
  await openFile(key, "database", from, to);
}

/** The size of a file in megabytes, for people. */
export function megabytes(file: string): string {
  return `${(statSync(file).size / 1_000_000).toFixed(1)} MB`;
}

async function checksum(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
