import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect } from "vitest";
import type { KeysPicture } from "../../../../src/acts/people/keys.ts";
import { openedBy } from "../../sealed/sealed-things.ts";
import { call } from "../../site/http.ts";
import type { Model } from "../model.ts";
import { Act, count } from "../model-commands.ts";
import type { Lab } from "../model-look.ts";
import { sealedInLab } from "./lab-stores.ts";

/**
 * The secret is changed, step by step as docs/operations.md says, with anything under way (S11). On paper nothing changes by that.
 * Each is another one: what was sealed anew for a change that is over is not looked at for the same two secrets again.
 */

let made = 0;

/** Has the deployment go one step on in a change of its secret, or begin one. */
async function stepOn(model: Model, lab: Lab): Promise<void> {
  const { secrets } = model;
  const current = secrets.at(-1) ?? env.MASTER_SECRET;
  switch (model.change) {
    case null: {
      made += 1;
      const next = `secret ${made} of a deployment, made at random`;
      model.change = { next, isExchanged: false };
      return deploy(lab, { MASTER_SECRET: current, MASTER_SECRET_PREVIOUS: next });
    }
    default: {
      if (model.change.isExchanged) return endIfFinished(model, lab);
      const { next } = model.change;
      secrets.push(next);
      model.change = { next, isExchanged: true };
      return deploy(lab, { MASTER_SECRET: next, MASTER_SECRET_PREVIOUS: current });
    }
  }
}

/** The secret before goes as soon as nothing is left that it has sealed; until then the cron comes. */
async function endIfFinished(model: Model, lab: Lab): Promise<void> {
  const headers = { "X-Lab": lab.account.id };
  const { body } = await call<KeysPicture>("GET", "/api/v1/operator/keys", { headers });
  expect(body.resealing.map(({ unopened }) => unopened)).toEqual(body.resealing.map(() => 0));
  if (!body.finished) return lab.platform.cron();
  deploy(lab, { MASTER_SECRET: model.secrets.at(-1) ?? env.MASTER_SECRET });
  model.change = null;
  count("= a secret was changed");
}

function deploy({ platform }: Lab, secrets: Partial<Env>): void {
  // As a deployment it takes the place of the one before as a whole.
  platform.bindings = { ...secrets };
}

const MOST_STEPS = 12;

/** Ends a change that was begun: then the secrets before open nothing that is stored, and today's all of it. */
export async function endRotation(model: Model, lab: Lab): Promise<void> {
  for (let steps = 0; model.change !== null; steps += 1) {
    expect(steps, "steps until the secret is changed").toBeLessThan(MOST_STEPS);
    await stepOn(model, lab);
  }
  const [current = env.MASTER_SECRET, ...before] = [env.MASTER_SECRET, ...model.secrets].toReversed();
  if (before.length === 0) return;
  const things = await sealedInLab();
  expect(await openedBy(current, things)).toEqual(things.map(({ name }) => name));
  for (const secret of before) expect(await openedBy(secret, things)).toEqual([]);
}

const rotate = fc.constant(new Act("take a step of a change of the secret", stepOn));

/** Which commands there are for secrets, how often each. */
export const rotationCommands: fc.Arbitrary<fc.AsyncCommand<Model, Lab>>[] = [rotate, rotate, rotate];
