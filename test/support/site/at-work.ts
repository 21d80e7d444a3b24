/** How many messages the consumers of this runtime have in hand. */
let inHand = 0;

/** Does what a consumer does with a message; until it is over, the consumers are not at rest. */
export async function inHandDuring<Value>(work: () => Promise<Value>): Promise<Value> {
  inHand += 1;
  try {
    return await work();
  } finally {
    inHand -= 1;
  }
}

/** Tells whether no consumer has a message in hand. */
export function atRest(): boolean {
  return inHand === 0;
}
