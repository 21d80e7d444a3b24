import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { bulkByForm, findBulkAnswer, foreseeBulk } from "../../../acts/users/bulk/bulk-by-form.ts";
import { findChoices } from "../../../acts/users/find-users.ts";
import type { Sayable } from "../../../domain/problems/say.ts";
import type { BulkAct, BulkChoice } from "../../../domain/user/bulk/bulk.ts";
import { address } from "../../../views/address.ts";
import { AskBulkPage } from "../../../views/users/bulk/ask.tsx";
import { BulkDonePage } from "../../../views/users/bulk/done.tsx";
import { MoreBulkPage, NobodyPickedPage } from "../../../views/users/bulk/more.tsx";
import { queryOfView } from "../../../views/users/filters.tsx";
import { type ActName, acts } from "../../../views/users/picked.tsx";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readForm } from "../forms.ts";
import { newFormKey } from "../imports/upload-form.ts";
import { setRetryAfter, show, showFailure, showNothing, viewerOf } from "../show.tsx";
import { actOf, type BulkStep, choiceOf, readStep } from "./bulk-form.ts";
import { wantedOf } from "./wanted.ts";

type Step = BulkStep & { readonly name: ActName };
type Told = { readonly changed?: boolean; readonly wrong?: Sayable | null; readonly status?: ContentfulStatusCode };

/** Says what an act on those who were picked would come to; nothing is done by an address. */
export async function showBulk(c: Context<AppEnv>): Promise<Response> {
  const step = { ...readStep(new URL(c.req.url).searchParams), key: newFormKey() };
  const choice = choiceOf(step);
  const { name, selection } = step;
  if (choice === null) return show(c, <NobodyPickedPage viewer={viewerOf(c)} selection={selection} />);
  if (name === null) return show(c, <MoreBulkPage viewer={viewerOf(c)} selection={selection} />);
  const act = actOf(step);
  return act && "code" in act ? showFailure(c, act) : ask(c, { ...step, name }, choice, act);
}

/** Does it, if it comes to what was said; else says anew what it comes to. */
export async function receiveBulk(c: Context<AppEnv>): Promise<Response> {
  const read = await readForm(c);
  if (!read.ok) return showFailure(c, read.failure);
  const step = readStep(read.value);
  const { name, selection } = step;
  const choice = choiceOf(step);
  if (choice === null || name === null) return showNothing(c);
  const act = actOf(step);
  if (act === null) return ask(c, { ...step, name }, choice, null);
  if ("code" in act) {
    const to = { action: "send_passwords", recipient: null } as const;
    return ask(c, { ...step, name }, choice, to, { wrong: act, status: statusOf(act.code) });
  }
  const wish = { choice, act };
  const done = await bulkByForm(c.var.scene, step.key, wish, step.seen);
  if (!done.ok) return showFailure(c, done.failure);
  if (done.value === null)
    return ask(c, { ...step, name, key: newFormKey() }, choice, act, { changed: true, status: 409 });
  return c.redirect(address(`/users/bulk/${done.value}`, { ...queryOfView(selection.view), action: name }), 303);
}

async function ask(
  c: Context<AppEnv>,
  step: Step,
  choice: BulkChoice,
  act: BulkAct | null,
  { changed = false, wrong = null, status = 200 }: Told = {},
): Promise<Response> {
  const { scene } = c.var;
  const known = await findChoices(scene);
  if (!known.ok) return showNothing(c);
  const foreseen = act && (await foreseeBulk(scene, { choice, act }));
  if (foreseen && !foreseen.ok) {
    setRetryAfter(c, foreseen.failure);
    return showFailure(c, foreseen.failure);
  }
  const { account, subscriptions, locations } = known.value.facts;
  const choices = {
    licenses: subscriptions.map(({ type }) => type),
    locations: locations.map((location) => location.name),
    services: account.services,
    file: null,
  };
  const page = (
    <AskBulkPage
      viewer={viewerOf(c)}
      {...{ ...step, act, choices, changed }}
      foreseen={foreseen?.value ?? null}
      form={{ ...step.form, wrong }}
    />
  );
  return show(c, page, status);
}

/** Says what was done; for a day, whoever comes back finds it. */
export async function showBulkDone(c: Context<AppEnv>): Promise<Response> {
  const found = await findBulkAnswer(c.var.scene, c.req.param("name") ?? "");
  const act = acts.find(({ name }) => name === c.req.query("action"));
  if (!found.ok || !act) return showNothing(c);
  return show(c, <BulkDonePage viewer={viewerOf(c)} name={act.name} view={wantedOf(c)} {...found.value} />);
}
