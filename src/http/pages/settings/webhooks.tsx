import { listDeliveries, resend } from "../../../acts/webhooks/deliveries.ts";
import {
  addWebhook,
  findWebhook,
  listWebhooks,
  removeWebhook,
  rotateWebhook,
} from "../../../acts/webhooks/webhooks.ts";
import { MAX_WEBHOOKS } from "../../../domain/limits.ts";
import { RemoveWebhookPage, RotateWebhookPage } from "../../../views/settings/webhooks/ask.tsx";
import { WebhooksPage } from "../../../views/settings/webhooks/list.tsx";
import { WebhookSecretPage } from "../../../views/settings/webhooks/made.tsx";
import { NewWebhookPage } from "../../../views/settings/webhooks/new.tsx";
import { WebhookPage } from "../../../views/settings/webhooks/one.tsx";
import { statusOf } from "../../answer/statuses.ts";
import { writeCursor } from "../../cursor.ts";
import { cursorOf, PER_PAGE, pageOf, queryOf, readForm } from "../forms.ts";
import { newFormKey } from "../imports/upload-form.ts";
import { pageRoutes } from "../routes.ts";
import { goOn, isOver, noteRefusal, show, showFailure, showNothing, viewerOf } from "../show.tsx";
import { blankWebhook, readWebhook } from "./webhook-form.ts";

/** Where the account has its events sent (W3). */
export const webhooks = pageRoutes();

webhooks.answer("GET /settings/webhooks", async (c) => {
  const listed = await listWebhooks(c.var.scene, { after: "", limit: MAX_WEBHOOKS });
  if (!listed.ok) return showFailure(c, listed.failure);
  const news = queryOf(c, "news") === "removed" ? "The webhook is removed. Nothing more is sent there." : null;
  return show(c, <WebhooksPage viewer={viewerOf(c)} webhooks={listed.value} news={news} />);
});

webhooks.answer("GET /settings/webhooks/new", (c) =>
  show(c, <NewWebhookPage viewer={viewerOf(c)} form={blankWebhook(newFormKey())} />),
);

webhooks.answer("POST /settings/webhooks", async (c) => {
  const read = await readForm(c);
  if (!read.ok) return showFailure(c, read.failure);
  const { form, wish } = readWebhook(read.value, newFormKey);
  if (!wish) return show(c, <NewWebhookPage viewer={viewerOf(c)} form={form} />, 422);
  const made = await addWebhook(c.var.scene, wish, form.key);
  if (made.ok) return show(c, <WebhookSecretPage viewer={viewerOf(c)} webhook={made.value} rotated={false} />);
  const { failure } = made;
  if (isOver(failure)) return showFailure(c, failure);
  noteRefusal(c, failure);
  const again = { ...form, key: newFormKey() };
  const page =
    failure.code === "webhook_url_not_allowed" ? (
      <NewWebhookPage viewer={viewerOf(c)} form={{ ...again, wrong: { url: failure } }} />
    ) : (
      <NewWebhookPage viewer={viewerOf(c)} form={again} failure={failure} />
    );
  return show(c, page, statusOf(failure.code));
});

webhooks.answer("GET /settings/webhooks/:id", async (c) => {
  const id = c.req.param("id");
  const before = cursorOf(c);
  const [webhook, listed] = await Promise.all([
    findWebhook(c.var.scene, id),
    listDeliveries(c.var.scene, id, { before, limit: PER_PAGE + 1 }),
  ]);
  if (!webhook.ok || !listed.ok) return showNothing(c);
  const { shown, last } = pageOf(listed.value, PER_PAGE);
  const page = (
    <WebhookPage
      viewer={viewerOf(c)}
      webhook={webhook.value}
      deliveries={shown}
      page={{ first: before === "", next: last && writeCursor(last.id) }}
      news={queryOf(c, "news") === "again" ? "The event is on its way again." : null}
    />
  );
  return show(c, page);
});

webhooks.answer("POST /settings/webhooks/:id/deliveries/:delivery/retry", async (c) => {
  const sent = await resend(c.var.scene, c.req.param("id"), c.req.param("delivery"));
  return goOn(c, sent, `/settings/webhooks/${c.req.param("id")}?news=again`);
});

webhooks.answer("GET /settings/webhooks/:id/rotation", async (c) => {
  const webhook = await findWebhook(c.var.scene, c.req.param("id"));
  return webhook.ok ? show(c, <RotateWebhookPage viewer={viewerOf(c)} webhook={webhook.value} />) : showNothing(c);
});

webhooks.answer("POST /settings/webhooks/:id/rotation", async (c) => {
  const rotated = await rotateWebhook(c.var.scene, c.req.param("id"));
  if (!rotated.ok) return showFailure(c, rotated.failure);
  return show(c, <WebhookSecretPage viewer={viewerOf(c)} webhook={rotated.value} rotated />);
});

webhooks.answer("GET /settings/webhooks/:id/removal", async (c) => {
  const webhook = await findWebhook(c.var.scene, c.req.param("id"));
  return webhook.ok ? show(c, <RemoveWebhookPage viewer={viewerOf(c)} webhook={webhook.value} />) : showNothing(c);
});

webhooks.answer("POST /settings/webhooks/:id/removal", async (c) => {
  const removed = await removeWebhook(c.var.scene, c.req.param("id"));
  // Gone already, by a double click, is gone (E4).
  if (removed.ok || removed.failure.code === "not_found") return c.redirect("/settings/webhooks?news=removed", 303);
  return showFailure(c, removed.failure);
});
