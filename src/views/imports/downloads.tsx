import { count } from "../../domain/count.ts";
import { type Import, notCreated } from "../../domain/import/import.ts";
import { may } from "../may.tsx";
import { Icon } from "../parts/icon.tsx";
import { sayMany } from "../words.ts";

/** Everything about an import that can be taken along as CSV. */
export function Downloads({ given: { id, counts, file } }: { given: Import }) {
  const left = notCreated(counts);
  const files = [
    ...(left > 0 && may("GET /imports/:id/not-created.csv")
      ? [
          { name: "not-created.csv?errors=1", label: `${count(left)} not created, with reasons` },
          { name: "not-created.csv", label: `${count(left)} not created, as they were` },
        ]
      : []),
    ...(counts.created > 0 ? [{ name: "created.csv", label: `${sayMany(counts.created, "user")} created` }] : []),
    ...(may("GET /imports/:id/original.csv")
      ? [{ name: "original.csv", label: `${file.name} as it was uploaded` }]
      : []),
  ];
  if (files.length === 0) return null;
  return (
    <section class="stack tight" aria-labelledby="downloads">
      <h2 id="downloads">Downloads (CSV)</h2>
      <div class="bar">
        {files.map(({ name, label }) => (
          <a class="btn low" href={`/imports/${id}/${name}`} download>
            <Icon sign="get" /> <span class="cut">{label}</span>
          </a>
        ))}
      </div>
    </section>
  );
}
