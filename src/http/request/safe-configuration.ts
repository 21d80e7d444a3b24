import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { checkConfiguration, isDevelopment } from "../../domain/configuration.ts";
import { sayConfiguration } from "../../domain/problems/english/configuration.ts";
import { refuse } from "../../domain/problems/result.ts";
import { log } from "../../log.ts";
import { answerFailure } from "../answer/problem-json.ts";
import type { AppEnv } from "../hono-env.ts";
import { traceOf } from "../trace.ts";

const NOT_SET_UP = "Muster is not set up yet. Whoever runs it finds in its log what is to be done.\n";

/**
 * Serves nobody outside development while the configuration is unsafe: the log says what to do, the answer does not (S12).
 * What comes over plain http is led to https; what brings a token is refused: a program that is led on every time would go on
 * sending it readably, and nobody would notice.
 */
export const safeConfiguration = createMiddleware<AppEnv>(async (c, next) => {
  if (isDevelopment(c.env)) return next();
  const faults = checkConfiguration(c.env);
  if (faults.length > 0) {
    const { reference } = c.var;
    log("configuration_unsafe", { reference, to_do: faults.map(sayConfiguration).join(" ") });
    return c.text(`${NOT_SET_UP}Reference: ${reference}\n`, 503, { "Cache-Control": "no-store" });
  }
  const url = new URL(c.req.url);
  if (url.protocol === "https:") return next();
  if (c.req.header("Authorization") !== undefined) return refuseReadable(c);
  // 308: a form or a file comes again as what it was.
  return c.redirect(`https://${url.hostname}${url.pathname}${url.search}`, 308);
});

function refuseReadable(c: Context<AppEnv>): Response {
  log("token_sent_readably", traceOf(c));
  return answerFailure(c, refuse("malformed_request", { reason: "plain_http" }).failure);
}
