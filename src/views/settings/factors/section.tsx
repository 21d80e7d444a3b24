import type { FactorKind } from "../../../domain/people/factor.ts";
import { RECOVERY_CODES } from "../../../domain/people/factor-code.ts";
import { Time } from "../../parts/time.tsx";
import { Tag } from "../../parts.tsx";
import { sayDate } from "../../words.ts";

/** A second factor of the person. */
export type FactorRow = {
  readonly kind: FactorKind;
  readonly id: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
};

type Props = { readonly factors: readonly FactorRow[]; readonly codes: number };

/** The second step of a person's sign-in: what they have for it, and their recovery codes (S1). */
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
          Add an authenticator app
        </a>
        <a class="btn" href="/settings/security/passkeys/new">
          Add a passkey
        </a>
      </p>
    </section>
  );
}

const names = { app: "Authenticator app", passkey: "Passkey" } as const satisfies Readonly<Record<FactorKind, string>>;

function One({ factor: { id, kind, created_at, last_used_at } }: { readonly factor: FactorRow }) {
  return (
    <>
      {names[kind]}, added <Time at={created_at} as="date" />
      {last_used_at && (
        <>
          , last used <Time at={last_used_at} as="date" />
        </>
      )}
      .{" "}
      <a href={`/settings/security/factors/${id}/removal`}>
        Remove<span class="unseen"> what was added {sayDate(created_at)}</span>
      </a>
    </>
  );
}
