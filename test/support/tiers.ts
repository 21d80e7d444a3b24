import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * How much is tried: `npm test -- --quick` (seconds between two edits), `npm test` (before a commit), `npm test -- --whole` (every test:
 * on each push, and whenever files or a project are named).
 */
const depths = ["quick", "usual", "whole"] as const;
export type Depth = (typeof depths)[number];

/** These play whole imports again and again, walk over every route, or count at scale. `npm test -- --quick` leaves them out. */
const notQuick = [
  "edge/cost/imports",
  "edge/cost/undo",
  "edge/drafts/history",
  "edge/events/events",
  "edge/imports/answers",
  "edge/imports/imports-conflicts",
  "edge/imports/imports-connect",
  "edge/mails/mails-delivery",
  "edge/operation/metrics",
  "edge/people/factors",
  "edge/people/links",
  "edge/people/walk-api",
  "edge/people/walk-foreign",
  "edge/people/walk-pages",
  "edge/people/walk-proof",
  "edge/run/run-claims",
  "edge/run/run-start",
  "edge/run/run-stop",
  "edge/run/run-watchdog",
  "edge/run/undo",
];

/** These take longest. `npm test` has other tests of the same things; these go through them once more in a server, a browser or at scale. */
const wholeOnly = [
  "edge/audit/every-change",
  "edge/contract/arbitrary",
  "edge/cost/bulk",
  "edge/drafts/known-rows",
  "edge/drafts/sheet-scale",
  "edge/drafts/thousand",
  "edge/events/events-wait",
  "edge/imports/imports-thousand",
  "edge/imports/retention",
  "edge/imports/wait",
  "edge/mails/mails-many",
  "edge/mails/weather",
  "edge/people/access-rate-limits",
  "edge/people/ends/by-session",
  "edge/people/ends/held-back-bodies",
  "edge/people/ends/late-proof",
  "edge/people/factor-limits",
  "edge/users/search-scale",
  "edge/databases/moves-fence",
  "edge/databases/moves-killed",
  "edge/databases/moves-numbers",
  "edge/databases/moves-removed",
  "edge/databases/moves-waiting",
  "lab/draft-races",
  "lab/mail-pause",
  "lab/rotation",
  "lab/undo-races",
  "browser/budgets",
  "browser/desk",
  "browser/factors",
  "browser/foreign-files",
  "browser/hostile",
  "browser/people",
  "browser/poll",
  "browser/report",
  "browser/resets",
  "browser/settings",
  "browser/sheet",
  "browser/steps",
  "browser/typed",
  "browser/upload",
  "browser/users",
  "browser/without-mouse",
  "browser/wizard",
  "product/backup",
  "product/command-line",
  "product/cuts",
  "product/deployment",
  "product/examples",
  "product/feed",
  "product/first-lane",
  "product/follow",
  "product/many",
  "product/move",
  "product/readme-deploying",
  "product/smtp",
  "product/too-large",
  "product/upgrade",
  "product/webhooks",
];

/** The test files that a run of this depth leaves out. Throws where a list names one that is not there. */
export function leftOut(root: string, asked = process.env.MUSTER_TESTS): readonly string[] {
  const depth = depths.find((one) => one === asked) ?? "whole";
  const [short, long] = [notQuick, wholeOnly].map((list) => list.map((name) => `test/${name}.test.ts`));
  const missing = [...short!, ...long!].filter((file) => !existsSync(join(root, file)));
  if (missing.length > 0) throw new Error(`There is no ${missing.join(", ")} to leave out.`);
  return { quick: [...short!, ...long!], usual: long!, whole: [] }[depth];
}
