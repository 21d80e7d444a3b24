import { type Failure, titleOf } from "../domain/problems/result.ts";
import { Say } from "./parts.tsx";

type Props = { readonly failure: Failure; readonly heading?: string | undefined };

/** Says why a request was turned down, in the words of the failure, and takes the focus. */
export function Refusal({ failure, heading = titleOf(failure.code) }: Props) {
  const { detail, errors = [] } = failure;
  // A file with one problem has it as its detail.
  const others = errors.filter(({ message }) => message !== detail);
  return (
    <Say id="refusal" tone="bad" heading={heading} first>
      <p>{detail}</p>
      {others.length > 0 && (
        <ul>
          {others.map(({ message }) => (
            <li>{message}</li>
          ))}
        </ul>
      )}
    </Say>
  );
}
