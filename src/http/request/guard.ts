import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { admitGuess } from "../../acts/people/rate-limits.ts";
import type { Failure } from "../../domain/problems/result.ts";
import { done } from "../../domain/problems/result.ts";
import { AccountDatabase, DirectoryDatabase } from "../../store/database.ts";
import { answerFailure } from "../answer/problem-json.ts";
import type { AppEnv } from "../hono-env.ts";
import { type Demand, findAsker, refusalOf } from "./bearer.ts";
import { readQuery } from "./input.ts";

export const reading: Demand = { who: "account", reading: true };
export const writing: Demand = { who: "account", reading: false };
export const administering: Demand = { who: "administrator", reading: false };
export const operating: Demand = { who: "operator", reading: false };
/** The operator's as well, unless the platform has a token of its own (S3). */
export const recognising: Demand = { who: "platform", reading: false };

const SAFE = ["GET", "HEAD"];

/**
 * Lets a request of the API through when its token may ask this of the account in its path, and sets the scene.
 * Who reads checks the query himself; of other requests only those with `query` have one.
 */
export function guard(demand: Demand, { query = false } = {}) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const now = new Date().toISOString();
    const asker = await findAsker(new DirectoryDatabase(c.env.DIRECTORY), c.env, {
      authorization: c.req.header("Authorization") ?? null,
      now,
    });
    const address = c.req.header("CF-Connecting-IP") ?? null;
    if (!asker.ok) return turnAway(c, address, asker.failure);
    const account = c.req.param("account") ?? "";
    const isOperators = demand.who === "platform" && !c.env.PLATFORM_TOKEN;
    const allowed = refusalOf(asker.value, account, isOperators ? operating : demand);
    if (!allowed.ok) return answerFailure(c, allowed.failure);
    const noQuery = query || SAFE.includes(c.req.method) ? done({}) : readQuery(c, {});
    if (!noQuery.ok) return answerFailure(c, noQuery.failure);
    // What it took to find out who asks is no part of what an import costs (I9).
    c.header("Cache-Control", "no-store");
    const databases = { db: new AccountDatabase(c.env.DB), directory: new DirectoryDatabase(c.env.DIRECTORY) };
    c.set("scene", { env: c.env, ...databases, asker: asker.value, account, now, address });
    return next();
  });
}

async function turnAway(c: Context<AppEnv>, address: string | null, failure: Failure): Promise<Response> {
  const admitted = await admitGuess(c.env, address);
  return answerFailure(c, admitted.ok ? failure : admitted.failure);
}
