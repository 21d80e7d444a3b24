import type { ImportRow, ImportState, Outcome } from "../domain/import/import.ts";
import type { Service } from "../domain/user/user.ts";
import type { Tone } from "./parts.tsx";
import { words } from "./reader.ts";

/** Writes the name of a kind as it stands inside a sentence or a tag; "PIN" stays what it is. */
export function inText(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

const outcomeNames = {
  pending: { tone: "off", name: "to do" },
  created: { tone: "ok", name: "created" },
  failed: { tone: "bad", name: "not created" },
  not_attempted: { tone: "off", name: "not attempted" },
  skipped: { tone: "off", name: "skipped" },
  undone: { tone: "off", name: "undone" },
} as const satisfies { [O in Outcome]: { tone: Tone; name: string } };

/** How a row ended, as a tag shows it: the kind of reason where there is one. */
export function outcomeOf(row: Pick<ImportRow, "outcome" | "failure">): {
  readonly tone: Tone;
  readonly name: string;
} {
  const known = outcomeNames[row.outcome];
  return row.failure === null || row.outcome === "skipped"
    ? known
    : { ...known, name: inText(words().kind(row.failure.code)) };
}

const stateNames = {
  invalid: { tone: "bad", name: "has errors" },
  ready: { tone: "warn", name: "not started" },
  running: { tone: "off", name: "running" },
  stopping: { tone: "off", name: "stopping" },
  stopped: { tone: "warn", name: "stopped" },
  completed: { tone: "ok", name: "completed" },
  undoing: { tone: "off", name: "being undone" },
  undone: { tone: "off", name: "undone" },
} as const satisfies { [S in ImportState]: { tone: Tone; name: string } };

/** The state of an import, as a tag shows it. */
export function stateOf(state: ImportState): { readonly tone: Tone; readonly name: string } {
  return stateNames[state];
}

const serviceNames: { readonly [S in Service]: string } = { connect: "CONNECT", meet: "MEET", share: "SHARE" };

/** Names services as people know them: "CONNECT and SHARE". */
export function sayServices(services: readonly Service[]): string {
  const names = services.map((service) => serviceNames[service]);
  const last = names.at(-1) ?? "none";
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${last}` : last;
}
