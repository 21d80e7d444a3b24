import type { AccountFacts } from "../../domain/account/account.ts";
import { type InventoryCounts, planSteps } from "../../domain/account/wizard.ts";
import type { Import, OpenDraft } from "../../domain/import/import.ts";
import { OpenDrafts } from "../imports/drafts/open-drafts.tsx";
import { ImportsTable } from "../imports/imports-table.tsx";
import { Page, type Viewer } from "../page.tsx";
import { Ghost } from "../parts/empty.tsx";
import { Head } from "../parts/head.tsx";
import { HomeActs } from "./acts.tsx";
import { sayReady } from "./ready.ts";
import { Steps } from "./steps.tsx";
import { WhatComesNext } from "./what-comes-next.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly facts: AccountFacts;
  readonly counts: InventoryCounts;
  readonly running: Import | null;
  /** The newest that were started, and the newest that were not. */
  readonly started: readonly Import[];
  readonly drafts: readonly OpenDraft[];
};

/** Home: what the account is ready for, the five steps to it, the last imports, and what comes next. */
export function HomePage({ viewer, facts, counts, running, started, drafts }: Props) {
  const plan = planSteps(facts, counts);
  const { title, lede } = sayReady(viewer.account, { plan, facts, counts });
  return (
    <Page title="Home" viewer={viewer} here="home">
      <Head title={title} lede={lede}>
        <HomeActs plan={plan} running={running} />
      </Head>
      <Steps plan={plan} facts={facts} counts={counts} />
      <div class="cols side">
        <LastImports imports={started} />
        <div class="stack">
          <OpenDrafts drafts={drafts} />
          <WhatComesNext plan={plan} started={started} drafts={drafts} />
        </div>
      </div>
    </Page>
  );
}

function LastImports({ imports }: { imports: readonly Import[] }) {
  return (
    <section class="stack tight">
      <div class="bar between">
        <h2>Last imports</h2>
        {imports.length > 0 && (
          <a class="small" href="/imports">
            All imports
          </a>
        )}
      </div>
      {imports.length > 0 ? (
        <ImportsTable id="last-imports" caption="Last imports" imports={imports} />
      ) : (
        <>
          <p class="soft small">There has been none yet. Each will stand here, with who was created and who was not.</p>
          <Ghost columns={["File", "When", "State", "Users"]} />
        </>
      )}
    </section>
  );
}
