import { isCode } from "../../domain/problems/say.ts";
import { ProblemPage } from "../../views/problem.tsx";
import { pageRoutes } from "./routes.ts";
import { show, showNothing } from "./show.tsx";

/** What the codes of problems mean, for people; public, as the `type` of every refusal leads here (RFC 9457). */
export const problems = pageRoutes();

problems.answer("GET /problems/:code", (c) => {
  const code = c.req.param("code");
  return isCode(code) ? show(c, <ProblemPage code={code} />) : showNothing(c);
});
