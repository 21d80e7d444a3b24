import { everyFiveMinutes } from "./background/cron/cron.ts";
import { consumeDeadMails, consumeMails } from "./background/mail/consumer.ts";
import { consumeChunks, consumeDeadChunks } from "./background/run/chunk-consumer.ts";
import { app } from "./http/app.ts";
import { log } from "./log.ts";

export { ImportCoordinator } from "./background/run/import-coordinator.ts";

export default {
  fetch: app.fetch,

  async queue(batch, env): Promise<void> {
    switch (batch.queue) {
      case "muster-rows":
        return consumeChunks(batch, env);
      case "muster-mails":
        return consumeMails(batch, env);
      case "muster-rows-dead":
        return consumeDeadChunks(batch, env);
      case "muster-mails-dead":
        return consumeDeadMails(batch);
      default:
        log("queue_unknown", { queue: batch.queue });
    }
  },

  async scheduled({ scheduledTime }, env): Promise<void> {
    await everyFiveMinutes(env, scheduledTime);
  },
} satisfies ExportedHandler<Env>;
