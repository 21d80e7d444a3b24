import { count } from "../domain/count.ts";

const months = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

/** Writes a moment in plain words: "22 November, 10:02 UTC". */
export function sayTime(moment: string): string {
  return `${sayDay(moment)}, ${clockOf(moment)} UTC`;
}

/** Writes a moment with its year, for lists that reach far back: "22 Nov 2026, 10:02 UTC". */
export function sayDate(moment: string): string {
  const date = new Date(moment);
  const month = (months[date.getUTCMonth()] ?? "").slice(0, 3);
  return `${date.getUTCDate()} ${month} ${date.getUTCFullYear()}, ${clockOf(moment)} UTC`;
}

/** Writes the day of a moment: "22 November". */
export function sayDay(moment: string): string {
  const date = new Date(moment);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ""}`;
}

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

function clockOf(moment: string): string {
  return new Date(moment).toISOString().slice(11, 16);
}

function units(...parts: readonly (readonly [number, string])[]): string {
  return parts
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n} ${unit}`)
    .join(" ");
}
