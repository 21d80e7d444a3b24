import { coded } from "../../../domain/problems/codes.ts";
import { recordWelcomes, replacePasswords } from "../../../store/users/bulk/mails.ts";
import { ringOf } from "../../../vault/ring.ts";
import { newPassword } from "../../../vault/temporary-password.ts";
import type { Scene } from "../../scene.ts";
import { passwordTo, welcomeTo } from "../mails-of.ts";
import { auditBulk } from "./audit-bulk.ts";
import type { Chosen, Decided } from "./decided.ts";

/** Decides on new temporary passwords, mailed to each user or all to one address (M1, M2): nobody is refused. */
export function decidePasswords(scene: Scene, recipient: string | null, { users }: Chosen): Decided {
  if (users.length === 0) return { refused: [], write: null };
  const { env, db, account } = scene;
  return {
    refused: [],
    write: async (first) => {
      const passwords = users.map(({ user: { id }, version }) => {
        const owner = { account, user: id, version: version + 1 };
        return { id, version, ...newPassword(ringOf(env), owner) };
      });
      const mails = users.flatMap(({ user, version }) =>
        passwordTo(user, recipient ?? user.email, version + 1).map((mail) => ({
          ...mail,
          user: user.id,
          password_version: mail.kind === "password" ? version + 1 : 0,
        })),
      );
      const all = users.map(({ user }) => user);
      const audit = auditBulk(scene, "users.bulk_passwords", all, recipient === null ? {} : { sent_to: recipient });
      await replacePasswords(db, { account, first }, passwords, { mails, audit });
      return { mails: mails.length };
    },
  };
}

/** Decides on sending the Welcome mail again (M3): none in silent mode, nor to whoever is without CONNECT. */
export function decideWelcomes(scene: Scene, { known, users }: Chosen): Decided {
  const { db, account } = scene;
  const silent = known.facts.account.silent_mode;
  const isWelcomed = ({ user }: Chosen["users"][number]) => !silent && user.services.includes("connect");
  const failure = silent ? coded("silent_mode", {}) : coded("connect_missing", { wish: "welcome" });
  const refused = users.filter((one) => !isWelcomed(one)).map(({ user }) => ({ user: user.id, failure }));
  const welcomed = users.filter(isWelcomed).map(({ user }) => user);
  if (welcomed.length === 0) return { refused, write: null };
  return {
    refused,
    write: async (first) => {
      const basis = { account, revision: known.revision, first };
      const sent = { users: welcomed.map(({ id }) => id), mails: welcomed.map(welcomeTo) };
      await recordWelcomes(db, basis, sent, auditBulk(scene, "users.bulk_welcome", welcomed));
      return { mails: welcomed.length };
    },
  };
}
