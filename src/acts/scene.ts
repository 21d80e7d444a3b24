import type { TokenScope } from "../domain/access/demands.ts";
import type { Role } from "../domain/access/roles.ts";
import { emailKey } from "../domain/cells/email.ts";
import { type AccountDatabase, DirectoryDatabase } from "../store/database.ts";
import { openAccount } from "../store/places/open.ts";
import { noteAccount } from "../telemetry/work.ts";

/** Who asks (spec 9). */
export type Asker =
  | { readonly kind: "operator" }
  | { readonly kind: "platform" }
  | { readonly kind: "token"; readonly account: string; readonly name: string; readonly scope: TokenScope }
  | {
      readonly kind: "administrator";
      readonly account: string;
      readonly email: string;
      readonly role: Role;
      /** When the session that they ask with began: it stays the same where its secret is made anew. */
      readonly since: string;
      /** Tells whether they have proved themselves just before (S1): of the moment at which it is asked, as what they send may come late. */
      readonly isProved: () => boolean;
    };

/** Everything an act needs to know of the request that asks for it. */
export type Scene = {
  readonly env: Env;
  /** The database that holds the account; the first of them where there is none. */
  readonly db: AccountDatabase;
  readonly directory: DirectoryDatabase;
  readonly asker: Asker;
  /** The account that is asked about; "" where there is none. */
  readonly account: string;
  /** RFC 3339, UTC; one moment for the whole request: its beginning, or when all of it was there, where that took long. */
  readonly now: string;
  /** Where the request came from. */
  readonly address: string | null;
  /** What the browser was marked with when somebody signed in there (S6). */
  readonly mark?: string | null;
};

/** Where something of an account can be read, whoever asks. */
export type AtAccount = Pick<Scene, "db" | "account">;

/** What is known of a request before it is known who asks; acts at the door need no more. */
export type Doorstep = Pick<Scene, "env" | "directory" | "now" | "address" | "mark">;

/** Begins with a request that came from this address now, by a browser with this mark. */
export function doorstepOf(env: Env, address: string | null, mark: string | null = null): Doorstep {
  return { env, directory: new DirectoryDatabase(env.DIRECTORY), now: new Date().toISOString(), address, mark };
}

/** Sets the scene for whoever asks. What it took to find out who asks is no part of what an import costs (I9). */
export async function sceneOf(door: Doorstep, asker: Asker, account: string): Promise<Scene> {
  noteAccount(account);
  const { env } = door;
  const directory = new DirectoryDatabase(env.DIRECTORY);
  return { ...door, db: await openAccount(env, account), directory, asker, account };
}

/** Has what is done now be of now: a request whose end was long in coming must not be dated back (S8). */
export function moveOn(scene: Scene | undefined): void {
  if (scene) Object.assign(scene, { now: new Date().toISOString() });
}

/** Names the asker for the audit and for `started_by`: a person by the key of their address, however it was written. */
export function nameOf(asker: Asker): string {
  switch (asker.kind) {
    case "operator":
    case "platform":
      return asker.kind;
    case "token":
      return `token:${asker.name}`;
    case "administrator":
      return emailKey(asker.email);
    default:
      return asker satisfies never;
  }
}

/** The scene's part of an audit entry. */
export function auditOf(scene: Scene, action: string, subject: string | null) {
  return {
    account: scene.account,
    at: scene.now,
    who: nameOf(scene.asker),
    address: scene.address,
    action,
    subject,
  };
}

/** A moment some milliseconds before or after the scene's. */
export function later(scene: Pick<Scene, "now">, milliseconds: number): string {
  return new Date(Date.parse(scene.now) + milliseconds).toISOString();
}
