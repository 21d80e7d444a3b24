import { removeUsers } from "../../../store/users/removal.ts";
import type { Scene } from "../../scene.ts";
import { removedOf } from "../removed-of.ts";
import { auditBulk } from "./audit-bulk.ts";
import type { Chosen, Decided } from "./decided.ts";

/** Decides on removing users: nobody is refused. */
export function decideRemoval(scene: Scene, { known, users }: Chosen): Decided {
  if (users.length === 0) return { refused: [], write: null };
  const gone = users.map(({ user }) => user);
  return {
    refused: [],
    write: async (first) => {
      const basis = { account: scene.account, revision: known.revision, first };
      await removeUsers(scene.db, basis, gone.map(removedOf), auditBulk(scene, "users.bulk_remove", gone));
      return { mails: 0 };
    },
  };
}
