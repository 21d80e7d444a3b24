import type { Plan } from "../../domain/account/wizard.ts";
import { type Import, isActive, notCreated, type OpenDraft } from "../../domain/import/import.ts";
import { sayCounts } from "../imports/say-counts.ts";
import { may } from "../may.tsx";
import { sayMany } from "../words.ts";
import { places } from "./places.ts";

type Props = { readonly plan: Plan; readonly started: readonly Import[]; readonly drafts: readonly OpenDraft[] };

type Line = {
  readonly says: string;
  readonly hint: string;
  readonly href: string;
  readonly act: string;
  readonly see: string;
};

/** What was left to do: rows that were not created, and what will not last. */
export function WhatComesNext({ plan, started, drafts }: Props) {
  const acts = may("GET /imports/new");
  const lines = [...afterImport(started, drafts), ...shortOf(plan)].map((line) =>
    acts ? line : { ...line, ...looked(line) },
  );
  if (lines.length === 0) return null;
  return (
    <section class="stack tight">
      <h2>What comes next</h2>
      <ul class="panel lines flush">
        {lines.map(({ says, hint, href, act }) => (
          <li>
            <div>
              <b>{says}</b>
              <p class="hint long">{hint}</p>
            </div>
            <a class="btn low" href={href}>
              {act}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who may change nothing looks. */
function looked({ see }: Line): Pick<Line, "href" | "act"> {
  return { href: see, act: "Look" };
}

/** A draft that is newer may be what is done about it already. */
function afterImport([last]: readonly Import[], [draft]: readonly Import[]): readonly Line[] {
  if (!last || isActive(last.state) || (draft && draft.id > last.id)) return [];
  const [left, href] = [notCreated(last.counts), `/imports/${last.id}`];
  if (last.state === "undone") return [];
  if (left === 0) return [{ says: sayCounts(last.counts), hint: last.file.name, href, see: href, act: "Look" }];
  const says = `${sayMany(left, "row")} ${left === 1 ? "was" : "were"} not created`;
  return [{ says, hint: `${last.file.name}: ${sayCounts(last.counts)}`, href, see: href, act: "Put right" }];
}

function shortOf({ steps }: Plan): readonly Line[] {
  return steps.flatMap(({ name, state, word, has, note, kept }) => {
    if (state !== "short" || kept) return [];
    const { label, see, go, change } = places[name];
    return [{ says: `${label}: ${word}`, hint: note ?? has, href: go, see, act: change }];
  });
}
