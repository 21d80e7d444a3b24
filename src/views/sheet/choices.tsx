import type { AccountFacts } from "../../domain/account/account.ts";
import { type Column, columns } from "../../domain/columns.ts";

type Facts = Pick<AccountFacts, "locations" | "subscriptions">;

/** With more of them a list is slower than typing, and the page heavier than its rows. */
const MOST_CHOICES = 200;

/** What a column may hold, where that is a closed set; null for free text. */
function choicesOf({ kind }: Column, { locations, subscriptions }: Facts): readonly string[] | null {
  switch (kind.type) {
    case "license_type":
      return subscriptions.map(({ type }) => type);
    case "location":
      return locations.map(({ name }) => name);
    case "choice":
      return kind.choices;
    default:
      return null;
  }
}

/** The closed sets from which cells are chosen, one list for each column (E2). */
export function Choices({ shown, facts }: { shown: readonly Column[]; facts: Facts }) {
  const lists = columns.flatMap((column) => {
    const choices = shown.some(({ key }) => key === column.key) ? choicesOf(column, facts) : null;
    return choices && choices.length <= MOST_CHOICES ? [{ key: column.key, choices }] : [];
  });
  return (
    <>
      {lists.map(({ key, choices }) => (
        <datalist id={`choices-${key}`}>
          {choices.map((choice) => (
            <option value={choice} />
          ))}
        </datalist>
      ))}
    </>
  );
}
