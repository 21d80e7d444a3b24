import { env } from "cloudflare:workers";
import { sendDueMails } from "../../../src/background/mail/consumer.ts";
import type { FailingMail } from "./mail-lab.ts";

/** What happens to a consumer while it works; each is given how often that has come already, from 1. */
export type Moments = {
  /** Before D1 does a batch: the first is the claim, the others record. Thrown, it is D1's answer. */
  readonly beforeBatch?: (n: number) => Promise<unknown> | undefined;
  readonly afterBatch?: (n: number) => Promise<unknown> | undefined;
  /** After the last look at the clock, before a sending begins. */
  readonly beforeSending?: (n: number) => void;
  readonly duringSending?: (n: number) => Promise<unknown> | undefined;
};

/** Has an account's due mails sent by a consumer to which such things happen. */
export function consume(account: string, mail: FailingMail, moments: Moments = {}): Promise<void> {
  let asked = 0;
  let sendings = 0;
  const batch = async (statements: D1PreparedStatement[]) => {
    asked += 1;
    const n = asked;
    await moments.beforeBatch?.(n);
    const results = await env.DB.batch(statements);
    await moments.afterBatch?.(n);
    return results;
  };
  const send = async (given: Parameters<FailingMail["send"]>[0]) => {
    await moments.duringSending?.(sendings);
    return mail.send(given);
  };
  const bindings = Object.defineProperty(
    // As it is deployed: in development a mail's end waits for the outbox besides.
    { ...env, ENVIRONMENT: "", DB: { prepare: (sql: string) => env.DB.prepare(sql), batch } as unknown as D1Database },
    "MAIL",
    {
      get: () => {
        sendings += 1;
        moments.beforeSending?.(sendings);
        return { send };
      },
    },
  );
  return sendDueMails({ account, lane: "bulk" }, bindings);
}
