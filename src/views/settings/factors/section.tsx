import { RECOVERY_CODES } from "../../../domain/people/factor-code.ts";
import { Time } from "../../parts/time.tsx";
import { Tag } from "../../parts.tsx";
import { sayDate } from "../../words.ts";

/** A second factor of the person. */
export type FactorRow = { readonly id: string; readonly created_at: string; readonly last_used_at: string | null };

type Props = { readonly factors: readonly FactorRow[]; readonly codes: number };

/** The second step of a person's sign-in: their apps and their recovery codes (S1). */
export function FactorsSection({ factors, codes }: Props) {
  return (
    <section class="panel stack">
      <h2>A second step at sign-in</h2>
      {factors.length === 0 ? (
        <p>
          <Tag tone="off">off</Tag> Your password alone lets you in. With a second step, whoever learns your password
          does not get in.
        </p>
      ) : (
        <>
          <ul class="dots">
            {factors.map((factor) => (
              <li>
                <One factor={factor} />
              </li>
            ))}
          </ul>
          <p>
            {codes} of {RECOVERY_CODES} recovery codes are left.{" "}
            <a href="/settings/security/recovery-codes">Make new ones</a>
          </p>
        </>
      )}
      <p class="bar">
        <a class={factors.length === 0 ? "btn go" : "btn"} href="/settings/security/factors/new">
          {factors.length === 0 ? "Add an authenticator app" : "Add another app"}
        </a>
      </p>
    </section>
  );
}

function One({ factor: { id, created_at, last_used_at } }: { readonly factor: FactorRow }) {
  return (
    <>
      Authenticator app, added <Time at={created_at} as="date" />
      {last_used_at && (
        <>
          , last used <Time at={last_used_at} as="date" />
        </>
      )}
      .{" "}
      <a href={`/settings/security/factors/${id}/removal`}>
        Remove<span class="unseen"> the app of {sayDate(created_at)}</span>
      </a>
    </>
  );
}
