import type { Context } from "hono";
import { findSubscriptions } from "../../../acts/inventory/find-inventory.ts";
import { addType, changeTotals, removeType } from "../../../acts/inventory/subscriptions.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import { foldCase } from "../../../domain/user/user.ts";
import { RemoveTypePage, SubscriptionsPage, type TypeForm } from "../../../views/inventory/subscriptions.tsx";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { queryOf, readFields } from "../forms.ts";
import { pageRoutes } from "../routes.ts";
import { setRetryAfter, show, showFailure, showNothing, viewerOf } from "../show.tsx";
import { withNext } from "../what-next.ts";
import { judgeTotals, noType, readTotals, readType, type TypedTotal, wishedTotals } from "./subscriptions-form.ts";

/** The licence types of the account. */
export const subscriptions = pageRoutes();

subscriptions.answer("GET /subscriptions", (c) => showTypes(c, {}));

// A3: what is below the used ones is said beside it, and nothing is saved.
subscriptions.answer("POST /subscriptions", async (c) => {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const typed = readTotals(read.value);
  const found = await findSubscriptions(c.var.scene);
  const wrong = judgeTotals(found.ok ? found.value.subscriptions : [], typed).find((row) => row.wrong !== null);
  if (wrong) return showTypes(c, { typed, failure: wrong.wrong ?? undefined });
  const saved = await changeTotals(c.var.scene, wishedTotals(typed));
  return saved.ok ? c.redirect("/subscriptions?news=saved", 303) : showTypes(c, { typed, failure: saved.failure });
});

subscriptions.answer("POST /subscriptions/types", async (c) => {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const { form, wish } = readType(read.value);
  if (!wish) return showTypes(c, { form, failure: form.wrong_type ?? form.wrong_total ?? undefined });
  const added = await addType(c.var.scene, wish);
  if (added.ok) return c.redirect("/subscriptions?news=added", 303);
  const wrong = added.failure.code === "invalid_option" ? added.failure : null;
  return showTypes(c, { form: { ...form, wrong_type: wrong }, failure: added.failure });
});

subscriptions.answer("GET /subscriptions/removal", async (c) => {
  const found = await findSubscriptions(c.var.scene);
  const { kept, subscriptions: all } = found.ok ? found.value : { kept: true, subscriptions: [] };
  const held = all.find(({ type }) => foldCase(type) === foldCase(queryOf(c, "type")));
  if (kept || !held || held.used > 0) {
    return c.redirect("/subscriptions", 303);
  }
  return show(c, <RemoveTypePage viewer={viewerOf(c)} type={held.type} failure={null} />);
});

subscriptions.answer("POST /subscriptions/removal", async (c) => {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const { type = "" } = read.value;
  const removed = await removeType(c.var.scene, type);
  if (removed.ok) return c.redirect("/subscriptions?news=removed", 303);
  setRetryAfter(c, removed.failure);
  const page = <RemoveTypePage viewer={viewerOf(c)} type={type} failure={removed.failure} />;
  return show(c, page, statusOf(removed.failure.code));
});

const news = new Map([
  ["saved", "The totals are saved."],
  ["added", "The licence type is added."],
  ["removed", "The licence type is removed."],
]);

type Given = {
  readonly typed?: readonly TypedTotal[];
  readonly form?: TypeForm;
  readonly failure?: Failure | undefined;
};

async function showTypes(c: Context<AppEnv>, { typed = [], form = noType, failure }: Given): Promise<Response> {
  const found = await findSubscriptions(c.var.scene);
  if (!found.ok) return showNothing(c);
  const { subscriptions: held, kept } = found.value;
  if (failure) setRetryAfter(c, failure);
  const isInForm = form.wrong_type !== null || form.wrong_total !== null;
  const told = await withNext(c, failure ? null : (news.get(queryOf(c, "news")) ?? null));
  const page = (
    <SubscriptionsPage
      viewer={viewerOf(c)}
      types={judgeTotals(held, typed)}
      form={form}
      kept={kept}
      told={told}
      failure={isInForm ? null : (failure ?? null)}
    />
  );
  return show(c, page, failure ? statusOf(failure.code) : 200);
}
