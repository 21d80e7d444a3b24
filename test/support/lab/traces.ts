import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Buffer } from "node:buffer";
import { readMeters } from "../../../src/platform/meters.ts";
import { sha256 } from "../../../src/vault/hashes.ts";
import { storedObjects, storedValues } from "../site/background.ts";
import { hearLog } from "../site/log-lines.ts";
import type { RotatingLab } from "./rotation/rotating-lab.ts";

/** Everything that a deployment leaves behind, as texts, by the place where it lies. */
export async function tracesOf(lab: RotatingLab, logged: readonly string[]): Promise<ReadonlyMap<string, string>> {
  // Counts are told every ten seconds, and whenever somebody reads them: a quick run ends before the first time.
  await readMeters(env);
  const { objects } = await env.UPLOADS.list({ include: ["customMetadata"] });
  return new Map([
    ["D1", (await storedValues()).join("\n")],
    ["R2", [...(await storedObjects()), JSON.stringify(objects)].join("\n")],
    ["the object of the account", await storedBy(env.COORDINATORS.getByName(lab.id))],
    ["the object of the counts", await storedBy(env.METERS.getByName("meters"))],
    ["the queues", JSON.stringify(lab.platform.sent)],
    ["the log", logged.join("\n")],
  ]);
}

function storedBy(object: DurableObjectStub): Promise<string> {
  return runInDurableObject(object, async (_, state) =>
    JSON.stringify([[...(await state.storage.list())], [...state.storage.kv.list()]]),
  );
}

/** The places in which a secret stands, as it is, or in a form that somebody can turn back or guess. */
export function placesOf(secret: string, traces: ReadonlyMap<string, string>): readonly string[] {
  const bytes = Buffer.from(secret);
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString("base64").replace(/=+$/, ""),
    bytes.toString("base64url"),
    bytes.toString("hex"),
    // Of a token of 256 bits its hash is kept; of what can be guessed it would be as good as the thing.
    ...(secret.length < 40 ? [sha256(secret)] : []),
  ];
  return [...traces].filter(([, text]) => forms.some((form) => standsIn(form, text))).map(([place]) => place);
}

/** Six digits stand anywhere by chance: they are looked for as a word. */
function standsIn(form: string, text: string): boolean {
  return /^\d{1,8}$/.test(form) ? new RegExp(`(?<![\\w+/=-])${form}(?![\\w+/=-])`).test(text) : text.includes(form);
}

/** What the Worker logs while something is done. */
export async function loggedBy(act: () => Promise<unknown>): Promise<readonly string[]> {
  const heard = hearLog({ isQuiet: true });
  await act().finally(heard.stop);
  return heard.lines;
}
