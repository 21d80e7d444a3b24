import { vi } from "vitest";

const levels = ["debug", "log", "warn", "error"] as const;

/** A line of the log. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly event: string; readonly level: string };

/** Hears what is logged from now on, at every level. It keeps that out of the output where it is told to. */
export function hearLog({ isQuiet = false } = {}) {
  const lines: string[] = [];
  const spies = levels.map((level) => {
    const real = console[level].bind(console);
    return vi.spyOn(console, level).mockImplementation((...said: unknown[]) => {
      lines.push(said.map(String).join(" "));
      if (!isQuiet) real(...said);
    });
  });
  return {
    /** Everything that was written. */
    lines: lines as readonly string[],
    /** The lines of Muster's own log. */
    events: (): readonly LogLine[] =>
      lines.filter((line) => line.startsWith('{"event"')).map((line) => JSON.parse(line)),
    stop: () => {
      for (const spy of spies) spy.mockRestore();
    },
  };
}
