import type { Subscription } from "../../domain/account/account.ts";
import { isFew } from "../../domain/account/wizard.ts";
import { count } from "../../domain/count.ts";
import { FactWithMeter } from "./fact-with-meter.tsx";

/** How many licences of each type are left, with what is used of them. */
export function LicenceFacts({ subscriptions }: { subscriptions: readonly Subscription[] }) {
  return (
    <dl class="facts">
      {subscriptions.map(({ type, used, available, total }) => (
        <FactWithMeter
          name={`${type} licences`}
          value={`${count(available)} of ${count(total)}`}
          used={used}
          of={total}
          few={isFew(available, total)}
        />
      ))}
    </dl>
  );
}
