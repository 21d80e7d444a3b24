import type { PropsWithChildren } from "hono/jsx";
import type { SelfService } from "../../domain/account/account.ts";
import type { Sayable } from "../../domain/problems/say.ts";
import { Icon } from "../parts/icon.tsx";
import { Say } from "../parts.tsx";
import { say } from "../reader.ts";

/** Says what was done, where the person looks first. */
export function News({ children }: PropsWithChildren) {
  return (
    <div class="say ok" role="status">
      <Icon sign="check" />
      <p>{children}</p>
    </div>
  );
}

/** Says that something is only shown here, since the operator keeps it to itself (A5). */
export function Kept({ what }: { what: Exclude<SelfService, "subscriptions"> | "licences" }) {
  return (
    <div class="say">
      <Icon sign="info" />
      <p>Your provider looks after your {what}. You see them here; to have them changed, ask your provider.</p>
    </div>
  );
}

/** What has to be put right in a field, by the field's id. */
export type WrongField = readonly [id: string, problem: Sayable, name?: string];

/** Says first what has to be put right in a form, with the way to each field. */
export function WrongFields({ heading, wrong }: { heading: string; wrong: readonly WrongField[] }) {
  return (
    <Say id="refusal" tone="bad" heading={heading} first>
      <ul class="dots">
        {wrong.map(([id, problem, name]) => (
          <li>
            <a class="long" href={`#${id}`}>
              {name && `${name}: `}
              {say(problem)}
            </a>
          </li>
        ))}
      </ul>
    </Say>
  );
}
