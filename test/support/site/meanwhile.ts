import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { originOf } from "../../../src/store/decode.ts";

/** Does some work, and something else once, right before the first statement that begins so is sent. */
export async function before<Done>(
  statement: string,
  meanwhile: () => Promise<unknown>,
  work: () => Promise<Done>,
): Promise<Done> {
  const database = Object.getPrototypeOf(env.DB);
  const { batch } = database;
  let isDone = false;
  database.batch = async function (statements: readonly object[]) {
    if (!isDone && statements.some((one) => originOf(one).startsWith(statement))) {
      isDone = true;
      await meanwhile();
    }
    return batch.call(this, statements);
  };
  try {
    return await work();
  } finally {
    database.batch = batch;
    expect(isDone).toBe(true);
  }
}
