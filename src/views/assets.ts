/**
 * Where the static files are. Browsers keep them for ever (public/_headers), so a changed file needs a changed address:
 * `test/views/assets.test.ts` says what to write here when app.css or the version of htmx has changed.
 */
export const stylesheet = "/app.css?v=4273caa5";

/** htmx; only on pages that change by themselves. */
export const liveScript = "/vendor/htmx-4.0.1.min.js";
