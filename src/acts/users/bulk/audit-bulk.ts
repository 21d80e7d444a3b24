import type { User } from "../../../domain/user/user.ts";
import type { AuditEntry } from "../../../store/audit/audit.ts";
import { auditOf, type Scene } from "../../scene.ts";

/** The one entry of an act on many users: how many they are, and who (S8). */
export function auditBulk(
  scene: Scene,
  action: `users.bulk_${string}`,
  users: readonly Pick<User, "email">[],
  more: AuditEntry["detail"] = {},
): AuditEntry {
  const emails = users.map(({ email }) => email).join(", ");
  return { ...auditOf(scene, action, null), detail: { users: users.length, ...more, emails } };
}
