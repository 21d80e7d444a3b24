import { env } from "cloudflare:workers";
import type { KeysPicture } from "../../../../src/acts/people/keys.ts";
import { emailKey } from "../../../../src/domain/cells/email.ts";
import { type Answer, type Asking, call, ORIGIN, type Refusal } from "../../site/http.ts";
import { carriesRows } from "../../site/queues.ts";
import { passwordIn } from "../../site/resets.ts";
import { type AccountGiven, makeAccount } from "../../site/site.ts";
import { CaughtPlatform } from "../caught-platform.ts";
import { LabAccount } from "../lab-account.ts";

type Given = {
  readonly to: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** The secrets that a deployment has, or had. */
export type Secrets = Partial<
  Record<
    "MASTER_SECRET" | "MASTER_SECRET_PREVIOUS" | "OPERATOR_TOKEN" | "OPERATOR_TOKEN_PREVIOUS" | "PLATFORM_TOKEN",
    string
  >
>;

/** An account of a deployment whose secrets the test changes while things are under way; nothing happens by itself. */
export class RotatingLab extends LabAccount {
  readonly platform: CaughtPlatform;
  readonly mails: Given[] = [];
  /** The values of all cookies that pages have given. */
  readonly cookies: string[] = [];
  #secrets: Secrets = {};

  private constructor(id: string) {
    super(id);
    this.platform = new CaughtPlatform(id);
    this.deploy({});
  }

  static async open(given: AccountGiven): Promise<RotatingLab> {
    return new RotatingLab((await makeAccount(given)).id);
  }

  /** Gives the deployment other secrets; whoever asks from now on has its current operator token. */
  deploy(secrets: Secrets): void {
    this.#secrets = secrets;
    const MAIL = { send: async (mail: Given) => this.#take(mail) } as unknown as SendEmail;
    this.platform.bindings = { ...secrets, MAIL };
  }

  override call<Body = Refusal>(method: string, path: string, asking: Asking = {}): Promise<Answer<Body>> {
    return super.call<Body>(method, path, { token: this.operator, ...asking });
  }

  override ask<Body = null>(method: string, path: string, asking: Asking = {}): Promise<Body> {
    return super.ask<Body>(method, path, { token: this.operator, ...asking });
  }

  get operator(): string {
    return this.#secrets.OPERATOR_TOKEN ?? env.OPERATOR_TOKEN;
  }

  /** Asks for a page or a path at the root. */
  async at<Body = Refusal>(method: string, path: string, asking: Asking = {}): Promise<Answer<Body>> {
    const headers = { Origin: ORIGIN, "X-Lab": this.id, ...asking.headers };
    const answer = await call<Body>(method, path, { ...asking, headers });
    const given = answer.headers.getSetCookie().map((cookie) => /^[^=]+=([^;]*)/.exec(cookie)?.[1] ?? "");
    this.cookies.push(...given.filter((value) => value !== ""));
    return answer;
  }

  /** Signs in by the page; gives the cookie, null where it is refused. */
  async signIn(email: string, password: string): Promise<string | null> {
    const body = new URLSearchParams({ email, password });
    const { status, headers } = await this.at("POST", "/sign-in", { token: null, body });
    return status === 303 ? (headers.get("Set-Cookie")?.split(";")[0] ?? null) : null;
  }

  /** The status of a page for whoever has this cookie. */
  async page(path: string, cookie: string | null): Promise<number> {
    return (await this.at("GET", path, { token: null, headers: { Cookie: cookie ?? "" } })).status;
  }

  keys(): Promise<Answer<KeysPicture>> {
    return this.at<KeysPicture>("GET", "/api/v1/operator/keys", { token: this.operator });
  }

  /** Delivers the first message about rows that waits, and nothing else. */
  async settleRange(): Promise<void> {
    const at = this.platform.bag.findIndex(({ queue }) => carriesRows(queue));
    if (at < 0) throw new Error("no range of rows waits");
    await this.platform.deliver([this.platform.bag.splice(at, 1)]);
  }

  /** Has some of the mails sent that are due, as the watchdog would when nobody tells it. */
  async sendSome(): Promise<void> {
    for (const [queue, lane] of Object.entries({ "muster-mails": "bulk", "muster-mails-first": "first" }))
      await this.platform.deliver([[{ queue, body: { account: this.id, lane }, attempts: 1 }]]);
  }

  /** The token of the newest link that was mailed to an address. */
  linkOf(to: string): string {
    const texts = this.mails
      .filter((mail) => emailKey(mail.to) === to)
      .map(({ text }) => /\/reset\/(\S+)/.exec(text)?.[1]);
    return texts.findLast((token) => token !== undefined) ?? "";
  }

  /** The temporary passwords that were mailed, by the address of the user. */
  passwords(): ReadonlyMap<string, readonly string[]> {
    const mails = this.mails.filter(({ headers }) => /_password_\d+$/.test(headers["X-Muster-Mail"] ?? ""));
    const grouped = Map.groupBy(mails, ({ to }) => to);
    return new Map([...grouped].map(([to, some]) => [to, some.map(({ text }) => passwordOf(text))]));
  }

  #take(mail: Given): { readonly messageId: string } {
    this.mails.push(mail);
    return { messageId: mail.headers["X-Muster-Mail"] ?? "" };
  }
}

function passwordOf(text: string): string {
  return passwordIn({ id: "", at: "", kind: "password", to: "", from: "", subject: "", text, html: "" });
}
