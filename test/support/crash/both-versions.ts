import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../../scripts/lib/paths.mjs";
import { unpackVersionBefore } from "../product/version-before.ts";

/**
 * Writes a Worker that is the version before and this one at the same moment, against one state (O2): each request and each
 * batch of a queue is the other one's than the one before it, and so is each object that comes up. Gives its entry point.
 */
export function bothVersions(): string {
  const entry = join(dirname(unpackVersionBefore()), "both.js");
  writeFileSync(entry, source);
  return entry;
}

/** What only this version knows goes to it: the queue of mails that come back, and the object that counts. */
const source = `
import { DurableObject } from "cloudflare:workers";
import * as before from "./index.js";
import * as now from ${JSON.stringify(join(root, "src", "index.ts"))};

export { Meters } from ${JSON.stringify(join(root, "src", "index.ts"))};

let turn = 0;
function next() {
  turn ||= Math.ceil(Math.random() * 2);
  turn += 1;
  return turn % 2 === 0 ? now : before;
}

export class ImportCoordinator extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    return new (next().ImportCoordinator)(ctx, env);
  }
}

export default {
  fetch: (request, env, ctx) => next().default.fetch(request, env, ctx),
  queue: (batch, env, ctx) => (batch.queue === "muster-bounces" ? now : next()).default.queue(batch, env, ctx),
  scheduled: (controller, env, ctx) => next().default.scheduled(controller, env, ctx),
};
`;
