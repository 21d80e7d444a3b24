import { setTimeout as sleep } from "node:timers/promises";
import { signIn } from "../product/main-flows.ts";
import { ask, call } from "./asking.ts";
import type { Machine } from "./machine.ts";

const ACCOUNT = "/api/v1/accounts/demo";
/** Somebody of the demo account, whom no undo removes. */
const PERSON = "grace.walker@acme.example";
const DRAFTED = "nadia.brandt@acme.example";
const PIN = "739154";
const csv = `Display Name,Email Address,Subscription License Type,Voicemail PIN\nNadia Brandt,${DRAFTED},Pro,${PIN}\n`;

type Listed<Item> = { readonly items: readonly Item[] };
type Pin = { readonly voicemail_pin: string };

/**
 * What one secret has sealed and another is to open by what the product is for: a PIN, a temporary password, an upload, the PIN of a
 * draft's row and the one that a change has replaced, and an administrator's password (S11).
 */
export class OldThings {
  #draft = "";
  #pin = "";

  /** Has them sealed. */
  async prepare(machine: Machine): Promise<void> {
    const id = await idOf(machine, PERSON);
    this.#pin = await pinOf(machine, PERSON);
    await ask(machine, "POST", `${ACCOUNT}/users/${id}/password-reset`, { send_to: "user" });
    const path = `${ACCOUNT}/imports?filename=draft.csv&dry_run=true&passwords=users`;
    this.#draft = (await ask<{ id: string }>(machine, "POST", path, csv)).id;
    const corrected = { rows: [{ row: 2, values: { voicemail_pin: "918273" } }] };
    await ask(machine, "PATCH", `${ACCOUNT}/imports/${this.#draft}/rows`, corrected);
  }

  /** Uses each of them; the draft is an import after this. */
  async flaws(machine: Machine): Promise<readonly string[]> {
    const found = [
      await flawOf(`the PIN of ${PERSON} stays`, async () => (await pinOf(machine, PERSON)) === this.#pin),
      await flawOf(`the temporary password of ${PERSON} stays`, () => isPassword(machine)),
      await flawOf("the upload of a draft stays", async () => (await this.#original(machine)) === csv),
      await flawOf("the PINs of a draft stay", async () => (await this.#start(machine)) === PIN),
      await flawOf("the password of an administrator stays", async () => (await signIn(machine)) !== ""),
    ];
    return found.flat();
  }

  async #original(machine: Machine): Promise<string> {
    return (await call(machine, "GET", `${ACCOUNT}/imports/${this.#draft}/original.csv`)).text();
  }

  /** Takes the correction back and starts the draft; gives the PIN that its user got. */
  async #start(machine: Machine): Promise<string> {
    const path = `${ACCOUNT}/imports/${this.#draft}`;
    const { items } = await ask<Listed<{ id: string }>>(machine, "GET", `${path}/changes`);
    for (const { id } of items) await ask(machine, "DELETE", `${path}/changes/${id}`);
    await ask(machine, "POST", `${path}/start`);
    while ((await ask<{ state: string }>(machine, "GET", path)).state === "running") await sleep(40);
    return pinOf(machine, DRAFTED);
  }
}

/** What is wrong where something does not hold, or cannot be tried. */
async function flawOf(what: string, holds: () => Promise<boolean>): Promise<readonly string[]> {
  try {
    return (await holds()) ? [] : [`${what}: it is another one`];
  } catch (error) {
    return [`${what}: ${error}`];
  }
}

async function idOf(machine: Machine, email: string): Promise<string> {
  const { items } = await ask<Listed<{ id: string }>>(machine, "GET", `${ACCOUNT}/users?q=${email}`);
  const [user] = items;
  if (!user) throw new Error(`there is no user ${email}`);
  return user.id;
}

async function pinOf(machine: Machine, email: string): Promise<string> {
  const path = `${ACCOUNT}/users/${await idOf(machine, email)}/voicemail-pin`;
  return (await ask<Pin>(machine, "GET", path)).voicemail_pin;
}

/** Whether the password that was mailed is taken. */
async function isPassword(machine: Machine): Promise<boolean> {
  const { items } = await ask<Listed<{ text: string }>>(machine, "GET", `/dev/outbox?to=${PERSON}`);
  const password = items.map(({ text }) => /^[A-Za-z0-9]{14,}$/m.exec(text)?.[0]).find((found) => found !== undefined);
  const path = `${ACCOUNT}/users/password-check`;
  return (await ask<{ valid: boolean }>(machine, "POST", path, { email: PERSON, password })).valid;
}
