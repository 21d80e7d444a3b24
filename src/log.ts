import { isWritten, type LogEvent, type LogLevel, logEvents, withoutPersons } from "./domain/operation/log-events.ts";
import { count } from "./telemetry/meters.ts";
import { workNow } from "./telemetry/work.ts";

type Fields = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Writes one structured line about an event: its level, the reference and account of what is done just then, the version,
 * and of an error its reason, with the stack where somebody must look. Never names, numbers, passwords or PINs (S10).
 */
export function log(event: LogEvent, fields: Fields = {}, error?: unknown): void {
  const level = logEvents[event];
  const work = workNow();
  count("muster_log_lines", { level, event });
  if (!isWritten(event, work?.level ?? "info")) return;
  const line = { event, level, ...traceOf(work), ...fields, ...(error === undefined ? {} : faultOf(level, error)) };
  write[level](JSON.stringify(line));
}

function traceOf(work: ReturnType<typeof workNow>): Fields {
  if (!work) return {};
  const { reference, account, version } = work;
  return { ...(reference ? { reference } : {}), ...(account ? { account } : {}), version };
}

function faultOf(level: LogLevel, error: unknown): Fields {
  const stack = level === "error" ? stackOf(error) : "";
  return { reason: reasonOf(error), ...(stack === "" ? {} : { stack }) };
}

/** Says what was thrown, with its cause, for a log line. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return withoutPersons(String(error));
  // It quotes what could not be read.
  const message = error instanceof SyntaxError ? "…" : withoutPersons(error.message);
  const said = `${error.name}: ${message}`;
  return error.cause === undefined ? said : `${said} <- ${reasonOf(error.cause)}`;
}

/** Where it was thrown, without the message, which stands in the reason. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return frames.map((line) => line.trim()).join("\n");
}

/* biome-ignore-start lint/suspicious/noConsole: the only place in the code that writes to the console */
/** The platform takes the level of a line from how it is written. */
const write: Readonly<Record<LogLevel, (line: string) => void>> = {
  debug: (line) => console.debug(line),
  info: (line) => console.log(line),
  warn: (line) => console.warn(line),
  error: (line) => console.error(line),
};
/* biome-ignore-end lint/suspicious/noConsole: the only place in the code that writes to the console */
