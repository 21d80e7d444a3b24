import { type EventType, eventTypes } from "../../../domain/events/event.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import type { Sayable } from "../../../domain/problems/say.ts";
import { Choice, Field, Wrong } from "../../fields.tsx";
import { WrongFields } from "../../inventory/parts.tsx";
import type { Viewer } from "../../page.tsx";
import { Head } from "../../parts/head.tsx";
import { sayWrong } from "../../reader.ts";
import { Refusal } from "../../refusal.tsx";
import { SettingsFrame } from "../frame.tsx";
import { typeWords } from "./words.ts";

/** What the form of a new webhook holds, and what is wrong with each part of it. */
export type WebhookForm = {
  /** Tells a second sending of this form from a new one (E4). */
  readonly key: string;
  readonly url: string;
  readonly events: readonly EventType[];
  readonly wrong: { readonly url?: Sayable; readonly events?: Sayable };
};

type Props = { readonly viewer: Viewer; readonly form: WebhookForm; readonly failure?: Failure | null };

/** The form of a new webhook. */
export function NewWebhookPage({ viewer, form, failure = null }: Props) {
  const { url, events } = form.wrong;
  const wrong = [
    ...(url ? [["url", url] as const] : []),
    ...(events ? [[`events-${eventTypes[0]}`, events] as const] : []),
  ];
  return (
    <SettingsFrame title="Add a webhook" viewer={viewer} part="webhooks" wrong={failure !== null || wrong.length > 0}>
      <Head
        title="Add a webhook"
        lede="Its secret is shown once, on the next page: with it the other system tells our calls from anybody else’s."
      />
      {failure && <Refusal failure={failure} />}
      {!failure && wrong.length > 0 && <WrongFields heading="No webhook was added" wrong={wrong} />}
      <form class="panel roomy stack read" method="post" action="/settings/webhooks">
        <input type="hidden" name="key" value={form.key} />
        <Field
          name="url"
          label="Address"
          hint="Where events are sent, such as https://hooks.example.com/muster."
          value={form.url}
          wrong={sayWrong(url)}
          autocomplete="off"
          maxlength={2000}
          required
        />
        <Events form={form} />
        <div class="bar">
          <button type="submit" class="btn go">
            Add this webhook
          </button>
          <a href="/settings/webhooks">Back to the webhooks</a>
        </div>
      </form>
    </SettingsFrame>
  );
}

function Events({ form: { events, wrong } }: { form: WebhookForm }) {
  const problem = sayWrong(wrong.events);
  return (
    <fieldset>
      <legend>What is sent</legend>
      {problem && <Wrong id="events-wrong">{problem}</Wrong>}
      {eventTypes.map((type) => (
        <Choice
          type="checkbox"
          name="events"
          value={type}
          label={typeWords[type]}
          checked={events.includes(type)}
          hint={<code>{type}</code>}
        />
      ))}
    </fieldset>
  );
}
