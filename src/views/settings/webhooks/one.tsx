import type { DeliveryState } from "../../../domain/webhooks/delivery.ts";
import { address } from "../../address.ts";
import { News } from "../../inventory/parts.tsx";
import type { Viewer } from "../../page.tsx";
import { Head } from "../../parts/head.tsx";
import { Time } from "../../parts/time.tsx";
import { Facts, Pager, Tag } from "../../parts.tsx";
import { Table, type TableColumn } from "../../table.tsx";
import { SettingsFrame } from "../frame.tsx";
import { type WebhookRow, WebhookState } from "./list.tsx";
import { deliveryStates, sayTry, sayTypes } from "./words.ts";

/** A delivery with each of its tries. */
export type DeliveryRow = {
  readonly id: string;
  readonly event: string;
  readonly type: string;
  readonly state: DeliveryState;
  readonly due_at: string;
  readonly last_error: string | null;
  readonly tries: readonly { readonly at: string; readonly status: number | null; readonly error: string | null }[];
};

type Props = {
  readonly viewer: Viewer;
  readonly webhook: WebhookRow;
  readonly deliveries: readonly DeliveryRow[];
  readonly page: { readonly first: boolean; readonly next: string | null };
  readonly news?: string | null;
};

/** One webhook: whether events arrive there, and what became of each (W3). */
export function WebhookPage({ viewer, webhook, deliveries, page, news = null }: Props) {
  const { id, url, events, created_at, created_by, disabled_at } = webhook;
  const path = `/settings/webhooks/${id}`;
  return (
    <SettingsFrame title="Webhook" viewer={viewer} part="webhooks">
      <Head title={<span class="long">{url}</span>} crumb={<a href="/settings/webhooks">Webhooks</a>}>
        <a class="btn" href={`${path}/rotation`}>
          Make a new secret
        </a>
        <a class="btn" href={`${path}/removal`}>
          Remove
        </a>
      </Head>
      {news && <News>{news}</News>}
      {disabled_at !== null && (
        <p class="say warn" role="status">
          Nothing arrived here for three days, so nothing more is sent. Once the receiver works again, send one of the
          events below again: when it arrives, the webhook is on again. What it has missed is in the events of the API.
        </p>
      )}
      <div class="panel read">
        <Facts
          facts={[
            ["State", <WebhookState webhook={webhook} />],
            ["Events", sayTypes(events)],
            ["Added", <Time at={created_at} as="date" />],
            ["By", <span class="long">{created_by}</span>],
          ]}
        />
      </div>
      <h2>What was sent</h2>
      {deliveries.length > 0 ? (
        <Table id="deliveries" caption="Newest first" columns={columnsOf(id)} rows={deliveries} />
      ) : (
        <p>{page.first ? "Nothing has happened yet that is sent here." : "There is nothing older."}</p>
      )}
      <Pager
        first={page.first ? null : path}
        next={page.next && address(path, { cursor: page.next })}
        label="Pages of deliveries"
      />
    </SettingsFrame>
  );
}

const columnsOf = (webhook: string): readonly TableColumn<DeliveryRow>[] => [
  { label: "Event", names: true, phone: 1, show: ({ type }) => type },
  { label: "State", phone: 2, show: (delivery) => <State delivery={delivery} /> },
  { label: "Tries", full: true, phone: 3, show: (delivery) => <Tries delivery={delivery} /> },
  { label: "Id", wide: 2, show: ({ event }) => <code class="long">{event}</code> },
  { label: "Send again", phone: 4, show: (delivery) => <Again webhook={webhook} delivery={delivery} /> },
];

function State({ delivery: { state, due_at } }: { delivery: DeliveryRow }) {
  const { tone, name } = deliveryStates[state];
  return (
    <>
      <Tag tone={tone}>{name}</Tag>
      {state === "pending" && (
        <span class="block soft small">
          next try <Time at={due_at} as="date" />
        </span>
      )}
    </>
  );
}

function Tries({ delivery: { tries, state, last_error } }: { delivery: DeliveryRow }) {
  if (tries.length === 0) return <span class="soft">none yet</span>;
  return (
    <ul class="dots full">
      {tries.map((one) => (
        <li>
          <Time at={one.at} as="date" />: {sayTry(one)}
        </li>
      ))}
      {state === "failed" && last_error === "E_DISABLED" && <li>{sayTry({ status: null, error: last_error })}</li>}
    </ul>
  );
}

function Again({ webhook, delivery: { id, type } }: { webhook: string; delivery: DeliveryRow }) {
  return (
    <form class="bar" method="post" action={`/settings/webhooks/${webhook}/deliveries/${id}/retry`}>
      <button type="submit" class="link">
        Send again<span class="unseen">: {type}</span>
      </button>
    </form>
  );
}
