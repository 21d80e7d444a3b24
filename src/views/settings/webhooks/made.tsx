import { ROTATION_HOURS } from "../../../domain/limits.ts";
import type { Viewer } from "../../page.tsx";
import { Head } from "../../parts/head.tsx";
import { SettingsFrame } from "../frame.tsx";
import { Shown } from "../shown.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly webhook: { readonly id: string; readonly url: string; readonly secret: string };
  /** Whether it had another secret before, which signs besides for a day. */
  readonly rotated: boolean;
};

/** Shows the secret of a webhook, this once (W3). */
export function WebhookSecretPage({ viewer, webhook: { id, url, secret }, rotated }: Props) {
  const title = rotated ? "The webhook has a new secret" : "The webhook is added";
  return (
    <SettingsFrame title={title} viewer={viewer} part="webhooks">
      <Head title={title} crumb={<span class="long">{url}</span>} />
      <p class="say warn" role="status">
        Copy it now: it is not shown again. Whoever has it can send events that look like ours; if it is lost or seen by
        others, make a new one.
      </p>
      <Shown
        id="secret"
        label="Secret"
        hint="Put it into the settings of the system that receives the events. It is as Standard Webhooks writes it, so that any library for that takes it."
        value={secret}
        rows={2}
      />
      {rotated && <p>The secret before signs besides for {ROTATION_HOURS} hours: nothing is turned away meanwhile.</p>}
      <p class="bar">
        <a class="btn" href={`/settings/webhooks/${id}`}>
          I have copied it
        </a>
      </p>
    </SettingsFrame>
  );
}
