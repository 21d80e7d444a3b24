import type { Notice } from "../../domain/check/report.ts";
import type { Import } from "../../domain/import/import.ts";
import { Say } from "../parts.tsx";
import { say } from "../reader.ts";

/** What is good to know about a file, and stands in nobody's way. */
export function Notices({ notices }: { notices: readonly Notice[] }) {
  if (notices.length === 0) return null;
  return (
    <Say id="notices" heading="Good to know">
      <ul>
        {notices.map((notice) => (
          <li>{say(notice)}</li>
        ))}
      </ul>
    </Say>
  );
}

/** Throws a draft away; the file can be uploaded again. */
export function ThrowAway({ draft }: { draft: Import }) {
  return (
    <form class="acts" method="post" action={`/imports/${draft.id}/removal`}>
      <button type="submit" class="link">
        Delete this draft
      </button>
      <span class="soft small">Nothing of it has been created.</span>
    </form>
  );
}
