import { columnOf } from "../../domain/columns.ts";
import { Say } from "../parts.tsx";
import { say } from "../reader.ts";
import { sayMany } from "../words.ts";
import type { FieldName, FieldProblem } from "./user-form.ts";

/** Says what has to be put right, with a way to each field, and takes the focus. */
export function Problems({ problems }: { problems: readonly FieldProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <Say id="wrong" tone="bad" heading={`Nothing was saved: ${sayMany(problems.length, "thing")} to put right`} first>
      <ul class="dots">
        {problems.map(({ field, problem }) => (
          <li>
            {field === null ? (
              say(problem)
            ) : (
              <>
                <a href={`#${placeOf(field)}`}>{nameOf(field)}</a>: {say(problem)}
              </>
            )}
          </li>
        ))}
      </ul>
    </Say>
  );
}

function nameOf(field: FieldName): string {
  if (field === "services") return "Services";
  return field === "password_recipient" ? "Temporary password" : columnOf(field).name;
}

/** Services are several boxes: the way leads to the first. */
function placeOf(field: FieldName): string {
  return field === "services" ? "services-connect" : field;
}
