import { hasEnded, isDraft } from "../../../src/domain/import/import.ts";
import type { User } from "../../../src/domain/user/user.ts";
import type { ListedNumber } from "../../../src/store/inventory/numbers.ts";
import { Copy, type EventsAnswer, inOrder, type ShownEvent } from "../events/copy.ts";
import { atRest, type Observation, type System, type Told } from "./observation.ts";
import { ask, list, listImports } from "./shown.ts";

/** Reads what an account has told, and then what it has. */
export async function readTold(system: System, account: string): Promise<Told> {
  const root = `/api/v1/accounts/${account}`;
  const events: ShownEvent[] = [];
  for (let after = ""; ; ) {
    const page = await ask<EventsAnswer>(system, `${root}/events?limit=200${after && `&after=${after}`}`);
    events.push(...page.items);
    after = page.next;
    if (page.items.length === 0) break;
  }
  return {
    events,
    users: await list<User>(system, `${root}/users`),
    numbers: await list<ListedNumber>(system, `${root}/numbers`),
    imports: await listImports(system, account),
  };
}

/** W1: whoever has followed the events from the beginning has the account's users, numbers and imports as they are. */
export function checkTold(observation: Observation): readonly string[] {
  if (!atRest(observation)) return [];
  const { events, users, numbers, imports } = observation.told;
  const copy = new Copy();
  try {
    for (const event of events) copy.take(event);
  } catch (error) {
    return [`events are exact: ${String(error)}`];
  }
  const started = imports.filter(({ state }) => !isDraft(state));
  return [
    ...differs("the users", inOrder(copy.users.values()), inOrder(users)),
    ...differs(
      "the numbers",
      [...copy.numbers].toSorted(),
      numbers.map(({ e164, status }) => [e164, status]).toSorted(),
    ),
    ...started
      .filter(({ id, state }) => hasEnded(state) && copy.imports.get(id) !== state)
      .map(({ id, state }) => `events are exact: ${id} is ${state}, and they tell last: ${copy.imports.get(id)}`),
    ...started.filter(({ id }) => !copy.imports.has(id)).map(({ id }) => `events are exact: nothing is told of ${id}`),
  ];
}

function differs(what: string, told: readonly unknown[], real: readonly unknown[]): readonly string[] {
  const at = told.findIndex((one, n) => JSON.stringify(one) !== JSON.stringify(real[n]));
  if (at < 0 && told.length === real.length) return [];
  const [one, other] = [told.at(at), real.at(at)].map((each) => JSON.stringify(each));
  return [`events are exact: of ${what} they tell ${told.length}, and there are ${real.length}: ${one} for ${other}`];
}
