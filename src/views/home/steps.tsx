import type { AccountFacts } from "../../domain/account/account.ts";
import { type InventoryCounts, isFew, type Plan, type Step } from "../../domain/account/wizard.ts";
import { may } from "../may.tsx";
import { Meter } from "../parts/pictures.tsx";
import { Tag, type Tone } from "../parts.tsx";
import { places } from "./places.ts";

const tones: { readonly [S in Step["state"]]: Tone } = { done: "ok", short: "warn", open: "off", idle: "off" };

type Props = { readonly plan: Plan; readonly facts: AccountFacts; readonly counts: InventoryCounts };

/** The five steps to users who can call, each with what is done, what is missing and what is left. */
export function Steps({ plan, facts, counts }: Props) {
  return (
    <ol class="steps" aria-label="The way to users who can call">
      {plan.steps.map((step, at) => {
        const isNext = step.name === plan.next;
        return (
          <li aria-current={isNext ? "step" : undefined}>
            <div class="bar between">
              <h2>
                {at + 1}. {places[step.name].label}
              </h2>
              <Tag tone={isNext ? "here" : tones[step.state]}>{isNext ? "next" : step.word}</Tag>
            </div>
            <div class="stack tight">
              <p>
                <b>{step.has}</b> {step.note && <span class="soft block">{step.note}</span>}
              </p>
              <Meters step={step} facts={facts} counts={counts} />
            </div>
            <Way step={step} />
          </li>
        );
      })}
    </ol>
  );
}

/** More of them would be a table. */
const MOST_METERS = 2;

function Meters({ step, facts, counts }: { step: Step } & Omit<Props, "plan">) {
  if (step.state === "idle") return null;
  if (step.name === "numbers") {
    const usable = counts.parked - counts.parked_toll_free;
    const all = counts.parked + counts.assigned;
    return all > 0 ? <Meter used={all - counts.parked} of={all} few={isFew(usable, usable + counts.assigned)} /> : null;
  }
  if (step.name !== "subscriptions" || facts.subscriptions.length > MOST_METERS) return null;
  return (
    <>
      {facts.subscriptions.map(({ used, available, total }) => (
        <Meter used={used} of={total} few={isFew(available, total)} />
      ))}
    </>
  );
}

function Way({ step }: { step: Step }) {
  const { label, see, go, begin, change } = places[step.name];
  if (step.kept) {
    return (
      <div class="foot">
        <span class="soft">Ask your provider.</span> <a href={see}>See {label.toLowerCase()}</a>
      </div>
    );
  }
  return (
    <div class="foot">
      {step.name === "users" || !may("GET /imports/new") ? (
        <a href={see}>See {label.toLowerCase()}</a>
      ) : (
        <a href={go}>{step.state === "open" ? begin : change}</a>
      )}
    </div>
  );
}
