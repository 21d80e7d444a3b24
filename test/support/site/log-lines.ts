const levels = ["debug", "log", "warn", "error"] as const;

/** A line of the log. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly event: string; readonly level: string };

type Listener = { readonly lines: string[]; readonly isQuiet: boolean };

/** Who hears what is logged: any number of them, each from when it began until it stops. */
const listeners = new Set<Listener>();

for (const level of levels) {
  const write = console[level].bind(console);
  console[level] = (...said: unknown[]) => {
    for (const { lines } of listeners) lines.push(said.map(String).join(" "));
    if (![...listeners].some(({ isQuiet }) => isQuiet)) write(...said);
  };
}

/** Hears what is logged from now on, at every level. It keeps that out of the output where it is told to. */
export function hearLog({ isQuiet = false } = {}) {
  const lines: string[] = [];
  const listener = { lines, isQuiet };
  listeners.add(listener);
  return {
    /** Everything that was written. */
    lines: lines as readonly string[],
    /** The lines of Muster's own log. */
    events: (): readonly LogLine[] =>
      lines.filter((line) => line.startsWith('{"event"')).map((line) => JSON.parse(line)),
    stop: () => {
      listeners.delete(listener);
    },
  };
}
