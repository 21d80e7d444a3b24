import type { Plan } from "../../domain/account/wizard.ts";
import type { Import } from "../../domain/import/import.ts";
import { May, may } from "../may.tsx";
import { places } from "./places.ts";

type Props = { readonly plan: Plan; readonly running: Import | null };

/** What one does next is filled; an import can be begun whatever comes next, unless one runs. */
export function HomeActs({ plan, running }: Props) {
  const next = plan.steps.find(({ name }) => name === plan.next);
  const mayGo = may("GET /imports/new");
  const other = mayGo && next && next.name !== "users" && !next.kept ? places[next.name] : null;
  const style = other ? "btn" : "btn go";
  return (
    <>
      {other && (
        <a class="btn go" href={other.go}>
          {other.begin}
        </a>
      )}
      {running ? (
        <a class={style} href={`/imports/${running.id}`}>
          See the running import
        </a>
      ) : (
        <May ask="GET /imports/new">
          <a class={style} href={places.users.go}>
            {places.users.change}
          </a>
        </May>
      )}
    </>
  );
}
