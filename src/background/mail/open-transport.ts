import { bindingTransport } from "./binding.ts";
import type { Transport } from "./transport.ts";

/** Opens the transport that the deployment has chosen: the `send_email` binding, unless it says `smtp` (M5). */
export async function openTransport(env: Env): Promise<Transport> {
  if (env.MAIL_TRANSPORT !== "smtp") return bindingTransport(env);
  // Loaded only here: whoever sends through the binding does not pay for it.
  const { smtpTransport } = await import("./smtp.ts");
  return smtpTransport(env);
}
