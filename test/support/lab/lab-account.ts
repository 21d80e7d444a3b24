import type { Answer, Asking, Refusal } from "../site/http.ts";
import { Account } from "../site/site.ts";

/** An account whose requests go through what the test has laid down for it. */
export class LabAccount extends Account {
  override call<Body = Refusal>(method: string, path: string, asking: Asking = {}): Promise<Answer<Body>> {
    return super.call<Body>(method, path, this.#marked(asking));
  }

  override ask<Body = null>(method: string, path: string, asking: Asking = {}): Promise<Body> {
    return super.ask<Body>(method, path, this.#marked(asking));
  }

  #marked(asking: Asking): Asking {
    return { ...asking, headers: { ...asking.headers, "X-Lab": this.id } };
  }
}
