import { DurableObject } from "cloudflare:workers";
import { tellMeters } from "../../platform/meters.ts";
import { inWork, newWork } from "../../telemetry/work.ts";
import { accountOf } from "./account-of.ts";

/** An account's object whose calls are each a piece of work: its lines of the log and what it asks of D1 are known by it (O3). */
export abstract class WorkingObject extends DurableObject<Env> {
  /** Does what was called for, by its name. */
  protected async during<Value>(name: string, doing: () => Promise<Value>): Promise<Value> {
    try {
      return await inWork(newWork(this.env, { route: `object ${name}`, account: accountOf(this.ctx) }), doing);
    } finally {
      this.ctx.waitUntil(tellMeters(this.env));
    }
  }
}
