import { csvOf, people } from "../files/csv.ts";
import { carriesRows } from "../site/queues.ts";
import { type AccountGiven, makeAccount } from "../site/site.ts";
import { CaughtPlatform } from "./caught-platform.ts";
import { LabAccount } from "./lab-account.ts";

export type Arrived = { readonly id: string; readonly to: string; readonly subject: string; readonly at: number };

type Given = { readonly to: string; readonly subject: string; readonly headers: Readonly<Record<string, string>> };

/** A mail system that can be told to refuse. */
export class FailingMail {
  readonly arrived: Arrived[] = [];
  tries = 0;
  /** Given the number of the try: the code to fail with, or null. */
  readonly #failure: (attempt: number) => string | null;

  constructor(failure: (attempt: number) => string | null = () => null) {
    this.#failure = failure;
  }

  async send({ to, subject, headers }: Given): Promise<{ readonly messageId: string }> {
    this.tries += 1;
    const code = this.#failure(this.tries);
    if (code !== null) throw Object.assign(new Error("the mail system refuses"), { code });
    const id = headers["X-Muster-Mail"] ?? "";
    this.arrived.push({ id, to, subject, at: Date.now() });
    return { messageId: id };
  }
}

/** An account whose mails go out when the test says so, to a mail system that fails when the test says so. */
export class MailLab {
  readonly account: LabAccount;
  readonly platform: CaughtPlatform;
  readonly mail: FailingMail;

  private constructor(id: string, mail: FailingMail, vars: Partial<Env>) {
    this.account = new LabAccount(id);
    this.platform = new CaughtPlatform(id);
    this.platform.bindings = { MAIL: mail as unknown as SendEmail, ...vars };
    this.mail = mail;
  }

  static async open(vars: Partial<Env> = {}, given: AccountGiven = {}, mail = new FailingMail()): Promise<MailLab> {
    const { id } = await makeAccount({ types: { Pro: 2_000, Basic: 1 }, numbers: [], silent: true, ...given });
    return new MailLab(id, mail, vars);
  }

  /** Imports so many users; everything but their mails is done. */
  async import(
    count: number,
    options: Readonly<Record<string, string>>,
    more: Parameters<typeof people>[1],
  ): Promise<string> {
    const importId = await this.account.start(csvOf(people(count, more)), options);
    while (this.platform.bag.some(({ queue }) => carriesRows(queue))) {
      const rows = this.platform.bag.filter(({ queue }) => carriesRows(queue));
      this.platform.bag = this.platform.bag.filter(({ queue }) => !carriesRows(queue));
      await this.platform.deliver(rows.map((message) => [message]));
    }
    return importId;
  }

  /** The alarm rings, and everything that follows from it happens. */
  async look(): Promise<void> {
    await this.platform.ring();
    await this.platform.flow();
  }
}
