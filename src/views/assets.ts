/**
 * Where the static files are. Browsers keep them for ever (public/_headers), so a changed file needs a changed address:
 * `test/views/assets.test.ts` says what to write here when app.css, src/browser/live.js or the version of htmx has changed.
 */
export const stylesheet = "/app.css?v=4dc585f1";

/** htmx, and what polls do in a hidden tab; only on pages that change by themselves. */
export const liveScript = "/vendor/live-d0001b19-htmx-4.0.1.js";

/** What sends a file on a bad line; only on pages that ask for one. */
export const uploadScript = "/upload.js?v=8f15ab1e";
