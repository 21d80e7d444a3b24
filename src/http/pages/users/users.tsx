import { exportUsers } from "../../../acts/imports/exports.ts";
import { findUsersPage, findUserToRemove, findUserWithMails } from "../../../acts/users/find-users.ts";
import { dropUser } from "../../../acts/users/remove-user.ts";
import { MAX_BULK_USERS } from "../../../domain/limits.ts";
import { DeleteUserPage } from "../../../views/users/delete-user.tsx";
import { UsersPage } from "../../../views/users/list.tsx";
import { readPicked } from "../../../views/users/picked.tsx";
import { UserPage } from "../../../views/users/user.tsx";
import { sayReset } from "../../../views/users/user-mails.tsx";
import { csvResponse } from "../../answer/download.ts";
import { mayStill } from "../../request/late-body.ts";
import { cursorOf, PER_PAGE, queryOf } from "../forms.ts";
import { readAhead } from "../people/ahead.ts";
import { pageRoutes } from "../routes.ts";
import { show, showFailure, showNothing, viewerOf } from "../show.tsx";
import { receiveBulk, showBulk, showBulkDone } from "./bulk.tsx";
import { receiveEditUser, showEditUser } from "./edit.tsx";
import { receiveNewUser, showNewUser } from "./new.tsx";
import { receiveResetPassword, receiveResetPin, showResetPassword, showResetPin } from "./resets.tsx";
import { aroundOf, wantedOf } from "./wanted.ts";

/** The users of the account. */
export const users = pageRoutes();

const news = new Map([
  ["created-users", "The user is created. The temporary password is on its way to the user."],
  ["created-recipient", "The user is created. The temporary password is on its way to the address that you gave."],
  ["created-none", "The user is created. No password was sent."],
  ["saved", "The changes are saved."],
  ["deleted", "The user is deleted."],
]);

users.answer("GET /users/users.csv", async (c) =>
  csvResponse(await exportUsers(c.var.scene, wantedOf(c), () => mayStill(c.req.raw)), "users.csv"),
);

const listed = readAhead("GET /users", (c, at) =>
  findUsersPage(at, { ...wantedOf(c), after: cursorOf(c), limit: PER_PAGE }),
);

users.answer("GET /users", async (c) => {
  const view = wantedOf(c);
  const found = await listed(c);
  if (!found.ok) return showNothing(c);
  const { users: shown, next, choices, ...many } = found.value;
  const around = aroundOf(c, view, next);
  const told = news.get(queryOf(c, "news")) ?? null;
  const isMany = many.found === null || many.found > MAX_BULK_USERS;
  const asked = readPicked(queryOf(c, "pick"));
  const picked = asked === "all" && isMany ? "none" : asked;
  const page = { view, choices, many, around, picked };
  return show(c, <UsersPage viewer={viewerOf(c)} users={shown} {...page} news={told} />);
});

users.answer("GET /users/bulk", showBulk);
users.answer("POST /users/bulk", receiveBulk);
users.answer("GET /users/bulk/:name", showBulkDone);

users.answer("GET /users/new", showNewUser);
users.answer("POST /users/new", receiveNewUser);

/** So many of a user's mails are shown. */
const MAILS_SHOWN = 10;

users.answer("GET /users/:id", async (c) => {
  const found = await findUserWithMails(c.var.scene, c.req.param("id"), MAILS_SHOWN);
  if (!found.ok) return showNothing(c);
  const { user, mails } = found.value;
  const of = queryOf(c, "news");
  const told = of === "password" || of === "voicemail_pin" ? sayReset(of, mails) : (news.get(of) ?? null);
  const created = of.startsWith("created-");
  return show(c, <UserPage viewer={viewerOf(c)} user={user} mails={mails} news={told} created={created} />);
});

users.answer("GET /users/:id/password", showResetPassword);
users.answer("POST /users/:id/password", receiveResetPassword);

users.answer("GET /users/:id/voicemail-pin", showResetPin);
users.answer("POST /users/:id/voicemail-pin", receiveResetPin);

users.answer("GET /users/:id/edit", showEditUser);
users.answer("POST /users/:id/edit", receiveEditUser);

users.answer("GET /users/:id/delete", async (c) => {
  const found = await findUserToRemove(c.var.scene, c.req.param("id"));
  return found.ok ? show(c, <DeleteUserPage viewer={viewerOf(c)} {...found.value} />) : showNothing(c);
});

users.answer("POST /users/:id/delete", async (c) => {
  const dropped = await dropUser(c.var.scene, c.req.param("id"));
  // Gone already, by a double click, is gone (E4).
  const isGone = dropped.ok || dropped.failure.code === "not_found";
  return isGone ? c.redirect("/users?news=deleted", 303) : showFailure(c, dropped.failure);
});
