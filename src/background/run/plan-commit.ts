import { freeFrom } from "../../domain/import/free-from.ts";
import { type SettledRow, settle } from "../../domain/import/settle.ts";
import { mailsFor } from "../../domain/user/new-user.ts";
import { type ChunkCommit, userIdOf } from "../../store/imports/chunk-commit.ts";
import type { ChunkFacts } from "../../store/imports/chunk-facts.ts";
import { equipUser } from "../../vault/new-user.ts";
import type { KeyRing } from "../../vault/ring.ts";
import { aboutRow, openPin } from "../../vault/seal.ts";
import type { ChunkMessage } from "../messages.ts";

/** Turns what was read of a chunk into what is to be written: the rules decide, then the secrets are added. */
export function planCommit(chunk: ChunkMessage, facts: ChunkFacts, ring: KeyRing): ChunkCommit {
  const settled = settle(facts.rows, facts.snapshot);
  const users = newUsers(chunk, facts, { settled, ring });
  const { silent_mode } = facts.snapshot.facts.account;
  const route = { passwords: facts.passwords, recipient: facts.password_recipient, silent: silent_mode };
  return {
    account: chunk.account,
    importId: chunk.importId,
    epoch: chunk.epoch,
    revision: facts.revision,
    users,
    failures: settled.flatMap((row) => (row.outcome === "created" ? [] : [{ existing: null, ...row }])),
    facts: facts.snapshot.facts,
    freeFrom: givesExtensions(facts)
      ? freeFrom(
          facts.snapshot,
          users.map(({ settled }) => settled),
        )
      : null,
    mails: users.flatMap((user) => mailsFor(user, route)),
    now: new Date().toISOString(),
  };
}

/** Where no row of the chunk is given one, nobody has looked where they are free. */
function givesExtensions({ rows, snapshot }: ChunkFacts): boolean {
  return snapshot.services.includes("connect") && rows.some(({ wanted }) => wanted.extension === null);
}

type Settled = { readonly settled: readonly SettledRow[]; readonly ring: KeyRing };

function newUsers(
  { account, importId }: ChunkMessage,
  facts: ChunkFacts,
  { settled, ring }: Settled,
): ChunkCommit["users"] {
  const sealed = new Map(facts.rows.map(({ row, pin }) => [row, pin]));
  return settled.flatMap((row) => {
    if (row.outcome !== "created") return [];
    const pin = sealed.get(row.row) ?? null;
    const wish = {
      account,
      id: userIdOf(importId, row.row),
      settled: row.user,
      pin: pin === null ? null : openPin(ring, aboutRow(account, importId, row.row), pin),
      hasPassword: facts.passwords !== "none",
    };
    return [{ row: row.row, ...equipUser(ring, wish) }];
  });
}
