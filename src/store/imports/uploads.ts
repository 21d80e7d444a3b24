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
  sealed: Uint8Array,
): Promise<void> {
  await within(CALL_TIMEOUT_MS, "R2", bucket.put(uploadKey(account, importId), sealed));
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
  const uploads = listed.objects.map(({ key, uploaded }) => {
    const [account = "", importId = ""] = key.split("/");
    return { account, importId, uploadedAt: uploaded.getTime() };
  });
  return { uploads, next: listed.truncated ? (listed.objects.at(-1)?.key ?? null) : null };
}
