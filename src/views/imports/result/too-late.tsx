import { count } from "../../../domain/count.ts";
import type { Import } from "../../../domain/import/import.ts";
import { May } from "../../may.tsx";
import { Say } from "../../parts.tsx";

/** Stop was pressed, and the import had ended by then: says so, and offers what helps instead (I6). */
export function TooLate({ given: { id, state, counts } }: { given: Import }) {
  if (state !== "completed") return null;
  const { created } = counts;
  return (
    <Say id="late" tone="warn" heading="Stop came too late: the import had ended" first>
      {created === 0 ? (
        <p>It created nobody.</p>
      ) : (
        <>
          <p>
            {created === 1
              ? "The user whom it created exists. "
              : `The ${count(created)} users whom it created exist. `}
            <May ask="GET /imports/:id/undo">Undo removes them again; before, you see who would stay.</May>
          </p>
          <May ask="GET /imports/:id/undo">
            <p>
              <a class="btn" href={`/imports/${id}/undo`}>
                Undo this import…
              </a>
            </p>
          </May>
        </>
      )}
    </Say>
  );
}
