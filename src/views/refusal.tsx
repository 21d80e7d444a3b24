import { isSameProblem } from "../domain/problems/codes.ts";
import type { Failure } from "../domain/problems/result.ts";
import { Say } from "./parts.tsx";
import { say, words } from "./reader.ts";
import { Said } from "./said.tsx";

type Props = { readonly failure: Failure; readonly heading?: string | undefined };

/** Says why a request was turned down, and all that is wrong with a file besides, and takes the focus. */
export function Refusal({ failure, heading = words().title(failure.code) }: Props) {
  const { errors = [] } = failure;
  // A file is refused for the first of its problems.
  const others = errors.filter((problem) => !isSameProblem(problem, failure));
  return (
    <Say id="refusal" tone="bad" heading={heading} first>
      <p>
        <Said of={failure} after={heading} />
      </p>
      {others.length > 0 && (
        <ul class="dots">
          {others.map((problem) => (
            <li>{say(problem)}</li>
          ))}
        </ul>
      )}
    </Say>
  );
}
