import { WEBHOOK_TIMEOUT_MS } from "../../domain/limits.ts";
import { faultOfStatus, type Try } from "../../domain/webhooks/delivery.ts";
import { log } from "../../log.ts";

/** A signed event as it goes to a receiver. */
export type Parcel = {
  readonly url: string;
  readonly id: string;
  readonly seconds: number;
  readonly signature: string;
  readonly body: string;
};

/**
 * Sends an event to its receiver, and tells what came of it; never throws. Nothing of the answer is read but its status, no
 * redirect is followed, and no receiver is waited for longer than ten seconds (W4).
 */
export async function sendParcel({ url, id, seconds, signature, body }: Parcel): Promise<Try> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "User-Agent": "Muster-Webhooks/1",
        "webhook-id": id,
        "webhook-timestamp": String(seconds),
        "webhook-signature": signature,
      },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(WEBHOOK_TIMEOUT_MS),
    });
    await answer.body?.cancel();
    return { status: answer.status, error: faultOfStatus(answer.status) };
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    log("delivery_unanswered", { told: id }, error);
    return { status: null, error: isLate ? "E_TIMEOUT" : "E_CONNECTION" };
  }
}
