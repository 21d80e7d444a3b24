import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { keepOperatorRead } from "../../acts/people/evidence.ts";
import { admitGuess } from "../../acts/people/rate-limits.ts";
import { findAsker, refusalOf } from "../../acts/people/who-asks.ts";
import { doorstepOf, moveOn, sceneOf } from "../../acts/scene.ts";
import { wakeWebhooks } from "../../acts/webhooks/wake-webhooks.ts";
import type { ApiDemand } from "../../domain/access/demands.ts";
import { done, type Failure, type Result, refuse } from "../../domain/problems/result.ts";
import { answerFailure } from "../answer/problem-json.ts";
import { showGuesses } from "../answer/rate-limit.ts";
import type { AppEnv } from "../hono-env.ts";
import { noBody } from "../schemas/page.ts";
import { readBearer } from "./bearer.ts";
import { readJson, readQuery } from "./input.ts";
import { noteLook } from "./late-body.ts";

const SAFE = ["GET", "HEAD"];
const API = "/api/v1";
/** Characters of a path that the audit keeps. */
const LONGEST = 300;

/**
 * Lets a request of the API through when its token may ask this of the account in its path, and sets the scene.
 * Routes that read check their query themselves; of the others only those whose demand says so take one.
 */
export function guard(demand: ApiDemand) {
  return createMiddleware<AppEnv>(async (c, next) => {
    if (demand.who === "public") return next();
    const door = doorstepOf(c.env, c.req.header("CF-Connecting-IP") ?? null);
    const token = readBearer(c.req.header("Authorization"));
    const asker = token.ok ? await findAsker(door, token.value) : token;
    if (!asker.ok) return turnAway(c, door.address, asker.failure);
    const account = c.req.param("account") ?? "";
    const allowed = refusalOf(c.env, asker.value, account, demand);
    if (!allowed.ok) return answerFailure(c, allowed.failure);
    noteLook(c.req.raw, async () => {
      const again = await findAsker(doorstepOf(c.env, door.address), token.ok ? token.value : "");
      moveOn(c.get("scene"));
      return again.ok ? refusalOf(c.env, again.value, account, demand) : again;
    });
    const fit = await fits(c, demand);
    if (!fit.ok) return answerFailure(c, fit.failure);
    c.header("Cache-Control", "no-store");
    c.set("scene", await sceneOf(door, asker.value, account));
    const isOperators = asker.value.kind === "operator" || asker.value.kind === "platform";
    // What changes something has an entry of its own (S8); a scene of its own, so that no import pays for it (I9).
    if (isOperators && SAFE.includes(c.req.method) && c.req.path.startsWith(API)) {
      const scene = await sceneOf(door, asker.value, account);
      await keepOperatorRead(scene, c.req.path.slice(API.length, API.length + LONGEST));
    }
    await next();
    await sendHeard(c);
  });
}

/** What the request has told goes out to the account's webhooks (W3). */
async function sendHeard({ env, var: { scene } }: Context<AppEnv>): Promise<void> {
  if (scene.db.heard) await wakeWebhooks(env, scene.account);
}

/** Of what comes to a route that does not take it nothing is passed over in silence (api.md). */
async function fits(c: Context<AppEnv>, { query, body }: ApiDemand): Promise<Result<unknown>> {
  const noQuery = query || SAFE.includes(c.req.method) ? done({}) : readQuery(c, {});
  if (!noQuery.ok || body === "file" || !hasBody(c)) return noQuery;
  if (!isJson(c.req.header("Content-Type"))) return refuse("unsupported_body_type", { wanted: "json" });
  return body === "json" ? done({}) : readJson(c, noBody);
}

function hasBody({ req }: Context<AppEnv>): boolean {
  return req.raw.body !== null && req.header("Content-Length") !== "0";
}

/** A page of another site can make a browser send a text as it likes; to send JSON the browser asks us first (S5). */
function isJson(type = ""): boolean {
  return /^application\/(?:[\w.-]+\+)?json *(?:;|$)/i.test(type.trim());
}

async function turnAway(c: Context<AppEnv>, address: string | null, failure: Failure): Promise<Response> {
  const admitted = await admitGuess(c.env, address);
  showGuesses(c);
  return answerFailure(c, admitted.ok ? failure : admitted.failure);
}
