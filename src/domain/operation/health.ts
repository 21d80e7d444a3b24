import type { ImportState } from "../import/import.ts";
import type { PauseReason } from "../mail/pause.ts";

/** A database, how large it is, and how large it may become (bytes). */
export type DatabaseSize = { readonly name: string; readonly bytes: number; readonly limit: number };

/** How the service is, as whoever runs it sees it (O3). */
export type Health = {
  readonly status: HealthStatus;
  readonly imports: { readonly [S in ImportState]: number };
  /** How many imports have been active for longer than one can take. */
  readonly stuck: number;
  /** How long the mail that has been due for longest has waited; 0 when none is due. */
  readonly oldest_message_seconds: number;
  readonly mail_pause: { readonly reason: PauseReason; readonly until: string } | null;
  readonly databases: readonly DatabaseSize[];
  /** The newest migration of each database that was applied. */
  readonly schema: string;
  /** The version of the Worker, as the platform names it; "" where it names none. */
  readonly version: string;
  /** Each setting that can be unsafe, and whether it is safe (S12). */
  readonly configuration: readonly { readonly name: string; readonly ok: boolean }[];
};

/** `ok`, or that somebody should look: something stands still, waits, grows full or is unsafe. */
export type HealthStatus = "ok" | "attention";

/** A database of D1 holds so much (bytes): 10 GB. */
export const DATABASE_LIMIT = 10_000_000_000;
/** From here on somebody should look. */
const FULL = 0.8;
/** An import of the most rows takes seconds: one that is active for so long stands still (milliseconds). */
const STUCK_MS = 600_000;
const OLD_SECONDS = 900;

/** Tells since when an import must be active to count as stuck, at a time in milliseconds. */
export function stuckSince(now: number): string {
  return new Date(now - STUCK_MS).toISOString();
}

/** Tells how many whole seconds have passed at a time since a moment (milliseconds); 0 where there is none, or it is to come. */
export function secondsSince(moment: string | null, now: number): number {
  return moment === null ? 0 : Math.max(0, Math.floor((now - Date.parse(moment)) / 1_000));
}

/** Tells whether somebody should look. */
export function statusOf(health: Omit<Health, "status">): HealthStatus {
  const isWell =
    health.stuck === 0 &&
    health.mail_pause === null &&
    health.oldest_message_seconds < OLD_SECONDS &&
    health.databases.every(({ bytes, limit }) => bytes < limit * FULL) &&
    health.configuration.every(({ ok }) => ok);
  return isWell ? "ok" : "attention";
}
