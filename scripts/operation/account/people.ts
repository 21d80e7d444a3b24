import { INVITATION_DAYS } from "../../../src/domain/limits.ts";
import { auditQuery } from "../audit.ts";
import type { Query, Row } from "../backup/d1.ts";

/** What of the directory comes back with an account, as it lies in its file. */
export type Access = { readonly place: Row; readonly administrators: readonly Row[] };

/**
 * The statements that give an account its place back, and its administrators (O4), with the entry that tells of it (S8). Whoever had accepted and has a password here is in
 * at once; all others are invited, and have 7 days once their mail is sent anew. Passwords, second factors, sessions and
 * tokens do not move.
 */
export function accessStatements({ place, administrators }: Access, binding: string, now: string): readonly Query[] {
  const account = place.account ?? null;
  return [
    {
      sql: `INSERT INTO places (account, name, name_revision, database, created_at, require_factor) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (account) DO NOTHING`,
      params: [
        account,
        place.name ?? "",
        place.name_revision ?? 0,
        binding,
        place.created_at ?? now,
        place.require_factor ?? 0,
      ],
    },
    ...administrators.flatMap((one): readonly Query[] => [
      {
        sql: "INSERT INTO people (email_key, email, created_at) VALUES (?1, ?2, ?3) ON CONFLICT (email_key) DO NOTHING",
        params: [one.email_key ?? null, one.email ?? null, now],
      },
      {
        sql: `INSERT INTO administrators (account, email_key, email, created_at, role, joined_at, invited_until)
              SELECT ?1, ?2, ?3, ?4, ?5, iif(known, ?6, NULL), iif(known, ?7, ?8)
              FROM (SELECT password_hash IS NOT NULL AND ?6 IS NOT NULL AS known FROM people WHERE email_key = ?2) WHERE true
              ON CONFLICT (account, email_key) DO NOTHING`,
        params: [
          ...[account, one.email_key ?? null, one.email ?? null, one.created_at ?? now, one.role ?? "viewer"],
          ...[one.joined_at ?? null, one.invited_until ?? null, invitedUntil(now)],
        ],
      },
    ]),
    {
      sql: "DELETE FROM removed_places WHERE account = ?1 AND removed_at >= ?2",
      params: [account, place.created_at ?? now],
    },
    auditQuery({ account: String(account), action: "account.restore", subject: String(account), detail: {} }),
  ];
}

function invitedUntil(now: string): string {
  return new Date(Date.parse(now) + INVITATION_DAYS * 86_400_000).toISOString();
}
