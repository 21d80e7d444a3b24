import type { Context } from "hono";
import { askForProof, proveOneself } from "../../../acts/people/proof.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import { ProofPage, ProvedPage } from "../../../views/people/proof.tsx";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { queryOf, readFields } from "../forms.ts";
import { pageRoutes } from "../routes.ts";
import { noteRefusal, show, showFailure, viewerOf } from "../show.tsx";
import { keep, kept } from "./cookies.ts";
import { ownPath } from "./session.ts";
import { siteOf } from "./site.ts";

/** The password once more, before what a stolen session must not do (S1). */
export const proof = pageRoutes();

/** Where somebody comes from whose form waits in another tab. */
const OTHER_TAB = "/proof";

proof.answer("GET /proof", (c) => {
  const next = ownPath(c.req.query("next"));
  const { asker } = c.var.scene;
  if (queryOf(c, "done") !== "" && asker.kind === "administrator" && asker.isProved()) return show(c, <ProvedPage />);
  return showProof(c, next);
});

proof.answer("POST /proof", async (c) => {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const next = ownPath(read.value.next);
  const proved = await proveOneself(c.var.scene, {
    password: read.value.password ?? "",
    code: read.value.code ?? "",
    passkey: read.value.passkey ?? "",
    site: siteOf(c),
    session: kept(c, "session") ?? "",
  });
  if (proved.ok) {
    keep(c, "session", proved.value);
    return c.redirect(next === OTHER_TAB ? "/proof?done=1" : next, 303);
  }
  noteRefusal(c, proved.failure);
  return showProof(c, next, proved.failure);
});

async function showProof(c: Context<AppEnv>, next: string, failure: Failure | null = null): Promise<Response> {
  const { scene, hasFactor } = c.var;
  const passkey = hasFactor ? await askForProof(scene, kept(c, "session") ?? "", siteOf(c)) : null;
  const props = { email: viewerOf(c).email, next, waits: next === OTHER_TAB, hasFactor, passkey, failure };
  return show(c, <ProofPage {...props} />, failure ? statusOf(failure.code) : 200);
}
