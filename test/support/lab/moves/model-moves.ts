import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect } from "vitest";
import { checkPlace, readCopies } from "../../checker/place.ts";
import { databases, everywhere, placeOf } from "../../site/databases.ts";
import type { Refusal } from "../../site/http.ts";
import { roleIn } from "../../site/killed-moves.ts";
import { elsewhere, named } from "../../site/moving.ts";
import type { Model } from "../model.ts";
import { Act, count, nthUser, settleBy } from "../model-commands.ts";
import { type Lab, look } from "../model-look.ts";

/**
 * The account is moved to another database (O6) while alarms ring, are lost, messages come and people write, in any order. On
 * paper nothing changes by that. The move has ended when the command has: whatever else is done comes before it or after it.
 */

type Where = { readonly database: string; readonly move: null | { readonly state: string } };
const steps = [
  "ring",
  "ring",
  "ring",
  "ring",
  "evict",
  "call the cron",
  "lose the alarm",
  "deliver",
  "write",
  "start",
] as const;
type Step = (typeof steps)[number];
const MOST_ROUNDS = 120;

async function moveIt(model: Model, lab: Lab, chosen: readonly Step[], isTakenBack: boolean): Promise<void> {
  const { account } = lab;
  const [from, to] = [(await placeOf(account.id)) ?? "", await elsewhere(account)];
  const begun = await account.call<Where & Partial<Refusal>>("PUT", "/move", { json: { to } });
  if (model.change !== null) {
    expect([begun.status, begun.body.code]).toEqual([409, "not_movable"]);
    return;
  }
  expect([begun.status, begun.body.move?.state]).toEqual([202, "copying"]);
  model.moving = true;
  for (const step of chosen) {
    await during[step](model, lab, from);
    model.moving = (await stateOf(lab)) !== null;
    await look(model, lab);
  }
  const right = isTakenBack ? await takeBack(lab, from, to) : to;
  for (let round = 0; (await stateOf(lab)) !== null; round += 1) {
    if (round > MOST_ROUNDS) throw new Error("the move never ends");
    await deliver(model, lab);
    if (!(await lab.platform.ring())) await lab.platform.cron();
    model.moving = (await stateOf(lab)) !== null;
    await look(model, lab);
  }
  model.moving = false;
  expect(await placeOf(account.id)).toBe(right);
  const copies = await readCopies({ query: everywhere }, account.id);
  expect(copies).toHaveLength(databases.length);
  expect(checkPlace({ known: { ended: "imports" }, copies })).toEqual([]);
  count(right === to ? "= moved" : "= stayed");
}

/** How far the move is, as the directory says; null where there is none. */
async function stateOf({ account }: Lab): Promise<string | null> {
  return env.DIRECTORY.prepare("SELECT state FROM moves WHERE account = ?1").bind(account.id).first<string>("state");
}

/** Takes the move back; gives where the account must lie then. */
async function takeBack(lab: Lab, from: string, to: string): Promise<string> {
  const before = await stateOf(lab);
  const { status, body } = await lab.account.call<Where & Partial<Refusal>>("DELETE", "/move");
  const answers = { copying: [202, "given_up"], moved: [409, "not_movable"], given_up: [202, "given_up"] };
  const told = before === null ? [200, null] : answers[before as keyof typeof answers];
  expect([status, body.code ?? body.move?.state ?? null]).toEqual(told);
  return before === "copying" ? from : to;
}

const during: Readonly<Record<Step, (model: Model, lab: Lab, from: string) => Promise<unknown>>> = {
  ring: (_, { platform }) => platform.ring(),
  evict: (_, { platform }) => platform.evict(),
  "call the cron": (_, { platform }) => platform.cron(),
  "lose the alarm": async (model, { platform }) => {
    model.alarmLost = true;
    await platform.loseAlarm();
  },
  deliver,
  write,
  start,
};

/** Everything comes; what cannot be written now is asked for again. */
async function deliver(model: Model, { platform }: Lab): Promise<void> {
  const { bag } = platform;
  platform.bag = [];
  settleBy(model, bag);
  await platform.deliver(bag.map((message) => [message]));
}

/** A user is changed, or that is refused: from the fence on, until the account has moved. */
async function write(model: Model, { account }: Lab, from: string): Promise<void> {
  if (model.users.length === 0) return;
  const { user, path } = await nthUser(model, account, 0);
  const isFenced = (await placeOf(account.id)) === from && (await roleIn(account.id, named(from))) === "leaving";
  const { status, body } = await account.call("PATCH", path, { json: { department: "Moving" } });
  expect([status, body.code ?? null]).toEqual(isFenced ? [503, "account_moving"] : [200, null]);
  if (!isFenced) user.department = "Moving";
  count(isFenced ? "= write refused while moving" : "= write while moving");
}

/** No import begins before the account has moved. */
async function start(model: Model, lab: Lab): Promise<void> {
  const draft = model.visible().find(({ state }) => state === "ready");
  if (draft === undefined || (await stateOf(lab)) !== "copying") return;
  if (model.answerToStart(draft, "accept")[0] !== 202) return;
  const { status, body } = await lab.account.call("POST", `/imports/${draft.id}/start`, {
    json: { warnings: "accept" },
  });
  expect([status, body.code]).toEqual([503, "account_moving"]);
  count("= start refused while moving");
}

const move = fc
  .record({ chosen: fc.array(fc.constantFrom(...steps), { maxLength: 20 }), back: fc.nat({ max: 2 }) })
  .map(
    ({ chosen, back }) =>
      new Act(`move the account ${JSON.stringify({ chosen, isTakenBack: back === 2 })}`, (model, lab) =>
        moveIt(model, lab, chosen, back === 2),
      ),
  );

/** There is nowhere to move to where there is one database. */
export const moveCommands = databases.length > 1 ? [move, move] : [];
