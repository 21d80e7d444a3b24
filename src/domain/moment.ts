const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/i;
/** A year of more digits would sort before all others. */
const LAST_YEAR = 9999;

/** Reads a time of RFC 3339, seconds optional, as UTC with milliseconds; null where it is none, or on a day that no month has. */
export function readMoment(text: string): string | null {
  const [, year, month, day] = RFC_3339.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const time = new Date(text);
  // Date takes the 30th of February for the 2nd of March.
  const isDay = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
  const isTime = isDay && !Number.isNaN(time.getTime()) && time.getUTCFullYear() <= LAST_YEAR;
  return isTime ? time.toISOString() : null;
}
