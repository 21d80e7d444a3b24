import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { type MailLane, mailLanes } from "../../../src/domain/mail/lane.ts";
import type { User } from "../../../src/domain/user/user.ts";
import worker from "../../../src/index.ts";
import type { Mail } from "../../../src/store/mails/mails.ts";
import type { OutboxMail } from "../../../src/store/mails/outbox.ts";
import { deliver } from "./background.ts";
import { OPERATOR, ORIGIN, type Refusal } from "./http.ts";
import { type Account, type AccountGiven, makeAccount, outbox } from "./site.ts";

/** Nobody hears that mails wait: what is mailed goes out when the test says so. */
const deaf = {
  ...env,
  COORDINATORS: {
    getByName: () => ({ mailsRecorded: () => Promise.reject(new Error("nobody hears this")) }),
  } as unknown as Env["COORDINATORS"],
};

/** The bindings as they are, but that something happens right before the first batch that D1 is asked. */
function beforeBatch(happens: () => Promise<unknown>): Env["DB"] {
  let isFirst = true;
  return new Proxy(env.DB, {
    get(database, name) {
      const member = Reflect.get(database, name);
      if (typeof member !== "function") return member;
      if (name !== "batch") return member.bind(database);
      return async (statements: D1PreparedStatement[]) => {
        if (isFirst) {
          isFirst = false;
          await happens();
        }
        return database.batch(statements);
      };
    },
  });
}

type Quietly = {
  readonly json?: unknown;
  readonly token?: string;
  readonly vars?: Partial<Env>;
  /** Happens after everything was read and before anything is written. */
  readonly meanwhile?: () => Promise<unknown>;
};

export type Told<Body> = { readonly status: number; readonly headers: Headers; readonly body: Body };

/** A user whose mails wait until the test sends them. */
export class QuietUser {
  readonly account: Account;
  readonly id: string;
  readonly email: string;

  private constructor(account: Account, { id, email }: User) {
    this.account = account;
    this.id = id;
    this.email = email;
  }

  static async make(wish: Readonly<Record<string, unknown>> = {}, given: AccountGiven = {}): Promise<QuietUser> {
    const account = await makeAccount({ numbers: [], ...given });
    const email = `ada@${account.id}.example`;
    const json = { display_name: "Ada", email, license_type: "Pro", passwords: "users", ...wish };
    const { status, body } = await quietly<User>(account, "POST", "/users", { json });
    if (status !== 201) throw new Error(`nobody was created: ${status} ${JSON.stringify(body)}`);
    return new QuietUser(account, body);
  }

  /** Asks for something of the user. */
  ask<Body = Mail & Refusal>(method: string, path: string, asking: Quietly = {}): Promise<Told<Body>> {
    return quietly<Body>(this.account, method, `/users/${this.id}${path}`, asking);
  }

  resetPassword(recipient?: string, asking: Quietly = {}): Promise<Told<Mail & Refusal>> {
    const json = recipient === undefined ? { send_to: "user" } : { send_to: "recipient", recipient };
    return this.ask("POST", "/password-reset", { json, ...asking });
  }

  resetPin(asking: Quietly = {}): Promise<Told<Mail & Refusal>> {
    return this.ask("POST", "/voicemail-pin-reset", asking);
  }

  /** Has everything sent that is due; while it is claimed, something may happen. */
  async send(bindings: Env = env, lanes: readonly MailLane[] = mailLanes): Promise<void> {
    for (const lane of lanes) {
      const queue = lane === "first" ? "muster-mails-first" : "muster-mails";
      await deliver(queue, [{ account: this.account.id, lane }], bindings);
    }
  }

  /** Has everything sent that waits, as if its time had come. */
  async sendAll(): Promise<void> {
    const past = new Date(Date.now() - 1).toISOString();
    await env.DB.prepare("UPDATE mails SET due_at = ?2 WHERE account = ?1 AND state = 'pending'")
      .bind(this.account.id, past)
      .run();
    await this.send();
  }

  /** What arrived at an address, the user's own unless another is given, oldest first. */
  async arrived(kind: string, to = this.email): Promise<readonly OutboxMail[]> {
    return (await outbox(to)).filter((mail) => mail.kind === kind).toReversed();
  }

  /** The mails about the user, as `kind state`, in the order of their ids. */
  async mails(): Promise<readonly string[]> {
    const mails = await this.account.list<Mail>("/mails");
    return mails.filter(({ user }) => user === this.id).map(({ kind, state }) => `${kind} ${state}`);
  }

  /** What the platform is told of a password. */
  async check(password: string): Promise<{ valid: boolean; must_change: boolean; expires_at: string | null }> {
    return this.account.ask("POST", "/users/password-check", { json: { email: this.email, password } });
  }

  /** The PIN as the platform is told it. */
  async pin(): Promise<string | null> {
    return (await this.ask<{ voicemail_pin: string | null }>("GET", "/voicemail-pin")).body.voicemail_pin;
  }
}

/** Asks for a path below an account, and nobody hears of mails. */
export async function quietly<Body = Refusal>(
  account: Account,
  method: string,
  path: string,
  { json, token = OPERATOR, vars = {}, meanwhile }: Quietly = {},
): Promise<Told<Body>> {
  const type = { "Content-Type": "application/json" };
  const headers = { Authorization: `Bearer ${token}`, "CF-Connecting-IP": "203.0.113.9", ...type };
  const body = json === undefined ? null : JSON.stringify(json);
  const request = new Request(ORIGIN + account.path + path, { method, headers, body });
  const DB = meanwhile ? beforeBatch(meanwhile) : env.DB;
  const answer = await worker.fetch(request, { ...deaf, DB, ...vars }, createExecutionContext());
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === "" ? null : JSON.parse(text) };
}

/** The password of a mail: one word on a line of its own (M1). */
export function passwordIn(mail: OutboxMail | undefined): string {
  const words = (mail?.text ?? "").split("\n").filter((line) => /^[A-HJ-NP-Za-hjkmnp-z2-9]{14,}$/.test(line));
  if (words.length !== 1) throw new Error(`${words.length} passwords in ${JSON.stringify(mail)}`);
  return words[0] ?? "";
}

/** The PIN of a mail, null where there is none. */
export function pinIn(mail: OutboxMail | undefined): string | null {
  return /(?<=PIN: )\d+$/m.exec(mail?.text ?? "")?.[0] ?? null;
}
