import { address } from "../address.ts";
import { News } from "../inventory/parts.tsx";
import type { Viewer } from "../page.tsx";
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
  readonly created_at: string;
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
      <h1>{none ? "No API tokens yet" : "API tokens"}</h1>
      <p class="soft">
        A program that imports users signs in with a token. Make one for each program, so that you can revoke it alone.
        No token can make tokens, administrators or webhooks.
      </p>
      {news && <News>{news}</News>}
      <p class="acts">
        <a class="btn go" href="/settings/tokens/new">
          Make a token
        </a>
      </p>
      {tokens.length > 0 && <Table id="tokens" caption="Oldest first" columns={columnsAt(now)} rows={tokens} />}
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
    { label: "Name", names: true, show: ({ name }) => name },
    { label: "May", show: ({ scope }) => scopes[scope] },
    { label: "Expires", show: ({ expires_at }) => <Expiry at={expires_at} now={now} /> },
    { label: "Last used", show: ({ last_used_at }) => (last_used_at ? sayDate(last_used_at) : "never") },
    { label: "Made", show: ({ created_at }) => sayDate(created_at) },
    {
      label: "Revoke",
      show: ({ id, name }) => (
        <a href={`/settings/tokens/${id}/revocation`}>
          Revoke<span class="unseen"> {name}</span>
        </a>
      ),
    },
  ];
}

function Expiry({ at, now }: { at: string | null; now: string }) {
  return (
    <>
      {at !== null && at <= now && <Tag tone="bad">expired</Tag>} {at === null ? "never" : sayDate(at)}
    </>
  );
}
