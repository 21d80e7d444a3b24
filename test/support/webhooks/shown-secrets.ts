import { Webhook } from "standardwebhooks";
import { expect } from "vitest";
import type { RotatingLab } from "../lab/rotation/rotating-lab.ts";
import type { Answer } from "../site/http.ts";
import { askedIn, SecurityKey } from "../site/passkey.ts";
import type { Receiver } from "./receiver.ts";

/** A person in a browser, which keeps of each cookie what it was given last. */
export class Person {
  readonly #lab: RotatingLab;
  readonly #jar = new Map<string, string>();

  constructor(lab: RotatingLab, cookie: string) {
    this.#lab = lab;
    this.#keep([cookie]);
  }

  get #cookie(): string {
    return [...this.#jar].map((pair) => pair.join("=")).join("; ");
  }

  #keep(cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#jar.set(name, value);
    }
  }

  visit(path: string): Promise<Answer<unknown>> {
    return this.#lab.at("GET", path, { token: null, headers: { Cookie: this.#cookie } });
  }

  async send(path: string, fields: Record<string, string>): Promise<Answer<unknown>> {
    const body = new URLSearchParams(fields);
    const answer = await this.#lab.at("POST", path, { token: null, headers: { Cookie: this.#cookie }, body });
    this.#keep(answer.headers.getSetCookie());
    return answer;
  }
}

/** Adds a passkey, and proves themselves by it; gives what it is called, its key, and what was signed. */
export async function passkeyOf(person: Person): Promise<readonly string[]> {
  const key = new SecurityKey();
  const { challenge } = askedIn(await person.visit("/settings/security/passkeys/new"));
  const passkey = key.make({ challenge });
  expect((await person.send("/settings/security/passkeys", { passkey })).status).toBe(303);
  const asked = askedIn(await person.visit("/proof"));
  const used = key.use({ challenge: asked.challenge });
  expect((await person.send("/proof", { passkey: used })).status).toBe(303);
  const said = [passkey, used].flatMap((text) => Object.values(JSON.parse(text) as Record<string, string>));
  return [...new Set([...said, challenge, asked.challenge])];
}

/** Makes a token on its page. */
export async function tokenOf(person: Person): Promise<string> {
  const { text } = await person.send("/settings/tokens", { name: "mine", scope: "read" });
  return /mst_[\w-]{43}/.exec(text)?.[0] ?? "";
}

/** Has events sent to a receiver, and changes the secret of that once; gives both. */
export async function webhookSecretsOf(person: Person): Promise<readonly string[]> {
  const fields = { url: "https://hooks.example.com/muster", events: "users.created" };
  const { text } = await person.send("/settings/webhooks", fields);
  const [path = ""] = /\/settings\/webhooks\/whk_\w+/.exec(text) ?? [];
  const again = await person.send(`${path}/rotation`, {});
  const secrets = [text, again.text].map((page) => /whsec_[\w+/]{43}=/.exec(page)?.[0] ?? "");
  expect(new Set(secrets).size).toBe(2);
  return secrets;
}

/** What was sent to the receiver is signed with both secrets. */
export function expectSigned({ received }: Receiver, secrets: readonly string[]): void {
  expect(received.length).toBeGreaterThan(0);
  for (const { headers, body } of received)
    for (const secret of secrets) expect(new Webhook(secret).verify(body, headers)).toBeTruthy();
}
