/** How much a line of the log matters: `error` wants somebody to look, `warn` mends itself, and `debug` is written only where it was asked for. */
export const logLevels = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];

/** Everything that is logged, with its level (O3). What each means, and what to do, stands in docs/operations.md. */
export const logEvents = {
  answered: "debug",
  mail_leases_ended: "debug",
  refused: "info",
  access_refused: "info",
  passkey_unreadable: "info",
  gzip_unreadable: "info",
  body_cut_off: "info",
  mails_resumed: "info",
  outlived_cleared: "info",
  orphans_cleared: "info",
  resealed: "info",
  resealing_finished: "info",
  delivery_unanswered: "info",
  delivery_failed: "info",
  bounce_of_nothing: "info",
  account_fenced: "info",
  account_moved: "info",
  account_left: "info",
  d1_repeated: "warn",
  meters_not_kept: "warn",
  meters_not_told: "warn",
  offer_unopened: "warn",
  token_sent_readably: "warn",
  mails_paused: "warn",
  mail_pause_not_kept: "warn",
  range_sent_again: "warn",
  chunk_failed: "warn",
  watchdog_failed: "warn",
  sweep_failed: "warn",
  first_range_not_sent: "warn",
  stop_unfinished: "warn",
  mails_not_woken: "warn",
  place_not_told: "warn",
  mails_failed: "warn",
  message_newer: "warn",
  notes_newer: "warn",
  bounce_failed: "warn",
  account_move_failed: "warn",
  account_move_given_up: "error",
  account_differs: "error",
  mail_record_repeated: "warn",
  mail_lease_lost: "warn",
  mails_not_given_back: "warn",
  claim_not_released: "warn",
  fault_not_noted: "warn",
  deliveries_failed: "warn",
  deliveries_not_woken: "warn",
  webhook_disabled: "warn",
  newest_event_not_told: "warn",
  counts_not_mended: "warn",
  configuration_unsafe: "error",
  fault: "error",
  not_alive: "error",
  range_given_up: "error",
  chunk_given_up: "error",
  dead_chunk_failed: "error",
  cron_failed: "error",
  link_not_mailed: "error",
  mail_fault: "error",
  mail_message_given_up: "error",
  reseal_unopened: "error",
  delivery_message_given_up: "error",
  delivery_fault: "error",
  counts_mended: "error",
  message_unknown: "error",
  queue_unknown: "error",
} as const satisfies Readonly<Record<string, LogLevel>>;
export type LogEvent = keyof typeof logEvents;

/** Tells whether an event is written where lines from this level on are. */
export function isWritten(event: LogEvent, from: LogLevel): boolean {
  return logLevels.indexOf(logEvents[event]) >= logLevels.indexOf(from);
}

/** Reads the level that a deployment has chosen; `info` unless it is one. */
export function logLevelOf(configured: string | undefined): LogLevel {
  return logLevels.find((level) => level === configured) ?? "info";
}

/**
 * A message may quote what somebody wrote: whatever looks like an address or a number is left out, and it is kept short (S10). Of
 * a URL nothing but its scheme is left: the secret of whoever is called may stand in it.
 */
export function withoutPersons(message: string): string {
  return message
    .slice(0, LONGEST)
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s"`<>]+/gi, "$1…")
    .replace(/[^\s"`<>(),;:]+@[^\s"`<>(),;:]+/g, "…@…")
    .replace(/\+?[0-9][0-9 ().-]{5,}[0-9]/g, "…");
}

const LONGEST = 500;
