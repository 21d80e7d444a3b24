import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { isMoving } from "../domain/operation/moving.ts";
import { refuse } from "../domain/problems/result.ts";
import { log } from "../log.ts";
import { answerFailure } from "./answer/problem-json.ts";
import { api } from "./api/index.ts";
import { dev } from "./dev.ts";
import { healthz } from "./healthz.ts";
import type { AppEnv } from "./hono-env.ts";
import { observed } from "./observed.ts";
import { pages } from "./pages/index.ts";
import { showNothing } from "./pages/show.tsx";
import { readOff } from "./request/read-off.ts";
import { safeConfiguration } from "./request/safe-configuration.ts";
import { traceOf } from "./trace.ts";

/** The two front doors over the same acts: pages for people, JSON for programs. */
export const app = new Hono<AppEnv>();

app.use("*", observed);

const none = ["'none'"];
const self = ["'self'"];

// S7, on every answer: nothing may be loaded, framed or sent anywhere but from and to ourselves.
app.use(
  "*",
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: none,
      scriptSrc: self,
      styleSrc: self,
      imgSrc: self,
      connectSrc: self,
      formAction: self,
      baseUri: none,
      frameAncestors: none,
    },
    strictTransportSecurity: "max-age=63072000; includeSubDomains",
    referrerPolicy: "same-origin",
    xFrameOptions: false,
    xXssProtection: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xDnsPrefetchControl: false,
    originAgentCluster: false,
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [], fullscreen: [] },
  }),
);

app.use("*", readOff);
app.use("*", safeConfiguration);

app.route("/api/v1", api);
app.route("/dev", dev);
app.route("/", healthz.hono);
app.route("/", pages);
app.notFound(showNothing);

app.onError((error, c) => {
  if (isMoving(error)) return answerFailure(c, refuse("account_moving", {}).failure);
  const reference = c.get("reference");
  log("fault", traceOf(c), error);
  return answerFailure(c, refuse("internal_error", { of: "request", reference }).failure);
});
