import { address } from "../address.ts";
import { News } from "../inventory/parts.tsx";
import type { Viewer } from "../page.tsx";
import { Empty } from "../parts/empty.tsx";
import { Head } from "../parts/head.tsx";
import { Time } from "../parts/time.tsx";
import { Pager, Tag } from "../parts.tsx";
import { Table, type TableColumn } from "../table.tsx";
import { sayDate } from "../words.ts";
import { SettingsFrame } from "./frame.tsx";

/** A token as the list shows it; never its secret. */
export type TokenRow = {
  readonly id: string;
  readonly name: string;
  readonly scope: "write" | "read";
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
  readonly last_used_from: string | null;
  readonly created_at: string;
  readonly created_by: string | null;
};

type Props = {
  readonly viewer: Viewer;
  readonly tokens: readonly TokenRow[];
  readonly page: { readonly first: boolean; readonly next: string | null };
  /** Tells which tokens have expired. */
  readonly now: string;
  readonly news?: string | null;
};

/** The tokens with which programs ask for things of the account (S2). */
export function TokensPage({ viewer, tokens, page, now, news = null }: Props) {
  const none = tokens.length === 0 && page.first;
  return (
    <SettingsFrame title="API tokens" viewer={viewer} part="tokens">
      <Head
        title={none ? "No API tokens yet" : "API tokens"}
        lede="A program that imports users signs in with a token. Make one for each program, so that you can revoke it alone. No token can make tokens, administrators or webhooks."
      >
        <a class="btn go" href="/settings/tokens/new">
          Make a token
        </a>
      </Head>
      {news && <News>{news}</News>}
      {none ? (
        <Empty heading="Your tokens will stand here" columns={["Name", "May", "Expires", "Last used", "Made by"]}>
          What a program can ask for, with an example of each call: <a href="/api">the API</a>.
        </Empty>
      ) : (
        tokens.length > 0 && <Table id="tokens" caption="Oldest first" columns={columnsAt(now)} rows={tokens} />
      )}
      <Pager
        first={page.first ? null : "/settings/tokens"}
        next={page.next && address("/settings/tokens", { cursor: page.next })}
        label="Pages of tokens"
      />
    </SettingsFrame>
  );
}

/** What a token of a scope may do, in words. */
export const scopes = { write: "read and write", read: "only read" } as const;

function columnsAt(now: string): readonly TableColumn<TokenRow>[] {
  return [
    { label: "Name", names: true, phone: 1, show: ({ name }) => name },
    { label: "May", phone: 3, show: ({ scope }) => scopes[scope] },
    { label: "Expires", phone: 2, show: ({ expires_at }) => <Expiry at={expires_at} now={now} /> },
    { label: "Last used", wide: 3, show: sayLastUse },
    {
      label: "Made by",
      wide: 3,
      show: ({ created_by }) => <span class="long">{created_by ?? "nobody knows whom"}</span>,
    },
    { label: "Made", wide: 3, show: ({ created_at }) => <Time at={created_at} as="date" /> },
    {
      label: "Revoke",
      phone: 4,
      show: ({ id, name }) => (
        <a href={`/settings/tokens/${id}/revocation`}>
          Revoke<span class="unseen"> {name}</span>
        </a>
      ),
    },
  ];
}

function sayLastUse({ last_used_at, last_used_from }: TokenRow): string {
  if (last_used_at === null) return "never";
  return last_used_from === null ? sayDate(last_used_at) : `${sayDate(last_used_at)} from ${last_used_from}`;
}

function Expiry({ at, now }: { at: string | null; now: string }) {
  return (
    <>
      {at !== null && at <= now && <Tag tone="bad">expired</Tag>} {at === null ? "never" : <Time at={at} as="date" />}
    </>
  );
}
