import { join } from "node:path";
import type { Page } from "playwright-core";
import { samples } from "../paths.mjs";
import { halfUndone, undone } from "./undo.ts";

/** A page in one state: who sees it, and where. */
export type Stop = {
  readonly who: "nobody" | "newcomer" | "dana" | "robin";
  readonly name: string;
  readonly path: string;
  /** What the person does there to come to the state; null where the address is enough. */
  readonly act: ((page: Page) => Promise<unknown>) | null;
};

/** Imports in each of their states, by what they are shown for. */
export type Shown = Record<
  | "headers"
  | "encoding"
  | "moved"
  | "errors"
  | "many"
  | "ready"
  | "conflicts"
  | "mixed"
  | "thousand"
  | "blocked"
  | "stopped"
  | "running",
  string
>;

type Given = {
  readonly ids: Shown;
  readonly user: string;
  readonly token: string;
  readonly webhook: string;
  readonly change: (...statements: readonly string[]) => Promise<void>;
};

/** Presses a button of a form that its browser would not send as it is. */
const pressAnyway = (name: string) => async (page: Page) => {
  await page.locator("form").evaluateAll((forms) => {
    for (const form of forms) form.setAttribute("novalidate", "");
  });
  await Promise.all([page.waitForEvent("domcontentloaded"), page.getByRole("button", { name, exact: true }).click()]);
};

const sendFile = (name: string) => async (page: Page) => {
  await page.locator("#file").setInputFiles(join(samples, name));
  await page.getByRole("button", { name: "Start import", exact: true }).click();
  await page.locator("#refusal").waitFor();
};

const follow = (name: RegExp) => async (page: Page) => {
  await Promise.all([page.waitForEvent("domcontentloaded"), page.getByRole("link", { name }).click()]);
};

const fill = (label: string, text: string, button: string) => async (page: Page) => {
  await page.getByLabel(label, { exact: true }).fill(text);
  await pressAnyway(button)(page);
};

