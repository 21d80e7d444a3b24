import { log } from "../../log.ts";
import { findUploadAt, listSealedUploads, replaceUpload } from "../../store/imports/uploads.ts";
import { listSealedFactors, saveSealedFactors } from "../../store/people/sealed-factors.ts";
import { listHashes, saveHashes } from "../../store/people/sealed-hashes.ts";
import { resealHash } from "../../vault/hashes.ts";
import { resealUpload as reseal } from "../../vault/reseal-things.ts";
import { aboutFactor, resealText } from "../../vault/seal.ts";
import { resealEach, type SealedThing, type Sealer } from "./things.ts";

const UPLOADS_AT_ONCE = 20;
const PEOPLE_AT_ONCE = 500;

/** Files that were uploaded. */
export const uploads: SealedThing = {
  thing: "uploads",
  step: async (sealer, position) => {
    const { ring, env } = sealer;
    const { uploads: found, next } = await listSealedUploads(env.UPLOADS, position, UPLOADS_AT_ONCE);
    const others = found.filter(({ key }) => key !== ring.current.name);
    const failures: unknown[] = [];
    for (const upload of others) {
      try {
        await resealUpload(sealer, upload);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) log("reseal_unopened", { things: failures.length }, failures[0]);
    return { next, resealed: others.length - failures.length, unopened: failures.length };
  },
};

type UploadPlace = { readonly account: string; readonly importId: string };

/** An upload that goes meanwhile does not come back: it is put in the place of the one that was read. */
async function resealUpload({ ring, env }: Sealer, { account, importId }: UploadPlace): Promise<void> {
  const found = await findUploadAt(env.UPLOADS, account, importId);
  if (!found) return;
  const sealed = reseal(ring, { account, import_id: importId }, found.sealed);
  await replaceUpload(env.UPLOADS, { account, importId }, { sealed, key: ring.current.name, etag: found.etag });
}

/** Hashes of administrators' passwords: those that another key has peppered are sealed until their people sign in. */
export const people: SealedThing = {
  thing: "people",
  step: async ({ directory, ring }, position) => {
    const found = await listHashes(directory, position, PEOPLE_AT_ONCE);
    const { resealed, unopened } = resealEach(found, (person) => {
      return { ...person, password_hash: resealHash(ring, person.password_hash) };
    });
    const changes = resealed.map(({ was, becomes }) => ({ ...was, becomes: becomes.password_hash }));
    if (changes.length > 0) await saveHashes(directory, changes);
    const last = found.length < PEOPLE_AT_ONCE ? undefined : found.at(-1);
    return { next: last ? last.email_key : null, resealed: changes.length, unopened };
  },
};

/** Secrets of second factors. */
export const factors: SealedThing = {
  thing: "factors",
  step: async ({ directory, ring }, position) => {
    const found = await listSealedFactors(directory, position, PEOPLE_AT_ONCE);
    const { resealed, unopened } = resealEach(found, (factor) => {
      const { id, email_key, secret } = factor;
      return { ...factor, secret: resealText(ring, "factor", aboutFactor(email_key, id), secret) };
    });
    const changes = resealed.map(({ was, becomes }) => ({ ...was, becomes: becomes.secret }));
    if (changes.length > 0) await saveSealedFactors(directory, changes);
    const last = found.length < PEOPLE_AT_ONCE ? undefined : found.at(-1);
    return { next: last ? last.id : null, resealed: changes.length, unopened };
  },
};
