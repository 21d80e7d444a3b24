import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

const folder = join(import.meta.dirname, "../../fixtures/tls");
/** The authority that vouches for the server's certificate. */
export const authority = join(folder, "ca.pem");
export const credentials = { user: "muster", password: "pässword & more" };

/** What the server says to a recipient, at the n-th try: a code to refuse with, "cut" to hang up, or nothing. */
export type Answers = (
  recipient: string,
  attempt: number,
) => { readonly rcpt?: number | "cut"; readonly data?: number };

export type Received = {
  readonly email: Email;
  readonly raw: string;
  readonly recipients: readonly string[];
  readonly encrypted: boolean;
  readonly user: string | undefined;
};

/** A real SMTP server on this machine, with a mailbox that takes everything that it does not refuse. */
export class SmtpInbox {
  readonly received: Received[] = [];
  /** How often each recipient was asked for. */
  readonly attempts = new Map<string, number>();
  connections = 0;
  readonly #answers: Answers;
  readonly #slowness: number;
  readonly #server: SMTPServer;

  /** It takes `slowness` milliseconds over each mail. */
  constructor(answers: Answers, options: SMTPServerOptions = {}, slowness = 0) {
    this.#answers = answers;
    this.#slowness = slowness;
    this.#server = new SMTPServer({
      key: readFileSync(join(folder, "localhost.key")),
      cert: readFileSync(join(folder, "localhost.pem")),
      onConnect: (_, done) => {
        this.connections += 1;
        done();
      },
      onAuth: (auth, _, done) => {
        const right = auth.username === credentials.user && auth.password === credentials.password;
        if (right) done(null, { user: credentials.user });
        else done(refusal(535));
      },
      onRcptTo: ({ address }, { id }, done) => this.#hear(address, id, done),
      onData: (stream, session, done) => void this.#take(stream, session, done),
      ...options,
    });
    // A client that hangs up in the middle of its handshake is no trouble of the server's.
    this.#server.on("error", () => {});
  }

  /** Listens, on a free port unless one is given; gives the port. */
  async open(port = 0): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve));
    return (this.#server.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #hear(address: string, session: string, done: (error?: Error | null) => void): void {
    const attempt = (this.attempts.get(address) ?? 0) + 1;
    this.attempts.set(address, attempt);
    const { rcpt } = this.#answers(address, attempt);
    if (rcpt === "cut") for (const one of this.#server.connections) if (one.session?.id === session) one.close();
    done(typeof rcpt === "number" ? refusal(rcpt) : null);
  }

  async #take(
    stream: AsyncIterable<Uint8Array>,
    session: { envelope: { rcptTo: { address: string }[] }; secure: boolean; user?: unknown },
    done: (error?: Error | null) => void,
  ): Promise<void> {
    const pieces: Uint8Array[] = [];
    for await (const piece of stream) pieces.push(piece);
    const recipients = session.envelope.rcptTo.map(({ address }) => address);
    const codes = recipients.flatMap((one) => this.#answers(one, this.attempts.get(one) ?? 1).data ?? []);
    if (codes[0] !== undefined) return done(refusal(codes[0]));
    await sleep(this.#slowness);
    const raw = Buffer.concat(pieces).toString("utf8");
    const email = await PostalMime.parse(raw);
    this.received.push({ email, raw, recipients, encrypted: session.secure, user: session.user as string | undefined });
    done();
  }
}

function refusal(responseCode: number): Error {
  return Object.assign(new Error("not today"), { responseCode });
}
