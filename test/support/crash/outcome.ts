import type { Observation } from "../checker/observation.ts";

/** What a POST of the file was answered with. */
export type Answer = { readonly status: number; readonly id: string | null; readonly code?: string };

/** What this import must have come to, besides all that the checker knows. */
export function checkOutcome(
  { stored }: Observation,
  again: Answer,
  { users, undone }: { readonly users: number; readonly undone: boolean },
): readonly string[] {
  const ours = stored.imports.filter(({ counts }) => counts.rows === users);
  const [one] = ours;
  return [
    ...(ours.length === 1 ? [] : [`one import per key: the POST has come to ${ours.length} imports`]),
    ...(again.status === 202 && again.id === one?.id
      ? []
      : [`one import per key: repeated, it gives ${again.status} ${again.id}`]),
    ...(one?.counts[undone ? "undone" : "created"] === users
      ? []
      : [`all rows: of ${users} users ${one?.counts.created} were created, and ${one?.counts.undone} undone`]),
  ];
}
