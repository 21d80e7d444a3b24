import type { AccountFacts } from "../../../domain/account/account.ts";
import { count } from "../../../domain/count.ts";
import type { Import, OpenDraft } from "../../../domain/import/import.ts";
import { LicenceFacts } from "../../parts/licence-facts.tsx";
import { Time } from "../../parts/time.tsx";
import { Facts } from "../../parts.tsx";
import { sayCounts } from "../say-counts.ts";

/** What an account can still give to users. */
export type Left = {
  readonly facts: AccountFacts;
  readonly numbers: { readonly parked: number; readonly toll_free: number };
  readonly last: Import | null;
  /** The newest drafts that nobody has started or thrown away. */
  readonly drafts: readonly OpenDraft[];
};

/** Beside the work, what it needs: what the account has left, and how the last import ended. */
export function AccountLeft({ left: { facts, numbers, last } }: { left: Left }) {
  const { subscriptions, locations } = facts;
  return (
    <section class="panel stack">
      <h2>What the account has left</h2>
      {subscriptions.length > 0 && <LicenceFacts subscriptions={subscriptions} />}
      <Facts
        facts={[
          ...(subscriptions.length > 0 ? [] : [["Licences", "none"] as const]),
          ["Parked numbers", count(numbers.parked)],
          ["of these toll-free", count(numbers.toll_free)],
          ["Locations", count(locations.length)],
        ]}
      />
      <p class="hint">
        An import takes from these and adds none. If something is missing, add it first: <a href="/numbers">numbers</a>,{" "}
        <a href="/locations">locations</a>, <a href="/subscriptions">licences</a>.
      </p>
      {last && <LastImport last={last} />}
    </section>
  );
}

function LastImport({ last }: { last: Import }) {
  return (
    <p class="hint">
      The last import, <span class="long">{last.file.name}</span>,{" "}
      <Time at={last.started_at ?? last.created_at} as="day" />: {sayCounts(last.counts)}.{" "}
      <a href={`/imports/${last.id}`}>See the result</a>
    </p>
  );
}
