import { Hono } from "hono";
import { explain } from "../../domain/problems/guide.ts";
import { ProblemPage } from "../../views/problem.tsx";
import type { AppEnv } from "../hono-env.ts";
import { show, showNothing } from "./show.tsx";

/** What the codes of problems mean, for people; public, as the `type` of every refusal leads here (RFC 9457). */
export const problems = new Hono<AppEnv>();

problems.get("/:code", (c) => {
  const code = c.req.param("code");
  const explanation = explain(code);
  return explanation ? show(c, <ProblemPage code={code} explanation={explanation} />) : showNothing(c);
});
