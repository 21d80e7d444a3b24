import { env } from "cloudflare:workers";
import type { Role } from "../../../src/domain/access/roles.ts";
import { emailKey } from "../../../src/domain/cells/email.ts";
import { DirectoryDatabase } from "../../../src/store/database.ts";
import { acceptStatements } from "../../../src/store/people/accept.ts";
import { sessionStatement } from "../../../src/store/people/open-session.ts";
import { saveAdministratorStatements } from "../../../src/store/people/people.ts";
import { hashPassword, makeSecret, sha256 } from "../../../src/vault/hashes.ts";
import { ringOf } from "../../../src/vault/ring.ts";
import { type Answer, type Asking, call, ORIGIN } from "./http.ts";
import type { Account } from "./site.ts";

let made = 0;

/** An administrator of an account who looks at its pages without a script: forms and links, and cookies. */
export class Visitor {
  /** The secret of their session, as the browser sends it. */
  #cookie: string;
  /** Where their account lies, as a page has said last (O7). */
  hint: string;

  constructor(cookie: string, hint = "") {
    this.#cookie = cookie;
    this.hint = hint;
  }

  /** The secret of their session. */
  get secret(): string {
    return this.#cookie.replace(/^[^=]+=/, "");
  }

  /** Opens a page. */
  visit(path: string): Promise<Answer<unknown>> {
    return this.#call("GET", path, {});
  }

  /** Asks as a part of a page does that asks for itself again, with the tag of what it shows. */
  poll(path: string, tag = ""): Promise<Answer<unknown>> {
    return this.#call("GET", path, { headers: { "HX-Request": "true", "HX-PTag": tag } });
  }

  async #call(method: string, path: string, { headers, ...asking }: Asking): Promise<Answer<unknown>> {
    const cookies = this.hint === "" ? this.#cookie : `${this.#cookie}; ${this.hint}`;
    const answer = await call(method, path, { token: null, ...asking, headers: { Cookie: cookies, ...headers } });
    const hint = answer.headers.getSetCookie().find((cookie) => cookie.startsWith("muster-place="));
    if (hint) this.hint = hint.split(";")[0] ?? "";
    return answer;
  }

  /** Sends a form from our own page, unless other headers say where it comes from; a session that is made anew is kept. */
  async send(
    path: string,
    fields: Readonly<Record<string, string>> | URLSearchParams = {},
    headers = ours,
  ): Promise<Answer<unknown>> {
    const body = new URLSearchParams(fields);
    const answer = await this.#call("POST", path, { body, headers });
    const session = answer.headers.getSetCookie().find((cookie) => cookie.startsWith("muster="));
    if (path === "/proof") this.#cookie = session?.split(";")[0] ?? this.#cookie;
    return answer;
  }

  /** Sends a form that may carry files. */
  post(path: string, form: FormData, headers: Readonly<Record<string, string>> = {}): Promise<Answer<unknown>> {
    return this.#call("POST", path, { body: form, headers: { ...ours, ...headers } });
  }
}

const ours: Readonly<Record<string, string>> = { Origin: ORIGIN };

type Person = { readonly email: string; readonly password: string; readonly role?: Role };

/** What makes an administrator who can sign in with a password, as the operator's API would. */
async function enrolStatements(account: Account, { email, password, role = "owner" }: Person) {
  const passwordHash = await hashPassword(ringOf(env), password);
  const person = {
    account: account.id,
    email,
    mailbox: email,
    key: emailKey(email),
    role,
    passwordHash,
    now: new Date().toISOString(),
  };
  const db = new DirectoryDatabase(env.DIRECTORY);
  const accepted = { account: account.id, at: person.now, who: person.key, address: null, action: "x", subject: null };
  return [...saveAdministratorStatements(db, person), ...acceptStatements(db, person, accepted)];
}

/** Makes an administrator who can sign in with a password, past the API. */
export async function enrol(account: Account, person: Person): Promise<void> {
  await new DirectoryDatabase(env.DIRECTORY).batch(await enrolStatements(account, person));
}

/** Makes an administrator who is signed in; an owner, unless told otherwise. */
export async function signedIn(account: Account, role: Role = "owner"): Promise<Visitor> {
  made += 1;
  const [email, secret] = [`visitor-${made}@${account.id}.example`, makeSecret()];
  const [db, now] = [new DirectoryDatabase(env.DIRECTORY), new Date().toISOString()];
  await db.batch([
    ...(await enrolStatements(account, { email, role, password: "correct horse battery" })),
    sessionStatement(db, { idHash: sha256(secret), emailKey: email, account: account.id, now, by: "password" }),
  ]);
  return new Visitor(`muster=${secret}`);
}

/** Makes an administrator and signs in by the page. */
export async function signedInByPassword(account: Account): Promise<Visitor> {
  made += 1;
  const [email, password] = [`visitor-${made}@${account.id}.example`, "correct horse battery"];
  await account.ask("POST", "/administrators", { json: { email, password } });
  const body = new URLSearchParams({ email, password });
  const { headers } = await call("POST", "/sign-in", { token: null, body, headers: { Origin: ORIGIN } });
  return new Visitor(headers.get("Set-Cookie")?.split(";")[0] ?? "");
}

/** What a page says, without its markup. */
export function textOf({ text }: { readonly text: string }): string {
  const main = text.slice(text.indexOf("<main"));
  const plain = main
    .replace(/<[^>]*>/g, " ")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
  return plain.replace(/\s+/g, " ").trim();
}

/** The heading of a page. */
export function headingOf({ text }: { readonly text: string }): string {
  return textOf({ text: `<main>${/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(text)?.[1] ?? ""}` });
}
