import { setTimeout as sleep } from "node:timers/promises";
import { inventory } from "../demo.mjs";
import { operator } from "../lib/demo-client.mjs";
import { Problem } from "../lib/paths.mjs";

/** An import as the API tells of it. */
export type Import = { readonly id: string; readonly state: string; readonly counts: Readonly<Record<string, number>> };
type Health = {
  readonly status: string;
  readonly stuck: number;
  readonly mail_pause: unknown;
  readonly version: string;
  readonly schema: string;
};

const ACCOUNT = "rehearsal";
const PATIENCE_MS = 600_000;

/** A deployment as a program sees it. */
export class Deployment {
  readonly #origin: string;
  readonly #token: string;

  constructor(origin: string, token: string) {
    this.#origin = origin;
    this.#token = token;
  }

  /** Whether what is deployed is what answers. */
  get isReal(): boolean {
    return this.#origin.startsWith("https:");
  }

  /** The account of the rehearsal. */
  get api() {
    return operator(this.#origin, this.#token, ACCOUNT);
  }

  /** It answers, and says of itself that all is well. */
  async look(): Promise<Health> {
    const alive = await fetch(`${this.#origin}/healthz`);
    expect(alive.status === 200, `${this.#origin}/healthz answers ${alive.status}`);
    const health: Health = await this.#operator("GET", "/operator/health");
    // On one's own machine the secrets are those of the repository.
    const isWell = health.status === "ok" || (!this.isReal && health.stuck === 0 && health.mail_pause === null);
    expect(isWell, `it needs attention: ${JSON.stringify(health)}`);
    console.log(`  version ${health.version}, schema ${health.schema}`);
    return health;
  }

  /** Nobody is mailed by it, and nobody can sign in to it. What a rehearsal has left that failed goes first. */
  async furnish(): Promise<void> {
    const left = await this.api.get("", { absent: true });
    if (left) await this.remove();
    await inventory(this.api);
    await this.api.put("/subscriptions", {
      subscriptions: ["Essentials", "Pro"].map((type) => ({ type, total: 2_000 })),
    });
  }

  /** Imports a file, all of whose rows must become users. */
  async import(file: string): Promise<Import> {
    const started = await this.api.upload("/imports?filename=rehearsal.csv&passwords=none&existing=skip", file, {});
    const ended = await this.#until(started.id, "completed");
    const { rows, created } = ended.counts;
    expect(created === rows, `of ${rows} rows ${created} users were created: ${JSON.stringify(ended)}`);
    return ended;
  }

  /** Has a new password mailed to an address, and waits until it has gone. */
  async mail(to: string): Promise<void> {
    const user = await this.api.post("/users", { email: to, display_name: "Rehearsal", license_type: "Pro" });
    await this.api.post(`/users/${user.id}/password-reset`, { send_to: "user" });
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(500)) {
      const { items } = await this.api.get(`/mails?kind=password&q=${encodeURIComponent(to)}`);
      const [mail] = items;
      if (mail?.state === "sent") return;
      expect(mail?.state !== "failed" && Date.now() < end, `the mail has not gone: ${JSON.stringify(mail)}`);
    }
  }

  /** Whatever Stop meets, what it leaves adds up and stays. */
  async stop(): Promise<void> {
    const rows = Array.from({ length: 300 }, (_, n) => `Stopped ${n},stopped-${n}@rehearsal.example,Pro`);
    const file = ["Display Name,Email Address,Subscription License Type", ...rows].join("\r\n");
    const started: Import = await this.api.upload("/imports?filename=stop.csv&passwords=none", file, {});
    await this.api.post(`/imports/${started.id}/stop`, {}).catch((error: unknown) => {
      if (!String(error).includes("import_finished")) throw error;
    });
    const ended = await this.#until(started.id, "stopped", "completed");
    const { created = 0, not_attempted = 0 } = ended.counts;
    console.log(`  ${created} were created before Stop, ${not_attempted} never`);
    expect(created + not_attempted === 300, `it does not add up: ${JSON.stringify(ended)}`);
    await this.undo(ended);
  }

  /** Takes an import back, until nobody of it is left. */
  async undo({ id, counts }: Import): Promise<void> {
    await this.api.post(`/imports/${id}/undo`, {});
    const ended = await this.#until(id, "undone");
    expect(ended.counts.undone === counts.created, `not all were removed: ${JSON.stringify(ended)}`);
  }

  /** Removes the account with all that it has. */
  async remove(): Promise<void> {
    await this.#operator("DELETE", `/accounts/${ACCOUNT}`);
  }

  async #until(id: string, ...states: readonly string[]): Promise<Import> {
    for (const end = Date.now() + PATIENCE_MS; ; ) {
      const found: Import = await this.api.get(`/imports/${id}?wait=20`);
      if (states.includes(found.state)) return found;
      expect(Date.now() < end, `the import does not end: ${JSON.stringify(found)}`);
    }
  }

  async #operator(method: string, path: string) {
    const headers = { Authorization: `Bearer ${this.#token}` };
    const answer = await fetch(`${this.#origin}/api/v1${path}`, { method, headers });
    const text = await answer.text();
    expect(answer.ok, `${method} ${path} is answered with ${answer.status}: ${text}`);
    return text === "" ? null : JSON.parse(text);
  }
}

/** Ends the rehearsal unless all is as it should be. */
export function expect(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Problem(`The rehearsal failed: ${otherwise}`);
}
