import { ROTATION_HOURS } from "../../../domain/limits.ts";
import type { Viewer } from "../../page.tsx";
import { Head } from "../../parts/head.tsx";
import { Sure } from "../../parts/sure.tsx";
import { SettingsFrame } from "../frame.tsx";
import type { WebhookRow } from "./list.tsx";

type Props = { readonly viewer: Viewer; readonly webhook: WebhookRow };

/** Asks once more before a webhook is removed. */
export function RemoveWebhookPage({ viewer, webhook: { id, url } }: Props) {
  return (
    <SettingsFrame title="Remove this webhook?" viewer={viewer} part="webhooks">
      <Head title="Remove this webhook?" crumb={<span class="long">{url}</span>} />
      <Sure
        action={`/settings/webhooks/${id}/removal`}
        act="Remove this webhook"
        keep={{ href: `/settings/webhooks/${id}`, label: "Keep it" }}
        means={[
          "Nothing more is sent there, not even what waits.",
          "What was sent is forgotten; the events themselves stay, and programs can read them.",
        ]}
      />
    </SettingsFrame>
  );
}

/** Asks once more before a webhook gets another secret. */
export function RotateWebhookPage({ viewer, webhook: { id, url } }: Props) {
  return (
    <SettingsFrame title="Make a new secret?" viewer={viewer} part="webhooks">
      <Head title="Make a new secret?" crumb={<span class="long">{url}</span>} />
      <Sure
        action={`/settings/webhooks/${id}/rotation`}
        act="Make a new secret"
        keep={{ href: `/settings/webhooks/${id}`, label: "Keep the one there is" }}
        means={[
          "It is shown once, on the next page.",
          `The one before signs besides for ${ROTATION_HOURS} hours. Put the new one into the other system until then.`,
        ]}
      />
    </SettingsFrame>
  );
}
