import type { Cost } from "../../../src/vault/password-cost.ts";

/**
 * Takes the place of src/vault/password-cost.ts inside the Workers runtime of the tests: a real hash takes a third of a
 * second by design, and one of so little cost is made and checked in the same way, in no time.
 */
export const COST: Cost = { N: 4, r: 1, p: 1 };
