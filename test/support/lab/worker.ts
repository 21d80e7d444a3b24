import { ImportCoordinator as Coordinator } from "../../../src/background/run/import-coordinator.ts";
import worker from "../../../src/index.ts";
import { inHandDuring } from "../site/at-work.ts";
import { platformFor } from "./platform.ts";

/**
 * The Worker as it is, but that every binding goes through what the test has laid down for the account (`platform.ts`).
 * It is the entry point of the tests in test/lab; the deployed entry point is src/index.ts and knows nothing of it.
 */

export { Meters } from "../../../src/index.ts";

export class ImportCoordinator extends Coordinator {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    // Looked up at each use: a test may lay something down after the object has come up.
    Object.defineProperty(this, "env", { get: () => platformFor(ctx.id.name).env(env) });
    const real = this.ctx;
    Object.defineProperty(this, "ctx", { get: () => platformFor(real.id.name).state(real) });
  }
}

export default {
  fetch: (request, env, ctx) => worker.fetch(request, platformFor(request.headers.get("X-Lab")).env(env), ctx),

  /** Messages of several accounts may come together: each is consumed with its own account's bindings. */
  async queue(batch, env): Promise<void> {
    for (const message of batch.messages) {
      const { account } = message.body as { account: string };
      const alone: MessageBatch<unknown> = {
        queue: batch.queue,
        metadata: batch.metadata,
        messages: [message],
        ackAll: () => message.ack(),
        retryAll: (options) => message.retry(options),
      };
      await inHandDuring(() => worker.queue(alone, platformFor(account).env(env)));
    }
  },

  scheduled: (controller, env) => worker.scheduled(controller, env),
} satisfies ExportedHandler<Env>;
