import type { EventType } from "../../../domain/events/event.ts";
import { MAX_WEBHOOKS } from "../../../domain/limits.ts";
import { News } from "../../inventory/parts.tsx";
import type { Viewer } from "../../page.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Head } from "../../parts/head.tsx";
import { Time } from "../../parts/time.tsx";
import { Tag } from "../../parts.tsx";
import { Table, type TableColumn } from "../../table.tsx";
import { SettingsFrame } from "../frame.tsx";
import { sayTypes } from "./words.ts";

/** A webhook as the pages show it; never its secret. */
export type WebhookRow = {
  readonly id: string;
  readonly url: string;
  readonly events: readonly EventType[];
  readonly created_at: string;
  readonly created_by: string;
  readonly failing_at: string | null;
  readonly disabled_at: string | null;
};

type Props = { readonly viewer: Viewer; readonly webhooks: readonly WebhookRow[]; readonly news?: string | null };

/** Where the account has its events sent (W3). */
export function WebhooksPage({ viewer, webhooks, news = null }: Props) {
  const isFull = webhooks.length >= MAX_WEBHOOKS;
  return (
    <SettingsFrame title="Webhooks" viewer={viewer} part="webhooks">
      <Head
        title={webhooks.length === 0 ? "No webhooks yet" : "Webhooks"}
        lede="Another system is told what happens here as it happens: imports, users and numbers. Each call is signed, and tried again for a day where it does not arrive."
      >
        {!isFull && (
          <a class="btn go" href="/settings/webhooks/new">
            Add a webhook
          </a>
        )}
      </Head>
      {news && <News>{news}</News>}
      {isFull && <p>An account has at most {MAX_WEBHOOKS} webhooks. Remove one to add another.</p>}
      {webhooks.length > 0 ? (
        <Table id="webhooks" caption="Oldest first" columns={columns} rows={webhooks} />
      ) : (
        <Empty heading="Your webhooks will stand here" columns={columns.map(({ label }) => label)}>
          The other system needs an address on the public internet that takes a POST. Programs that would rather ask can
          read the same events from the API.
        </Empty>
      )}
    </SettingsFrame>
  );
}

const columns: readonly TableColumn<WebhookRow>[] = [
  {
    label: "Address",
    names: true,
    phone: 1,
    show: ({ id, url }) => (
      <a class="long" href={`/settings/webhooks/${id}`}>
        {url}
      </a>
    ),
  },
  { label: "State", phone: 2, show: (webhook) => <WebhookState webhook={webhook} /> },
  { label: "Events", full: true, phone: 3, show: ({ events }) => sayTypes(events) },
  { label: "Added by", wide: 3, show: ({ created_by }) => <span class="long">{created_by}</span> },
  { label: "Added", wide: 3, show: ({ created_at }) => <Time at={created_at} as="date" /> },
];

/** Whether events arrive at a webhook, and since when they do not. */
export function WebhookState({ webhook: { failing_at, disabled_at } }: { webhook: WebhookRow }) {
  if (disabled_at !== null) {
    return (
      <>
        <Tag tone="bad">switched off</Tag> <Time at={disabled_at} as="date" />
      </>
    );
  }
  if (failing_at === null) return <Tag tone="ok">on</Tag>;
  return (
    <>
      <Tag tone="bad">failing</Tag> since <Time at={failing_at} as="date" />
    </>
  );
}
