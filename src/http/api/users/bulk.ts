import type { Context } from "hono";
import { bulkOnce } from "../../../acts/users/bulk/bulk-once.ts";
import { bulkUsers } from "../../../acts/users/bulk/bulk-users.ts";
import { bulkJson } from "../../answer/bulk-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readerOf } from "../../reader.ts";
import { readIdempotencyKey } from "../../request/idempotency-key.ts";
import { readJson } from "../../request/input.ts";
import { members } from "../../schemas/users.ts";
import { readBulk } from "./bulk-body.ts";

/** Does something to many users, or says what it would come to (api.md, POST users/bulk). */
export async function postBulk(c: Context<AppEnv>): Promise<Response> {
  const { scene } = c.var;
  const key = readIdempotencyKey(c);
  if (!key.ok) return answerFailure(c, key.failure);
  const body = await readJson(c, members);
  if (!body.ok) return answerFailure(c, body.failure);
  const asked = readBulk(body.value);
  if (!asked.ok) return answerFailure(c, asked.failure);
  const { wish, dryRun } = asked.value;
  const { result, replayed } =
    key.value === null
      ? { result: await bulkUsers(scene, wish, { dryRun, claim: null }), replayed: false }
      : await bulkOnce(scene, { key: key.value, wish, dryRun });
  if (replayed) c.header("Idempotency-Replayed", "true");
  return result.ok ? c.json(bulkJson(result.value, readerOf(c))) : answerFailure(c, result.failure);
}
