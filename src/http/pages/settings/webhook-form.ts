import type { WebhookWish } from "../../../acts/webhooks/webhooks.ts";
import { isEventType } from "../../../domain/events/event.ts";
import { coded } from "../../../domain/problems/codes.ts";
import type { WebhookForm } from "../../../views/settings/webhooks/new.tsx";

/** What newFormKey makes; a form that carries anything else gets one of ours. */
const formKey = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const LONGEST = 2_000;

/** The form of a new webhook before anything was typed: of what people mostly want to know. */
export function blankWebhook(key: string): WebhookForm {
  return { key, url: "", events: ["import.completed", "users.created", "users.changed", "users.removed"], wrong: {} };
}

/** Reads the form of a new webhook; `wish` is null where something has to be put right, which the form then says. */
export function readWebhook(
  fields: URLSearchParams,
  newKey: () => string,
): { readonly form: WebhookForm; readonly wish: WebhookWish | null } {
  const url = (fields.get("url") ?? "").trim().slice(0, LONGEST + 1);
  const events = fields.getAll("events").filter(isEventType);
  const key = fields.get("key") ?? "";
  const missing = { rule: "missing" } as const;
  const wrong = {
    ...(url === "" && { url: coded("invalid_option", { about: "rule", name: "The address", rule: missing }) }),
    ...(events.length === 0 && { events: coded("invalid_option", { about: "no_events" }) }),
  };
  const form = { key: formKey.test(key) ? key : newKey(), url, events, wrong };
  return { form, wish: Object.keys(wrong).length === 0 ? { url, events } : null };
}
