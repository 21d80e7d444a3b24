import { everyFiveMinutes } from "./background/cron/cron.ts";
import { consumeBounces } from "./background/mail/bounces.ts";
import { consumeDeadMails, consumeMails } from "./background/mail/consumer.ts";
import { queueKindOf } from "./background/queues.ts";
import { consumeChunks, consumeDeadChunks } from "./background/run/chunk-consumer.ts";
import { consumeDeadDeliveries, consumeDeliveries } from "./background/webhooks/consumer.ts";
import { app } from "./http/app.ts";
import { log } from "./log.ts";
import { tellMeters } from "./platform/meters.ts";
import { inWork, newWork } from "./telemetry/work.ts";

export { Meters } from "./background/meters/meters.ts";
export { ImportCoordinator } from "./background/run/import-coordinator.ts";

export default {
  async fetch(request: Request, env: Env, ctx?: ExecutionContext): Promise<Response> {
    try {
      return await inWork(newWork(env, { route: "other" }), () => app.fetch(request, env, ctx));
    } finally {
      // After the answer: nobody waits for what is only counted.
      ctx?.waitUntil(tellMeters(env));
    }
  },

  async queue(batch, env): Promise<void> {
    try {
      await inWork(newWork(env, { route: `queue ${queueKindOf(batch.queue) ?? "unknown"}` }), () =>
        consume(batch, env),
      );
    } finally {
      await tellMeters(env);
    }
  },

  async scheduled({ scheduledTime }, env): Promise<void> {
    await inWork(newWork(env, { route: "cron" }), () => everyFiveMinutes(env, scheduledTime));
    await tellMeters(env);
  },
} satisfies ExportedHandler<Env>;

async function consume(batch: MessageBatch<unknown>, env: Env): Promise<void> {
  const kind = queueKindOf(batch.queue);
  switch (kind) {
    case "rows":
    case "rows-small":
      return consumeChunks(batch, env);
    case "mails":
    case "mails-first":
    case "mails-small":
      return consumeMails(batch, env);
    case "webhooks":
      return consumeDeliveries(batch, env);
    case "bounces":
      return consumeBounces(batch, env);
    case "rows-dead":
      return consumeDeadChunks(batch, env);
    case "mails-dead":
      return consumeDeadMails(batch);
    case "webhooks-dead":
      return consumeDeadDeliveries(batch);
    case null:
      // Never acknowledged: what is said in here would be lost, and an import would wait for it for ever.
      log("queue_unknown", { queue: batch.queue });
      return batch.retryAll();
    default:
      return kind satisfies never;
  }
}
