import { type EventType, eventTypes } from "../../../domain/events/event.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import type { Sayable } from "../../../domain/problems/say.ts";
import { Choice, Field, Wrong } from "../../fields.tsx";
import type { Viewer } from "../../page.tsx";
import { sayWrong } from "../../reader.ts";
import { NewThingPage } from "../new-thing.tsx";
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
    <NewThingPage
      viewer={viewer}
      part="webhooks"
      title="Add a webhook"
      lede="Its secret is shown once, on the next page: with it the other system tells our calls from anybody else’s."
      formKey={form.key}
      submit="Add this webhook"
      back="Back to the webhooks"
      failure={failure}
      wrong={wrong}
      nothing="No webhook was added"
    >
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
    </NewThingPage>
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