/** Every page in every state that looks different; `change` changes the local D1. */
export function stopsOf({ ids, user, token, webhook, change }: Given): readonly Stop[] {
  const import_ = (id: string, query = "") => `/imports/${id}${query}`;
  return [
    ...[
      stop("nobody", "sign in", "/sign-in"),
      stop("nobody", "sign in, refused", "/sign-in?next=%2Fusers", pressAnyway("Sign in")),
      stop("nobody", "forgot password", "/forgot-password"),
      stop(
        "nobody",
        "forgot password, sent",
        "/forgot-password",
        fill("E-mail address", "a@b.example", "Send the link"),
      ),
      stop("nobody", "link gone", "/reset/none"),
      stop("nobody", "problem explained", "/problems/import_in_progress"),
      stop("nobody", "nothing here", "/nowhere"),
      stop("nobody", "API", "/api"),
    ],
    ...[
      stop("newcomer", "home, new account", "/"),
      stop("newcomer", "new import, new account", "/imports/new"),
      stop("newcomer", "history, empty", "/imports"),
      stop("newcomer", "users, empty", "/users"),
      stop("newcomer", "numbers, empty", "/numbers"),
      stop("newcomer", "locations, one", "/locations"),
      stop("newcomer", "subscriptions, empty", "/subscriptions"),
      stop("newcomer", "services, none", "/services"),
      stop("newcomer", "tokens, none", "/settings/tokens"),
      stop("newcomer", "webhooks, none", "/settings/webhooks"),
      stop("newcomer", "activity, little", "/activity"),
    ],
    ...[
      stop("dana", "home", "/"),
      stop("dana", "new import", "/imports/new"),
      stop("dana", "new import, refused", "/imports/new", sendFile("file-malformed.csv")),
      stop("dana", "history", "/imports"),
      stop("dana", "unknown headers", import_(ids.headers)),
      stop("dana", "encoding asked for", import_(ids.encoding)),
      stop("dana", "moved cells asked for", import_(ids.moved)),
      stop("dana", "errors", import_(ids.errors)),
      stop("dana", "errors, one kind", import_(ids.errors, "?show=invalid_email")),
      stop("dana", "errors, one row", import_(ids.errors, "?show=row:7")),
      stop("dana", "errors, one column, its menu open", import_(ids.errors, "?show=in:email"), (page) =>
        page
          .getByText(/^Email Address/)
          .first()
          .click(),
      ),
      stop("dana", "errors, a cell edited", import_(ids.errors), (page) => page.locator("td.bad").first().dblclick()),
      stop("dana", "5,000 errors", import_(ids.many, "?page=2")),
      stop("dana", "ready", import_(ids.ready)),
      stop("dana", "ready, all unfolded", import_(ids.ready, "?columns=assign"), (page) =>
        page.locator("details.fold:not([open]) > summary:visible").evaluateAll((all) => {
          for (const summary of all) if (summary.parentElement) summary.parentElement.setAttribute("open", "");
        }),
      ),
      stop("dana", "ready with conflicts", import_(ids.conflicts)),
      stop("dana", "blocked", import_(ids.blocked)),
      stop("dana", "result", import_(ids.mixed)),
      stop("dana", "result, one reason", import_(ids.mixed, "?outcome=failed&reason=user_exists")),
      stop("dana", "result, nothing found", import_(ids.mixed, "?outcome=all&q=zzz")),
      stop("dana", "result, 1,000 rows", import_(ids.thousand)),
    ],
    ...[
      stop("dana", "users", "/users"),
      stop("dana", "users, nobody found", "/users?q=zzz"),
      stop("dana", "users, a page selected", "/users?sort=name&pick=page"),
      stop("dana", "users, filtered and all selected", "/users?q=lucia&license_type=Pro&pick=all"),
      stop("dana", "many users, what", `/users/bulk?users=${user}`),
      stop("dana", "many users, passwords", "/users/bulk?action=send_passwords&all=1&q=lucia"),
      stop("dana", "many users, licence to choose", `/users/bulk?action=license_type&users=${user}`),
      stop("dana", "many users, licence", "/users/bulk?action=license_type&to=Pro&all=1&license_type=Essentials"),
      stop("dana", "many users, services", `/users/bulk?action=services&users=${user}&users=none`),
      stop("dana", "many users, deletion", "/users/bulk?action=delete&all=1&q=lucia"),
      stop(
        "dana",
        "many users, done",
        `/users/bulk?action=location&to=Lyon+Office&users=${user}&users=none`,
        pressAnyway("Change 1 user"),
      ),
      stop("dana", "user", `/users/${user}`),
      stop("dana", "new user", "/users/new"),
      stop("dana", "new user, wrong", "/users/new", pressAnyway("Create this user")),
      stop("dana", "edit user", `/users/${user}/edit`),
      stop("dana", "reset password", `/users/${user}/password`),
      stop("dana", "reset PIN", `/users/${user}/voicemail-pin`),
      stop("dana", "delete user", `/users/${user}/delete`),
      stop("dana", "numbers", "/numbers"),
      stop("dana", "park numbers", "/numbers/new"),
      stop(
        "dana",
        "park numbers, wrong",
        "/numbers/new",
        fill("Paste the numbers", "front desk", "Park these numbers"),
      ),
      stop("dana", "locations", "/locations"),
      stop("dana", "new location", "/locations/new"),
      stop("dana", "new location, wrong", "/locations/new", pressAnyway("Add this location")),
      stop("dana", "location", "/locations", follow(/^Change ?Lyon/)),
      stop("dana", "remove location", "/locations", follow(/^Remove ?Lyon/)),
      stop("dana", "subscriptions", "/subscriptions"),
      stop("dana", "subscriptions, wrong", "/subscriptions", fill("Total of Pro", "1", "Save the totals")),
      stop("dana", "services", "/services"),
      stop("dana", "remove service", "/services/share/removal"),
    ],
    ...[
      stop("dana", "settings", "/settings"),
      stop("dana", "mails", "/settings/mail"),
      stop("dana", "security", "/settings/security"),
      stop("dana", "columns, none", "/settings/columns"),
      stop("dana", "tokens", "/settings/tokens"),
      stop("dana", "new token", "/settings/tokens/new"),
      stop("dana", "revoke token", `/settings/tokens/${token}/revocation`),
      stop("dana", "webhooks", "/settings/webhooks"),
      stop("dana", "new webhook", "/settings/webhooks/new"),
      stop("dana", "webhook", `/settings/webhooks/${webhook}`),
      stop("dana", "remove webhook", `/settings/webhooks/${webhook}/removal`),
      stop("dana", "activity", "/activity"),
    ],
    ...[
      stop("robin", "columns", "/settings/columns"),
      stop("robin", "running", import_(ids.running)),
      stop("robin", "running, instead of a new import", "/imports/new"),
      stop("robin", "paused", import_(ids.running, "?updates=paused")),
      stop("robin", "result, stopped", import_(ids.stopped)),
      stop("robin", "stopping", import_(ids.running), async (page) => {
        await change(`UPDATE imports SET state = 'stopping' WHERE id = '${ids.running}'`);
        return page.reload();
      }),
      stop("robin", "undo, asked", import_(ids.stopped, "/undo")),
      stop("robin", "undoing", import_(ids.stopped), async (page) => {
        await change(...halfUndone(ids.stopped, ids.running));
        return page.reload();
      }),
      stop("robin", "undone", import_(ids.stopped), async (page) => {
        await change(...undone(ids.stopped));
        return page.reload();
      }),
      stop("robin", "signed out", import_(ids.stopped), async (page) => {
        await page.context().clearCookies();
        await pressAnyway("Fix 37 and import again")(page);
      }),
    ],
  ];
}

function stop(who: Stop["who"], name: string, path: string, act: Stop["act"] = null): Stop {
  return { who, name, path, act };
}
