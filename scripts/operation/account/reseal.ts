import {
  resealRowPin,
  resealRowsBefore,
  resealUserPassword,
  resealUserPin,
  resealWebhook,
} from "../../../src/vault/reseal-things.ts";
import type { KeyRing } from "../../../src/vault/ring.ts";
import { Problem } from "../../lib/paths.mjs";
import type { Copy } from "../backup/copy.ts";
import type { Row } from "../backup/d1.ts";

const text = (value: unknown) => String(value);
const maybe = (value: unknown) => (value === null || value === undefined ? null : String(value));

/** How the rows of each table with secrets are sealed anew. */
const sealers: Readonly<Record<string, (ring: KeyRing, row: Row, account: string) => Row>> = {
  users: (ring, row) => {
    const user = {
      ...{ account: text(row.account), id: text(row.id), pin: maybe(row.pin) },
      ...{ password_version: Number(row.password_version) },
      ...{ password_seed: maybe(row.password_seed), password_check: maybe(row.password_check) },
    };
    const { pin, password_seed, password_check } = resealUserPassword(ring, resealUserPin(ring, user));
    return { ...row, pin, password_seed, password_check };
  },
  import_rows: (ring, row, account) => {
    const place = { account, import_id: text(row.import_id), row: Number(row.row), pin: maybe(row.pin) };
    return { ...row, pin: resealRowPin(ring, place).pin };
  },
  draft_change_parts: (ring, row, account) => {
    const before = JSON.parse(text(row.before));
    return {
      ...row,
      before: JSON.stringify(resealRowsBefore(ring, { account, import_id: text(row.import_id) }, before)),
    };
  },
  webhooks: (ring, row) => {
    const webhook = { account: text(row.account), id: text(row.id), secret: text(row.secret) };
    const { secret, previous_secret } = resealWebhook(ring, {
      ...webhook,
      previous_secret: maybe(row.previous_secret),
    });
    return { ...row, secret, previous_secret };
  },
};

/** Seals every secret in the copy of an account anew with the current key of a ring, whose other key opens it. */
export function resealCopy(copy: Copy, account: string, ring: KeyRing): void {
  for (const [name, reseal] of Object.entries(sealers)) {
    const table = copy.table(name);
    try {
      copy.put(
        table,
        [...copy.rows(table)].map((row) => reseal(ring, row, account)),
      );
    } catch {
      throw new Problem(
        `A secret in ${name} is opened by no MASTER_SECRET that was given: it must be the one of its deployment.`,
      );
    }
  }
}
