import { count } from "../../domain/count.ts";
import { type Import, notCreated } from "../../domain/import/import.ts";
import { sayMany } from "../words.ts";

/** Everything about an import that can be taken along as CSV. */
export function Downloads({ given: { id, counts, file } }: { given: Import }) {
  const left = notCreated(counts);
  const files = [
    ...(left > 0
      ? [
          { name: "not-created.csv?errors=1", label: `${count(left)} not created, with reasons` },
          { name: "not-created.csv", label: `${count(left)} not created, as they were` },
        ]
      : []),
    ...(counts.created > 0 ? [{ name: "created.csv", label: `${sayMany(counts.created, "user")} created` }] : []),
    { name: "original.csv", label: `${file.name} as it was uploaded` },
  ];
  return (
    <section aria-labelledby="downloads">
      <h2 id="downloads">Downloads (CSV)</h2>
      <ul class="plain">
        {files.map(({ name, label }) => (
          <li>
            <a class="file breakable" href={`/imports/${id}/${name}`} download>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
