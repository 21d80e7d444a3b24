import type { AccountFacts } from "../../domain/account/account.ts";
import { type InventoryCounts, type Plan, planSteps, type Step, type StepName } from "../../domain/account/wizard.ts";
import { type Import, isActive } from "../../domain/import/import.ts";
import { OpenDrafts } from "../imports/drafts/open-drafts.tsx";
import { Page, type Viewer } from "../page.tsx";
import { Tag, type Tone } from "../parts.tsx";
import { LatestImport } from "./latest-import.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly facts: AccountFacts;
  readonly counts: InventoryCounts;
  readonly latest: Import | null;
  readonly drafts: readonly Import[];
};

/** The Provisioning Wizard: five steps to users who can call, with what is done, what is missing and what is left. */
export function HomePage({ viewer, facts, counts, latest, drafts }: Props) {
  const plan = planSteps(facts, counts);
  const complete = plan.done === plan.steps.length;
  return (
    <Page title="Home" viewer={viewer} here="home">
      <h1>{complete ? `${viewer.account} is set up` : `Set up ${viewer.account}`}</h1>
      <p class="soft">{complete ? "This is what the next import has to draw on." : sayWay(plan)}</p>
      <ol class="steps">
        {plan.steps.map((step, at) => (
          <StepRow step={step} at={at + 1} next={step.name === plan.next} latest={latest} />
        ))}
      </ol>
      {latest && <LatestImport latest={latest} />}
      <OpenDrafts drafts={drafts} />
    </Page>
  );
}

const figures = ["None", "One", "Two", "Three", "Four"];

function sayWay({ done }: Plan): string {
  return `Five steps to people who can call. ${figures[done]} ${done === 1 ? "is" : "are"} done.`;
}

const tones: { readonly [S in Step["state"]]: Tone } = { done: "ok", short: "warn", open: "off", idle: "off" };

type RowProps = { readonly step: Step; readonly at: number; readonly next: boolean; readonly latest: Import | null };

function StepRow({ step, at, next, latest }: RowProps) {
  const { label } = places[step.name];
  return (
    <li aria-current={next ? "step" : undefined}>
      <h2>
        {at}. {label}
      </h2>
      <div>
        <Tag tone={tones[step.state]}>{step.word}</Tag>
      </div>
      <div>
        {step.has} {step.note && <span class="soft">{step.note}</span>}
      </div>
      <div>
        <Way step={step} next={next} latest={latest} />
      </div>
    </li>
  );
}

function Way({ step, next, latest }: Omit<RowProps, "at">) {
  const { label, see, go, begin, change } = places[step.name];
  if (step.kept) {
    return (
      <>
        <span class="soft">Ask your provider.</span> <a href={see}>See {label.toLowerCase()}</a>
      </>
    );
  }
  const importing = step.name === "users";
  const style = next ? "btn go" : importing ? "btn" : undefined;
  if (importing && latest && isActive(latest.state)) {
    return (
      <a class={style} href={`/imports/${latest.id}`}>
        See the running import
      </a>
    );
  }
  return (
    <a class={style} href={go}>
      {step.state === "open" ? begin : change}
    </a>
  );
}

type Place = {
  readonly label: string;
  /** What there is. */
  readonly see: string;
  /** Where something is done about it, and what the way there is called at first and later. */
  readonly go: string;
  readonly begin: string;
  readonly change: string;
};

const park = "Park numbers";
const importUsers = "Import users from CSV";

const places: { readonly [S in StepName]: Place } = {
  services: {
    label: "Services",
    see: "/services",
    go: "/services",
    begin: "Install services",
    change: "Change services",
  },
  locations: {
    label: "Locations",
    see: "/locations",
    go: "/locations",
    begin: "Add locations",
    change: "Change locations",
  },
  numbers: { label: "Numbers", see: "/numbers", go: "/numbers/new", begin: park, change: park },
  subscriptions: {
    label: "Subscriptions",
    see: "/subscriptions",
    go: "/subscriptions",
    begin: "Add licences",
    change: "Change licences",
  },
  users: { label: "Users", see: "/users", go: "/imports/new", begin: importUsers, change: importUsers },
};
