import { type Plan, planSteps } from "../../domain/account/wizard.ts";
import type { OpenDraft } from "../../domain/import/import.ts";
import { findHome } from "../../store/inventory/home.ts";
import { reviewDraft } from "../imports/drafts.ts";
import type { Scene } from "../scene.ts";

/** What an account can go on with (E12). */
export type WhatNext = {
  readonly plan: Plan;
  /** The newest draft of which nothing is to be put right, and whether it can start as the account is now; null where there is none. */
  readonly draft: { readonly id: string; readonly name: string; readonly can_start: boolean } | null;
};

/** Finds what comes next after something of the account was changed; null where there is no such account. */
export async function findWhatNext(scene: Scene): Promise<WhatNext | null> {
  const home = await findHome(scene.db, scene.account);
  if (!home) return null;
  const plan = planSteps(home.facts, home.counts);
  const draft = home.drafts.find(isSound);
  return { plan, draft: draft ? await checked(scene, draft) : null };
}

/** What its last check has found of the account may be otherwise now: its file was in order. */
function isSound({ state, open_questions }: OpenDraft): boolean {
  return state === "ready" && open_questions === 0;
}

async function checked(scene: Scene, { id, file }: OpenDraft): Promise<WhatNext["draft"]> {
  const review = await reviewDraft(scene, id);
  if (!review.ok) return null;
  const { errors, questions, blockers } = review.value.report;
  return { id, name: file.name, can_start: errors.length + questions.length + blockers.length === 0 };
}
