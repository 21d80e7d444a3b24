import { findToken, listTokens, makeToken, revokeToken } from "../../../acts/people/tokens.ts";
import { NewTokenPage } from "../../../views/settings/new-token.tsx";
import { RevokeTokenPage } from "../../../views/settings/revoke-token.tsx";
import { TokenMadePage } from "../../../views/settings/token-made.tsx";
import { TokensPage } from "../../../views/settings/tokens.tsx";
import { statusOf } from "../../answer/statuses.ts";
import { writeCursor } from "../../cursor.ts";
import { cursorOf, PER_PAGE, pageOf, queryOf, readFields } from "../forms.ts";
import { newFormKey } from "../imports/upload-form.ts";
import { pageRoutes } from "../routes.ts";
import { isOver, setRetryAfter, show, showFailure, showNothing, viewerOf } from "../show.tsx";
import { blankToken, readToken } from "./token-form.ts";

/** The account's API tokens (S2). */
export const tokens = pageRoutes();

tokens.answer("GET /settings/tokens", async (c) => {
  const after = cursorOf(c);
  const listed = await listTokens(c.var.scene, { after, limit: PER_PAGE + 1 });
  if (!listed.ok) return showFailure(c, listed.failure);
  const { shown, last } = pageOf(listed.value, PER_PAGE);
  const page = (
    <TokensPage
      viewer={viewerOf(c)}
      tokens={shown}
      page={{ first: after === "", next: last && writeCursor(last.id) }}
      now={c.var.scene.now}
      news={queryOf(c, "news") === "revoked" ? "The token is revoked. It works no longer." : null}
    />
  );
  return show(c, page);
});

tokens.answer("GET /settings/tokens/new", (c) =>
  show(c, <NewTokenPage viewer={viewerOf(c)} form={blankToken(newFormKey())} />),
);

tokens.answer("POST /settings/tokens", async (c) => {
  const { scene } = c.var;
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const { form, wish } = readToken(read.value, scene.now, newFormKey);
  if (!wish) return show(c, <NewTokenPage viewer={viewerOf(c)} form={form} />, 422);
  const made = await makeToken(scene, wish, form.key);
  if (!made.ok && isOver(made.failure)) return showFailure(c, made.failure);
  if (!made.ok) {
    setRetryAfter(c, made.failure);
    const page = <NewTokenPage viewer={viewerOf(c)} form={{ ...form, key: newFormKey() }} failure={made.failure} />;
    return show(c, page, statusOf(made.failure.code));
  }
  const api = `${new URL(c.req.url).origin}/api/v1/accounts/${scene.account}`;
  return show(c, <TokenMadePage viewer={viewerOf(c)} token={made.value} api={api} />);
});

tokens.answer("GET /settings/tokens/:id/revocation", async (c) => {
  const token = await findToken(c.var.scene, c.req.param("id"));
  return token.ok ? show(c, <RevokeTokenPage viewer={viewerOf(c)} token={token.value} />) : showNothing(c);
});

tokens.answer("POST /settings/tokens/:id/revocation", async (c) => {
  const revoked = await revokeToken(c.var.scene, c.req.param("id"));
  // Gone already, by a double click, is gone (E4).
  if (revoked.ok || revoked.failure.code === "not_found") return c.redirect("/settings/tokens?news=revoked", 303);
  return showFailure(c, revoked.failure);
});
