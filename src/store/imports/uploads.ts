import { CALL_TIMEOUT_MS } from "../../domain/limits.ts";
import { within } from "../../platform/within.ts";

/** Uploads in R2, sealed before they come here. */

/** Where the upload of an import lies. */
function uploadKey(account: string, importId: string): string {
  return `${account}/${importId}/upload`;
}

/** Puts the sealed bytes of an upload. */
export async function putUpload(
  bucket: R2Bucket,
  account: string,
  importId: string,
  { sealed, key }: SealedUpload,
): Promise<void> {
  await within(CALL_TIMEOUT_MS, "R2", bucket.put(uploadKey(account, importId), sealed, named(key)));
}

/** The bytes of an upload, and the name of the key that they are sealed with; null where they name none. */
export type SealedUpload = { readonly sealed: Uint8Array; readonly key: string | null };

function named(key: string | null): R2PutOptions {
  return key === null ? {} : { customMetadata: { key } };
}

/** Finds the sealed bytes of an upload, with what tells whether they are still the same; null when they are gone. */
export async function findUploadAt(
  bucket: R2Bucket,
  account: string,
  importId: string,
): Promise<{ readonly sealed: Uint8Array; readonly etag: string } | null> {
  const object = await within(CALL_TIMEOUT_MS, "R2", bucket.get(uploadKey(account, importId)));
  if (!object) return null;
  const sealed = new Uint8Array(await within(CALL_TIMEOUT_MS, "R2", object.arrayBuffer()));
  return { sealed, etag: object.etag };
}

/** Puts an upload that was sealed anew in the place of the one that was read, if that is still there. */
export async function replaceUpload(
  bucket: R2Bucket,
  { account, importId }: { readonly account: string; readonly importId: string },
  { sealed, key, etag }: SealedUpload & { readonly etag: string },
): Promise<void> {
  const options = { ...named(key), onlyIf: { etagMatches: etag } };
  await within(CALL_TIMEOUT_MS, "R2", bucket.put(uploadKey(account, importId), sealed, options));
}

/** Opens the sealed bytes of an upload; null when they are gone (S9). */
export async function openUpload(bucket: R2Bucket, account: string, importId: string): Promise<Uint8Array | null> {
  const object = await within(CALL_TIMEOUT_MS, "R2", bucket.get(uploadKey(account, importId)));
  return object && new Uint8Array(await within(CALL_TIMEOUT_MS, "R2", object.arrayBuffer()));
}

/** Removes the upload of one import. */
export async function removeUpload(bucket: R2Bucket, account: string, importId: string): Promise<void> {
  await within(CALL_TIMEOUT_MS, "R2", bucket.delete(uploadKey(account, importId)));
}

/** Removes all uploads of an account. */
export async function removeUploads(bucket: R2Bucket, account: string): Promise<void> {
  for (;;) {
    const listed = await within(CALL_TIMEOUT_MS, "R2", bucket.list({ prefix: `${account}/` }));
    const keys = listed.objects.map(({ key }) => key);
    if (keys.length > 0) await within(CALL_TIMEOUT_MS, "R2", bucket.delete(keys));
    if (!listed.truncated) return;
  }
}

/** An upload as it lies in the bucket. */
export type StoredUpload = { readonly account: string; readonly importId: string; readonly uploadedAt: number };

/** Lists uploads in the order of their keys, from after the position; `next` is null at the end. */
export async function listUploads(
  bucket: R2Bucket,
  position: string,
  limit: number,
): Promise<{ readonly uploads: readonly StoredUpload[]; readonly next: string | null }> {
  const listed = await within(CALL_TIMEOUT_MS, "R2", bucket.list({ startAfter: position, limit }));
  const uploads = listed.objects.map(({ key, uploaded }) => ({ ...placeOf(key), uploadedAt: uploaded.getTime() }));
  return { uploads, next: nextOf(listed) };
}

/** Likewise, with the names of the keys that they are sealed with, null where they name none: R2 lists fewer of these at once. */
export async function listSealedUploads(bucket: R2Bucket, position: string, limit: number) {
  const listing: R2ListOptions = { startAfter: position, limit, include: ["customMetadata"] };
  const listed = await within(CALL_TIMEOUT_MS, "R2", bucket.list(listing));
  const uploads = listed.objects.map(({ key, customMetadata }) => ({
    ...placeOf(key),
    key: customMetadata?.key ?? null,
  }));
  return { uploads, next: nextOf(listed) };
}

function placeOf(key: string): { readonly account: string; readonly importId: string } {
  const [account = "", importId = ""] = key.split("/");
  return { account, importId };
}

function nextOf(listed: R2Objects): string | null {
  return listed.truncated ? (listed.objects.at(-1)?.key ?? null) : null;
}
