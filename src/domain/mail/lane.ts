import type { MailKind } from "./mail.ts";

/**
 * The lanes that mails leave by: `first` is for those that somebody waits for, and never stands behind the mails of
 * imports in `bulk` (M10). Each has a queue and consumers of its own.
 */
export const mailLanes = ["first", "bulk"] as const;
export type MailLane = (typeof mailLanes)[number];

/** What a person asks for and waits for, or has to know at once. */
const awaited: readonly MailKind[] = ["invitation", "admin_reset", "security_notice"];

/** Tells the lane of a mail. `one` is a mail that was asked for one user: a reset of their password or PIN. */
export function laneOf({ kind, one = false }: { readonly kind: MailKind; readonly one?: boolean }): MailLane {
  return one || awaited.includes(kind) ? "first" : "bulk";
}
