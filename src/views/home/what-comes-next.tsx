import type { Plan } from "../../domain/account/wizard.ts";
import { count } from "../../domain/count.ts";
import { type Import, isActive, notCreated, type OpenDraft } from "../../domain/import/import.ts";
import { sayMany } from "../words.ts";
import { places } from "./places.ts";

type Props = { readonly plan: Plan; readonly started: readonly Import[]; readonly drafts: readonly OpenDraft[] };

type Line = { readonly says: string; readonly hint: string; readonly href: string; readonly act: string };

/** What was left to do: rows that were not created, and what will not last. */
export function WhatComesNext({ plan, started, drafts }: Props) {
  const lines = [...afterImport(started, drafts), ...shortOf(plan)];
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

/** A draft that is newer may be what is done about it already. */
function afterImport([last]: readonly Import[], [draft]: readonly Import[]): readonly Line[] {
  if (!last || isActive(last.state) || (draft && draft.id > last.id)) return [];
  const { created, rows } = last.counts;
  const [left, href] = [notCreated(last.counts), `/imports/${last.id}`];
  if (last.state === "undone") return [];
  if (left === 0) return [{ says: `${sayMany(created, "user")} created`, hint: last.file.name, href, act: "Look" }];
  const says = `${sayMany(left, "row")} ${left === 1 ? "was" : "were"} not created`;
  return [{ says, hint: `${last.file.name}: ${count(created)} of ${count(rows)} created`, href, act: "Put right" }];
}

function shortOf({ steps }: Plan): readonly Line[] {
  return steps.flatMap(({ name, state, word, has, note, kept }) => {
    if (state !== "short" || kept) return [];
    const { label, go, change } = places[name];
    return [{ says: `${label}: ${word}`, hint: note ?? has, href: go, act: change }];
  });
}
