/** What arrives on a queue: what it carries, or what its consumer gave up on. */
export const queueKinds = [
  "rows",
  "rows-small",
  "mails",
  "mails-first",
  "mails-small",
  "webhooks",
  "bounces",
  "rows-dead",
  "mails-dead",
  "webhooks-dead",
] as const;
export type QueueKind = (typeof queueKinds)[number];

/**
 * Tells by the end of its name what a queue carries: each environment has queues of its own, such as `muster-rows` and
 * `muster-staging-rows` (O1). Null for a name that ends otherwise.
 */
export function queueKindOf(name: string): QueueKind | null {
  return queueKinds.find((kind) => name === kind || name.endsWith(`-${kind}`)) ?? null;
}
