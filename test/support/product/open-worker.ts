import "./cheap-passwords.ts";
import worker from "../../../src/index.ts";
import { CHANGE_PATH } from "./change-state.ts";

export * from "../../../src/index.ts";

/**
 * The Worker as it is, but that passwords cost little, and with a door through which a test or a picture changes what the
 * databases hold: no real import stands still for as long as somebody looks at it. The deployed entry point is
 * src/index.ts and knows nothing of it.
 */
export default {
  ...worker,
  async fetch(request, env, context) {
    if (new URL(request.url).pathname !== CHANGE_PATH) return worker.fetch(request, env, context);
    if (request.headers.get("Authorization") !== `Bearer ${env.OPERATOR_TOKEN}`)
      return new Response(null, { status: 401 });
    const statements = await request.json<readonly string[]>();
    await env.DB.batch(statements.map((statement) => env.DB.prepare(statement)));
    return new Response(null, { status: 204 });
  },
} satisfies ExportedHandler<Env>;
