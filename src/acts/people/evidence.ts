import { networkOf } from "../../domain/people/network.ts";
import { auditOnce } from "../../store/audit/audit.ts";
import { directoryAuditOnce, personalEntryStatement } from "../../store/people/directory-audit.ts";
import { countTurnedAway } from "../../store/people/turned-away.ts";
import { count } from "../../telemetry/meters.ts";
import { auditOf, type Doorstep, type Scene } from "../scene.ts";

/** What is done again and again has one entry in so long, for each person and thing (S8). */
const ONCE_MS = 600_000;

/** Keeps what somebody whom nobody knows yet did for this e-mail: on each account of the person, or on none. */
export async function keepAttempt(
  door: Doorstep,
  key: string,
  action: "session.fail" | "factor.fail" | "link.ask",
): Promise<void> {
  if (action !== "link.ask")
    count("muster_failed_sign_ins", { what: action === "factor.fail" ? "factor" : "password" });
  const { directory, now: at, address } = door;
  await directory.run(personalEntryStatement(directory, { key: key.slice(0, LONGEST), at, address, action }), "same");
}

/** An e-mail is no longer than this; what is sent as one may be. */
const LONGEST = 254;

/** Counts a try to sign in that was turned away before its password was looked at. */
export async function keepTurningAway({ directory, now, address }: Doorstep): Promise<void> {
  await countTurnedAway(directory, { slot: slotOf(now), network: address === null ? "unknown" : networkOf(address) });
}

function slotOf(now: string): string {
  return new Date(Math.floor(Date.parse(now) / ONCE_MS) * ONCE_MS).toISOString();
}

/**
 * Keeps that the operator or the platform has read something, once in ten minutes. It belongs to no account: whose token that
 * is sees at one place what was done with it.
 */
export async function keepOperatorRead(scene: Scene, what: string): Promise<void> {
  const entry = { ...auditOf(scene, "operator.read", what), account: "" };
  await directoryAuditOnce(scene.directory, entry, slotOf(scene.now));
}

/** Keeps that somebody has looked at something of the account, once in ten minutes. */
export async function keepLook(
  scene: Scene,
  action: "import.list_rows" | "users.password_check",
  subject: string,
  detail: Readonly<Record<string, boolean>> = {},
): Promise<void> {
  await auditOnce(scene.db, { ...auditOf(scene, action, subject), detail }, slotOf(scene.now));
}
