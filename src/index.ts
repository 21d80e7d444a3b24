import { everyFiveMinutes } from "./background/cron/cron.ts";
import { consumeDeadMails, consumeMails } from "./background/mail/consumer.ts";
import { queueKindOf } from "./background/queues.ts";
import { consumeChunks, consumeDeadChunks } from "./background/run/chunk-consumer.ts";
import { consumeDeadDeliveries, consumeDeliveries } from "./background/webhooks/consumer.ts";
import { app } from "./http/app.ts";
import { log } from "./log.ts";

export { ImportCoordinator } from "./background/run/import-coordinator.ts";

export default {
  fetch: app.fetch,

  async queue(batch, env): Promise<void> {
    const kind = queueKindOf(batch.queue);
    switch (kind) {
      case "rows":
        return consumeChunks(batch, env);
      case "mails":
      case "mails-first":
        return consumeMails(batch, env);
      case "webhooks":
        return consumeDeliveries(batch, env);
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
  },

  async scheduled({ scheduledTime }, env): Promise<void> {
    await everyFiveMinutes(env, scheduledTime);
  },
} satisfies ExportedHandler<Env>;
