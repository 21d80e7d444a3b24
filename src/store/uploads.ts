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
  await bucket.put(uploadKey(account, importId), sealed);
}

/** Opens the sealed bytes of an upload; null when they are gone (S9). */
export async function openUpload(bucket: R2Bucket, account: string, importId: string): Promise<Uint8Array | null> {
  const object = await bucket.get(uploadKey(account, importId));
  return object && new Uint8Array(await object.arrayBuffer());
}

/** Removes the upload of one import. */
export async function removeUpload(bucket: R2Bucket, account: string, importId: string): Promise<void> {
  await bucket.delete(uploadKey(account, importId));
}

/** Removes all uploads of an account. */
export async function removeUploads(bucket: R2Bucket, account: string): Promise<void> {
  for (;;) {
    const { objects, truncated } = await bucket.list({ prefix: `${account}/` });
    if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key));
    if (!truncated) return;
  }
}
