/** Writes one structured line about an event; never names, numbers, passwords or PINs (S10). */
export function log(event: string, fields: Readonly<Record<string, string | number | boolean | null>> = {}): void {
  // biome-ignore lint/suspicious/noConsole: the only place in the code that writes to the console
  console.log(JSON.stringify({ event, ...fields }));
}

/** Says what was thrown, with its cause, for a log line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined
    ? `${error.name}: ${error.message}`
    : `${error.name}: ${error.message} <- ${reasonOf(error.cause)}`;
}
