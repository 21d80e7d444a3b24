import { Hono } from "hono";
import { findUser, listUsers } from "../../store/users.ts";
import { UsersPage } from "../../views/users/list.tsx";
import { UserPage } from "../../views/users/user.tsx";
import type { AppEnv } from "../hono-env.ts";
import { writeCursor } from "../input.ts";
import { cursorOf, PER_PAGE, pageOf, queryOf } from "./forms.ts";
import { show, showNothing, viewerOf } from "./show.tsx";

/** The users of the account. */
export const users = new Hono<AppEnv>();

users.get("/", async (c) => {
  const { db, account } = c.var.scene;
  const q = queryOf(c, "q").trim();
  const after = cursorOf(c);
  const { shown, last } = pageOf(await listUsers(db, account, { q, after, limit: PER_PAGE + 1 }), PER_PAGE);
  const page = { first: after === "", next: last && writeCursor(last.cursor) };
  return show(c, <UsersPage viewer={viewerOf(c)} users={shown.map(({ user }) => user)} q={q} page={page} />);
});

users.get("/:id", async (c) => {
  const user = await findUser(c.var.scene.db, c.var.scene.account, c.req.param("id"));
  return user ? show(c, <UserPage viewer={viewerOf(c)} user={user} />) : showNothing(c);
});
