import type { Context } from "hono";
import { changeRole, dropAdministrator } from "../../../acts/people/administrators.ts";
import { findAdministrator } from "../../../acts/people/find-administrators.ts";
import { ownKey } from "../../../acts/people/own-security.ts";
import { type Role, roleIn } from "../../../domain/access/roles.ts";
import { emailKey } from "../../../domain/cells/email.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import { ChangeRolePage } from "../../../views/settings/change-role.tsx";
import { RemoveAdministratorPage } from "../../../views/settings/remove-administrator.tsx";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readFields } from "../forms.ts";
import { pageRoutes } from "../routes.ts";
import { isOver, show, showFailure, showNothing, viewerOf } from "../show.tsx";

/** What an administrator may do, and the end of it (S1). */
export const administrators = pageRoutes();

administrators.answer("GET /settings/administrators/:email/role", async (c) => {
  const given = await findAdministrator(c.var.scene, c.req.param("email"));
  if (!given.ok) return showNothing(c);
  const { email, role, removable } = given.value;
  return showRole(c, email, role, removable.ok ? null : removable.failure);
});

administrators.answer("POST /settings/administrators/:email/role", async (c) => {
  const email = c.req.param("email");
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const changed = await changeRole(c.var.scene, email, roleIn(read.value.role));
  if (changed.ok) return c.redirect(after(c, email, changed.value.role), 303);
  if (changed.failure.code === "not_found") return showNothing(c);
  if (isOver(changed.failure)) return showFailure(c, changed.failure);
  return showRole(c, email, "owner", changed.failure);
});

/** Who is no longer an owner has no way back to the settings. */
function after(c: Context<AppEnv>, email: string, role: Role): string {
  return isSelf(c, email) && role !== "owner" ? "/" : "/settings?news=role";
}

function showRole(c: Context<AppEnv>, email: string, role: Role, failure: Failure | null) {
  const page = (
    <ChangeRolePage viewer={viewerOf(c)} email={email} was={role} self={isSelf(c, email)} failure={failure} />
  );
  return show(c, page, failure && c.req.method === "POST" ? statusOf(failure.code) : 200);
}

administrators.answer("GET /settings/administrators/:email/removal", async (c) => {
  const given = await findAdministrator(c.var.scene, c.req.param("email"));
  if (!given.ok) return showNothing(c);
  const { email, removable } = given.value;
  return showRemoval(c, email, removable.ok ? null : removable.failure);
});

administrators.answer("POST /settings/administrators/:email/removal", async (c) => {
  const email = c.req.param("email");
  const dropped = await dropAdministrator(c.var.scene, email);
  // Gone already, by a double click, is gone (E4).
  if (dropped.ok || dropped.failure.code === "not_found") return c.redirect("/settings?news=removed", 303);
  if (isOver(dropped.failure)) return showFailure(c, dropped.failure);
  return showRemoval(c, email, dropped.failure, statusOf(dropped.failure.code));
});

function showRemoval(
  c: Context<AppEnv>,
  email: string,
  failure: Failure | null,
  status: 200 | ReturnType<typeof statusOf> = 200,
) {
  const page = <RemoveAdministratorPage viewer={viewerOf(c)} email={email} self={isSelf(c, email)} failure={failure} />;
  return show(c, page, status);
}

function isSelf(c: Context<AppEnv>, email: string): boolean {
  return emailKey(email) === ownKey(c.var.scene);
}
