import { passwordMatches } from "../../../src/vault/hashes.ts";
import { type KeyRing, ringOf } from "../../../src/vault/ring.ts";
import { aboutFactor, aboutRow, aboutUser, openBytes, openPin, openText } from "../../../src/vault/seal.ts";
import { openPassword, verifyPassword } from "../../../src/vault/temporary-password.ts";
import { aboutWebhook, openWebhookSecret } from "../../../src/vault/webhooks.ts";

/** Something that is sealed as it lies in D1 or R2, and a way to try a key on it that throws, or says false, where it does not fit. */
export type SealedThing = {
  readonly kind: string;
  readonly name: string;
  readonly open: (ring: KeyRing) => unknown;
};

type Row = Readonly<Record<string, string | null>> & { readonly row: number; readonly password_version: number };

/** Where they lie: the rows of a statement on the databases of accounts, or on the directory, and what is in R2. */
export type Stores = {
  readonly accounts: (sql: string) => Promise<readonly Row[]>;
  readonly directory: (sql: string) => Promise<readonly Row[]>;
  readonly uploads: () => Promise<readonly { readonly key: string; readonly bytes: Uint8Array }[]>;
  /** Of everybody who administers an account. */
  readonly password: string;
};

/** Everything that is sealed or hashed with a key, wherever it is stored. */
export async function sealedThings(stores: Stores): Promise<readonly SealedThing[]> {
  return [
    ...(await ofUsers(stores)),
    ...(await ofRows(stores)),
    ...(await ofChanges(stores)),
    ...(await ofUploads(stores)),
    ...(await ofWebhooks(stores)),
    ...(await ofPeople(stores)),
    ...(await ofFactors(stores)),
  ];
}

/** The names of what a secret opens. */
export async function openedBy(secret: string, things: readonly SealedThing[]): Promise<readonly string[]> {
  const ring = ringOf({ MASTER_SECRET: secret });
  const opened: string[] = [];
  for (const { name, open } of things) {
    try {
      if ((await open(ring)) !== false) opened.push(name);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
  }
  return opened;
}

async function ofUsers({ accounts }: Stores): Promise<readonly SealedThing[]> {
  const users = await accounts("SELECT * FROM users");
  return users.flatMap(({ account, id, pin = null, password_version: version, ...kept }) => {
    const owner = { account: account ?? "", user: id ?? "", version };
    const { password_seed = null, password_check = null } = kept;
    const about = aboutUser(owner.account, owner.user);
    const seed = { password_seed, password_check };
    // Who has no temporary password has none to be opened.
    const ofPassword = [
      { kind: "seed", name: `seed of ${id}`, open: (ring: KeyRing) => openPassword(ring, owner, seed) },
      {
        kind: "check",
        name: `check of ${id}`,
        open: (ring: KeyRing) => verifyPassword(ring, owner, openPassword(ring, owner, seed), password_check ?? ""),
      },
    ];
    return [
      ...(pin === null
        ? []
        : [{ kind: "pin", name: `pin of ${id}`, open: (ring: KeyRing) => openPin(ring, about, pin) }]),
      ...(password_check === null ? [] : ofPassword),
    ];
  });
}

async function ofRows({ accounts }: Stores): Promise<readonly SealedThing[]> {
  const rows = await accounts(
    "SELECT account, import_id, row, pin FROM import_rows JOIN imports ON id = import_id WHERE pin IS NOT NULL",
  );
  return rows.map(({ account, import_id, row, pin }) => ({
    kind: "row",
    name: `row ${row} of ${import_id}`,
    open: (ring) => openPin(ring, aboutRow(account ?? "", import_id ?? "", row), pin ?? ""),
  }));
}

async function ofChanges({ accounts }: Stores): Promise<readonly SealedThing[]> {
  const parts = await accounts(
    "SELECT account, import_id, before FROM draft_change_parts JOIN imports ON id = import_id",
  );
  return parts.flatMap(({ account, import_id, before }) => {
    const rows: readonly { row: number; pin?: string }[] = JSON.parse(before ?? "[]");
    return rows.flatMap(({ row, pin }) => {
      const about = aboutRow(account ?? "", import_id ?? "", row);
      return pin
        ? [{ kind: "change", name: `change of ${about}`, open: (ring: KeyRing) => openPin(ring, about, pin) }]
        : [];
    });
  });
}

async function ofUploads({ uploads }: Stores): Promise<readonly SealedThing[]> {
  return (await uploads()).map(({ key, bytes }) => ({
    kind: "upload",
    name: key,
    open: (ring) => openBytes(ring, "upload", key.replace("/upload", ""), bytes),
  }));
}

async function ofWebhooks({ accounts }: Stores): Promise<readonly SealedThing[]> {
  const webhooks = await accounts("SELECT account, id, secret FROM webhooks");
  return webhooks.map(({ account, id, secret }) => ({
    kind: "webhook",
    name: `secret of ${id}`,
    open: (ring) => openWebhookSecret(ring, aboutWebhook(account ?? "", id ?? ""), secret ?? ""),
  }));
}

async function ofPeople({ directory, password }: Stores): Promise<readonly SealedThing[]> {
  const people = await directory("SELECT * FROM people WHERE password_hash IS NOT NULL");
  return people.map(({ email_key, password_hash }) => ({
    kind: "hash",
    name: `hash of ${email_key}`,
    open: (ring) => passwordMatches(ring, password, password_hash ?? ""),
  }));
}

async function ofFactors({ directory }: Stores): Promise<readonly SealedThing[]> {
  const factors = await directory("SELECT * FROM factors");
  return factors.map(({ id, email_key, secret }) => ({
    kind: "factor",
    name: `factor ${id}`,
    open: (ring) => openText(ring, "factor", aboutFactor(email_key ?? "", id ?? ""), secret ?? ""),
  }));
}
