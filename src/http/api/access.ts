import { Hono } from "hono";
import * as v from "valibot";
import { listAdministrators } from "../../store/people.ts";
import { listTokens } from "../../store/tokens.ts";
import { addAdministrator, dropAdministrator } from "../acts/administrators.ts";
import { makeToken, revokeToken } from "../acts/tokens.ts";
import { administering, guard } from "../guard.ts";
import type { AppEnv } from "../hono-env.ts";
import { readJson } from "../input.ts";
import { answerFailure } from "../problem-json.ts";

/** Who administers an account. */
export const administrators = new Hono<AppEnv>();

const administratorWish = v.object({ email: v.string(), password: v.optional(v.nullable(v.string()), null) });

administrators.post("/", guard(administering), async (c) => {
  const wish = await readJson(c, administratorWish);
  if (!wish.ok) return answerFailure(c, wish.failure);
  const added = await addAdministrator(c.var.scene, wish.value);
  return added.ok ? c.json(added.value, 201) : answerFailure(c, added.failure);
});

administrators.get("/", guard(administering), async (c) => {
  const items = await listAdministrators(c.var.scene.db, c.var.scene.account);
  return c.json({ items, next: null });
});

administrators.delete("/:email", guard(administering), async (c) => {
  const dropped = await dropAdministrator(c.var.scene, c.req.param("email"));
  return dropped.ok ? c.body(null, 204) : answerFailure(c, dropped.failure);
});

/** Tokens of an account (S2). */
export const tokens = new Hono<AppEnv>();

const tokenWish = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1, "must not be blank"), v.maxLength(100)),
  scope: v.optional(v.picklist(["write", "read"], "must be write or read"), "write"),
  expires_at: v.optional(
    v.nullable(
      v.pipe(
        v.string(),
        v.isoTimestamp("must be a time of RFC 3339, such as 2027-01-31T00:00:00Z"),
        v.transform((text) => new Date(text).toISOString()),
      ),
    ),
    null,
  ),
});

tokens.post("/", guard(administering), async (c) => {
  const wish = await readJson(c, tokenWish);
  if (!wish.ok) return answerFailure(c, wish.failure);
  const made = await makeToken(c.var.scene, wish.value);
  return made.ok ? c.json(made.value, 201, { "Cache-Control": "no-store" }) : answerFailure(c, made.failure);
});

tokens.get("/", guard(administering), async (c) => {
  const found = await listTokens(c.var.scene.db, c.var.scene.account);
  return c.json({ items: found.map(({ account: _, ...token }) => token), next: null });
});

tokens.delete("/:id", guard(administering), async (c) => {
  const revoked = await revokeToken(c.var.scene, c.req.param("id"));
  return revoked.ok ? c.body(null, 204) : answerFailure(c, revoked.failure);
});
