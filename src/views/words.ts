import { count } from "../domain/count.ts";

const months = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

/** How a moment is told: with its month in full, as in lists that reach far back, or the day alone. */
export type Moment = "time" | "date" | "day";

/** Writes a moment in plain words: "22 November, 10:02 UTC". */
export function sayTime(moment: string): string {
  return sayMoment(moment, "time", "UTC");
}

/** Writes a moment with its year, for lists that reach far back: "22 Nov 2026, 10:02 UTC". */
export function sayDate(moment: string): string {
  return sayMoment(moment, "date", "UTC");
}

/** Writes a moment in a zone, which is named behind the time: "22 November, 11:02 CET". */
export function sayMoment(moment: string, as: Moment, zone: string): string {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(new Date(moment))
      .map(({ type, value }) => [type, value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  const month = months[Number(of("month")) - 1] ?? "";
  const day = Number(of("day"));
  if (as === "day") return `${day} ${month}`;
  const date = as === "date" ? `${day} ${month.slice(0, 3)} ${of("year")}` : `${day} ${month}`;
  return `${date}, ${of("hour")}:${of("minute")} ${of("timeZoneName")}`;
}

/** To make one takes longer than to write with it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone) ?? new Intl.DateTimeFormat("en-GB", { ...shape, timeZone: zone });
  formats.set(zone, known);
  return known;
}

const shape: Intl.DateTimeFormatOptions = {
  ...({ year: "numeric", month: "numeric", day: "numeric" } as const),
  ...({ hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" } as const),
};

/** Writes how long something takes or took, in at most two units: "2 s", "4 min 10 s", "1 h 5 min". */
export function sayDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 1) return "less than 1 s";
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return units([Math.floor(whole / 60), "min"], [whole % 60, "s"]);
  return units([Math.floor(whole / 3600), "h"], [Math.floor((whole % 3600) / 60), "min"]);
}

/** Writes the time between two moments. */
export function sayBetween(from: string, to: string): string {
  return sayDuration((Date.parse(to) - Date.parse(from)) / 1000);
}

/** Writes a number of things: "1 user", "1,000 users". */
export function sayMany(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** Writes a size: "812 bytes", "248 KB", "1.9 MB". */
export function sayBytes(bytes: number): string {
  if (bytes < 1024) return sayMany(bytes, "byte");
  if (bytes < 1024 * 1024) return `${count(Math.round(bytes / 1024))} KB`;
  return `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`;
}

function units(...parts: readonly (readonly [number, string])[]): string {
  return parts
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n} ${unit}`)
    .join(" ");
}
