import { Hono } from "hono";
import * as v from "valibot";
import { reportBounce } from "../acts/mails/bounce.ts";
import { listOutbox } from "../acts/mails/find-mails.ts";
import { setWeather } from "../acts/mails/weather.ts";
import { nothingHere } from "../domain/problems/result.ts";
import { answerFailure } from "./answer/problem-json.ts";
import { devRoutes } from "./api/routes.ts";
import type { AppEnv } from "./hono-env.ts";
import { readJson, readQuery } from "./request/input.ts";
import { bounceReport } from "./schemas/bounce.ts";
import { mailWeather } from "./schemas/mail-weather.ts";

/** What exists in development only: the outbox of the simulated mail binding, and what that answers (M5). Elsewhere it answers like nothing. */
export const dev = new Hono<AppEnv>();

const LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"];
const MOST = 5_000;

dev.use("*", async (c, next) => {
  const local = LOCAL_HOSTS.includes(new URL(c.req.url).hostname);
  if (c.env.ENVIRONMENT === "development" && local) return next();
  return answerFailure(c, nothingHere().failure);
});

const simulated = devRoutes();

simulated.answer("GET /outbox", async (c) => {
  const limit = v.pipe(v.string(), v.regex(/^[0-9]{1,4}$/), v.transform(Number), v.minValue(1), v.maxValue(MOST));
  const query = readQuery(c, { to: v.optional(v.string()), limit: v.optional(limit, "100") });
  if (!query.ok) return answerFailure(c, query.failure);
  return c.json({ items: await listOutbox(c.var.scene, query.value.to ?? null, query.value.limit) });
});

simulated.answer("POST /mail-weather", async (c) => {
  const read = await readJson(c, mailWeather);
  if (!read.ok) return answerFailure(c, read.failure);
  await setWeather(c.var.scene, { answer: read.value.answer, times: read.value.times ?? null });
  return c.body(null, 204);
});

simulated.answer("POST /bounces", async (c) => {
  const read = await readJson(c, bounceReport);
  if (!read.ok) return answerFailure(c, read.failure);
  const reported = await reportBounce(c.var.scene, read.value);
  return reported.ok ? c.body(null, 204) : answerFailure(c, reported.failure);
});

dev.route("/", simulated.hono);
