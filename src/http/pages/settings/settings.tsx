import type { Context } from "hono";
import { saveAccount } from "../../../acts/inventory/accounts.ts";
import { addAdministrator } from "../../../acts/people/administrators.ts";
import { findSettings } from "../../../acts/people/find-administrators.ts";
import { roleIn } from "../../../domain/access/roles.ts";
import { isTimeZone } from "../../../domain/account/time-zone.ts";
import { emailKey } from "../../../domain/cells/email.ts";
import { type Failure, refuse } from "../../../domain/problems/result.ts";
import { AccountSettingsPage, type InvitationForm } from "../../../views/settings/account.tsx";
import type { ZoneForm } from "../../../views/settings/account-facts.tsx";
import { statusOf } from "../../answer/statuses.ts";
import { writeCursor } from "../../cursor.ts";
import type { AppEnv } from "../../hono-env.ts";
import { cursorOf, PER_PAGE, pageOf, queryOf, readFields } from "../forms.ts";
import { newFormKey } from "../imports/upload-form.ts";
import { pageRoutes } from "../routes.ts";
import { goOn, isOver, setRetryAfter, show, showFailure, showNothing, viewerOf } from "../show.tsx";

/** The settings of the account, and the person's own. */
export const settings = pageRoutes();

settings.answer("GET /settings", (c) => showSettings(c, blank(), null));

// S1: what is answered is the same, whether or not somebody of this address is known already.
settings.answer("POST /settings/administrators", async (c) => {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const { email = "", key } = read.value;
  const role = roleIn(read.value.role);
  const form = key ? { form: key.slice(0, MAX_KEY) } : {};
  const added = await addAdministrator(c.var.scene, { email, role, password: null, ...form });
  if (added.ok) return c.redirect(`/settings?invited=${encodeURIComponent(added.value.email)}`, 303);
  const { failure } = added;
  if (isOver(failure)) return showFailure(c, failure);
  const inField = failure.code === "invalid_option";
  return showSettings(c, { ...blank(), email, role, wrong: inField ? failure : null }, failure);
});

const MAX_KEY = 100;

settings.answer("POST /settings/time-zone", async (c) => {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const time_zone = (read.value.time_zone ?? "").trim();
  if (!isTimeZone(time_zone)) {
    const wrong = refuse("invalid_option", { about: "time_zone" }).failure;
    return showSettings(c, blank(), null, { time_zone: time_zone.slice(0, MAX_KEY), wrong });
  }
  const saved = await saveAccount(c.var.scene, { time_zone });
  return goOn(c, saved, "/settings?news=zone");
});

settings.answer("POST /settings/factor", async (c) => {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const require_factor = read.value.require_factor === "true";
  const saved = await saveAccount(c.var.scene, { require_factor });
  return goOn(c, saved, `/settings?news=${require_factor ? "factor_on" : "factor_off"}`);
});

function blank(): InvitationForm {
  return { key: newFormKey(), email: "", role: "owner", wrong: null };
}

async function showSettings(
  c: Context<AppEnv>,
  form: InvitationForm,
  failure: Failure | null,
  zone?: ZoneForm,
): Promise<Response> {
  const after = cursorOf(c);
  const found = await findSettings(c.var.scene, { after, limit: PER_PAGE + 1 });
  if (!found.ok) return showNothing(c);
  const { account, administrators, many, owners } = found.value;
  const { shown, last } = pageOf(administrators, PER_PAGE);
  if (failure) setRetryAfter(c, failure);
  const page = (
    <AccountSettingsPage
      viewer={viewerOf(c)}
      account={account}
      administrators={shown}
      many={many}
      owners={owners}
      page={{ first: after === "", next: last && writeCursor(emailKey(last.email)) }}
      form={form}
      {...(zone && { zone })}
      news={failure || zone ? null : newsOf(c, shown)}
      failure={form.wrong === null ? failure : null}
    />
  );
  const refused = failure ?? zone?.wrong ?? null;
  return show(c, page, refused ? statusOf(refused.code) : 200);
}

const news = new Map([
  ["removed", "The administrator is removed."],
  ["role", "The role is changed. It holds from now on."],
  ["factor_on", "Everybody who administers this account needs a second step from now on."],
  ["factor_off", "A second step is everybody’s own choice again."],
  ["zone", "The time zone is saved."],
]);

/** Only what is true is told: the address of the page may be somebody else's. */
function newsOf(c: Context<AppEnv>, shown: readonly { readonly email: string }[]): string | null {
  const invited = queryOf(c, "invited");
  if (shown.some(({ email }) => emailKey(email) === emailKey(invited)))
    return `An invitation is on its way to ${invited}.`;
  if (invited) return "The invitation is on its way.";
  return news.get(queryOf(c, "news")) ?? null;
}
