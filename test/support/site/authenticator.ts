import { env } from "cloudflare:workers";
import { totpAt } from "../../../src/vault/totp.ts";
import { type Answer, call, ORIGIN } from "./http.ts";
import type { Account } from "./site.ts";
import { enrol, Visitor } from "./visitor.ts";

const STEP_MS = 30_000;

/** An authenticator app that was told a secret. */
export class Authenticator {
  readonly secret: string;

  constructor(secret: string) {
    this.secret = secret;
  }

  /** The code that it shows now, or so many half minutes from now. */
  code(steps = 0): string {
    return totpAt(this.secret, Math.floor(Date.now() / STEP_MS) + steps);
  }
}

/** A code that is wrong at any time near now. */
export function wrongCode({ secret }: Authenticator): string {
  const near = [-3, -2, -1, 0, 1, 2, 3].map((steps) => new Authenticator(secret).code(steps));
  return ["000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777"].find(
    (code) => !near.includes(code),
  ) as string;
}

/** Makes as if no code of a person's apps had been taken yet. */
export async function forgetSteps(email: string): Promise<void> {
  await env.DIRECTORY.prepare("UPDATE factors SET last_step = 0 WHERE email_key = ?1").bind(email).run();
}

export const password = "correct horse battery";

/** Gives the password, from an address; what comes is a session, or a sign-in that owes a code. */
export function givePassword(email: string, from = "192.0.2.1", given = password): Promise<Answer<unknown>> {
  const body = new URLSearchParams({ email, password: given });
  return call("POST", "/sign-in", { token: null, body, headers: { Origin: ORIGIN, "CF-Connecting-IP": from } });
}

/** The cookies that an answer sets, as the next request has them. */
export function cookiesOf({ headers }: { readonly headers: Headers }): string {
  const set = headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
  return set.filter((cookie) => !cookie.endsWith("=")).join("; ");
}

let made = 0;

/** Somebody who has signed in by their password. */
export async function newcomer(account: Account, role: "owner" | "viewer" = "owner") {
  made += 1;
  const email = `factor-${made}@${account.id}.example`;
  await enrol(account, { email, password, role });
  return { email, visitor: new Visitor(cookiesOf(await givePassword(email))) };
}

/** Reads the secret and the form of a page that offers an app. */
export function offerIn({ text }: Answer<unknown>): { readonly app: Authenticator; readonly sealed: string } {
  const secret = /<code[^>]*id="secret"[^>]*>([A-Z2-7 ]+)</.exec(text)?.[1] ?? "";
  const sealed = /name="sealed" value="([^"]*)"/.exec(text)?.[1] ?? "";
  return { app: new Authenticator(secret.replaceAll(" ", "")), sealed };
}

/** Reads the recovery codes of a page that shows them. */
export function codesIn({ text }: Answer<unknown>): readonly string[] {
  return (/<textarea[^>]*id="codes"[^>]*>([^<]*)</.exec(text)?.[1] ?? "").split("\n").filter((line) => line !== "");
}

/** Adds an app to the sign-in of whoever looks at the pages, as the pages let them. */
export async function addApp(
  visitor: Visitor,
): Promise<{ readonly app: Authenticator; readonly codes: readonly string[] }> {
  const { app, sealed } = offerIn(await visitor.visit("/settings/security/factors/new"));
  const added = await visitor.send("/settings/security/factors", { sealed, code: app.code() });
  return { app, codes: codesIn(added) };
}
