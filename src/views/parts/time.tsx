import { type Moment, sayMoment } from "../words.ts";

type Props = { readonly at: string; readonly as?: Moment };

/**
 * A moment, told in UTC. On its way out it is put into the zone of the account (src/http/pages/zone.ts), and a script puts
 * it into the zone of the person (src/browser/times.js); both go by `datetime` and `data-s` (E14). What tells
 * the same in UTC behind it has `data-utc`: they hide it where the zone is UTC.
 */
export function Time({ at, as = "time" }: Props) {
  const exact = `${new Date(at).toISOString().slice(0, 16)}Z`;
  return (
    <time datetime={exact} data-s={as === "time" ? undefined : as}>
      {sayMoment(at, as, "UTC")}
    </time>
  );
}
