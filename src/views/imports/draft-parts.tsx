import type { Notice } from "../../domain/check/report.ts";
import { count } from "../../domain/count.ts";
import { columnLetters } from "../../domain/file/column-letters.ts";
import type { Import } from "../../domain/import/import.ts";
import { say } from "../reader.ts";
import { Refusal } from "../refusal.tsx";
import { Fold } from "../sheet/folds/fold.tsx";
import { sayMany } from "../words.ts";
import type { Attempt } from "./draft.ts";

type Unused = Extract<Notice, { readonly code: "column_ignored" }>["params"];

/** What is good to know about a file, and stands in nobody's way; that it was imported before is told above. */
export function Notices({ notices: all }: { notices: readonly Notice[] }) {
  const notices = all.filter(({ code }) => code !== "same_file");
  if (notices.length === 0) return null;
  const unused = notices.flatMap((notice) => (notice.code === "column_ignored" ? notice.params : []));
  const others = unused.length > 1 ? notices.filter(({ code }) => code !== "column_ignored") : notices;
  return (
    <Fold id="notices" title="Notes on the file" figures={count(others.length + (unused.length > 1 ? 1 : 0))}>
      <ul class="dots">
        {unused.length > 1 && <li>{sayUnused(unused)}</li>}
        {others.map((notice) => (
          <li>{say(notice)}</li>
        ))}
      </ul>
    </Fold>
  );
}

/** So many are named: all of them stand in the table of the columns. */
const MOST_NAMED = 5;

function sayUnused(unused: readonly Unused[]): string {
  const names = unused.slice(0, MOST_NAMED).map(({ header, index }) => header ?? columnLetters(index - 1));
  const more = unused.length - names.length;
  return `${sayMany(unused.length, "column")} with values are not used: ${names.join(", ")}${more > 0 ? ` and ${count(more)} more` : ""}.`;
}

/** The way back for whoever has named the wrong encoding (Q1); nothing where the file itself says what it is in. */
export function AskAgain({ draft: { id, file, options } }: { draft: Import }) {
  if (options.encoding === null || options.encoding !== file.encoding) return null;
  return (
    <form class="bar" method="post" action={`/imports/${id}/reading`}>
      <button type="submit" class="btn low" name="encoding" value="">
        Choose another encoding
      </button>
    </form>
  );
}

/** Why something that was sent changed nothing. */
export function Turned({ attempt: { failure } }: { attempt: Attempt }) {
  const heading = failure.code === "invalid_option" ? "Nothing was changed" : undefined;
  return <Refusal failure={failure} heading={heading} />;
}
