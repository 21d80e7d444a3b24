import { findHealth, findMetrics } from "../../../acts/operation/health.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readQuery } from "../../request/input.ts";
import { apiRoutes } from "../routes.ts";

/** How the service is, for whoever runs it and for what watches it (O3). */
export const health = apiRoutes();

/** OpenMetrics 1.0, "Content-Type". */
const OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

health.answer("GET /operator/health", async (c) => {
  const query = readQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const found = await findHealth(c.var.scene);
  return found.ok ? c.json(found.value) : answerFailure(c, found.failure);
});

health.answer("GET /metrics", async (c) => {
  const query = readQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const found = await findMetrics(c.var.scene);
  return found.ok ? c.body(found.value, 200, { "Content-Type": OPEN_METRICS }) : answerFailure(c, found.failure);
});
