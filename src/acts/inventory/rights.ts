import type { SelfService } from "../../domain/account/account.ts";
import { refuse } from "../../domain/problems/result.ts";
import type { AuditEntry } from "../../store/audit/audit.ts";
import type { AccountChange } from "../../store/guarded.ts";
import type { FactsAtRevision } from "../../store/inventory/accounts.ts";
import type { Scene } from "../scene.ts";

/** What the operator keeps to itself, only the operator changes (A5). */
export function refuseKept(scene: Scene, { facts }: Pick<FactsAtRevision, "facts">, what: SelfService) {
  if (scene.asker.kind === "operator" || facts.account.self_service.includes(what)) return null;
  return refuse("operator_only", { reason: "kept", what });
}

/** A change that was decided on these facts, so that it holds only while they do. */
export function changeOf(scene: Scene, { revision }: FactsAtRevision, audit: AuditEntry): AccountChange {
  return { account: scene.account, revision, audit };
}
