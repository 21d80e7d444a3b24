import type { Plan, StepName } from "../../domain/account/wizard.ts";
import { places } from "../home/places.ts";
import { News } from "./parts.tsx";

/** What was just done to the account's things, and what an import needs next. */
export type Told = {
  readonly says: string;
  readonly next: {
    readonly plan: Plan;
    readonly draft: { readonly id: string; readonly name: string; readonly can_start: boolean } | null;
  } | null;
};

/** Says what was done and leads on (E12): to a draft that waited for it, or to the next step of the wizard. */
export function ToldNews({ told, here }: { told: Told; here: StepName }) {
  const { says, next } = told;
  return (
    <News>
      {says} {next && <Next {...next} here={here} />}
    </News>
  );
}

function Next({ plan, draft, here }: NonNullable<Told["next"]> & { here: StepName }) {
  const step = plan.steps.find(({ name }) => name === plan.next);
  if (draft?.can_start) return <a href={`/imports/${draft.id}`}>{draft.name} can start now</a>;
  if (draft && (!step || step.name === here || step.name === "users"))
    return <a href={`/imports/${draft.id}`}>See what {draft.name} still waits for</a>;
  if (!step || step.name === here) return null;
  const { go, see, begin, label } = places[step.name];
  if (step.kept) return <a href={see}>Next: {label.toLowerCase()}. Ask your provider</a>;
  return <a href={go}>Next: {begin.charAt(0).toLowerCase() + begin.slice(1)}</a>;
}
