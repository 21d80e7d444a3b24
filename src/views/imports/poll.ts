/**
 * Carries the tag of what is shown, in a poll and in its answer. The fragment brings its tag along as hx-headers: the
 * extension hx-ptag would do the same, but is one request more and comes too late for the first poll.
 */
export const TAG_HEADER = "HX-PTag";

/**
 * Has a part of a page ask for itself again every so many seconds. That a tab is hidden or seen again triggers it as
 * well: src/browser/live.js lets only the second through.
 */
export function polling(from: string, seconds: number, tag: string) {
  return {
    "hx-get": from,
    "hx-trigger": `every ${seconds}s, visibilitychange from:document`,
    "hx-swap": "outerMorph",
    "hx-headers": JSON.stringify({ [TAG_HEADER]: tag }),
  };
}
