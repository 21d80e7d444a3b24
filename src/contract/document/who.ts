import type { ApiDemand } from "../../domain/access/demands.ts";
import { RATE_MINUTES, rates } from "../../domain/access/rates.ts";

/** Says who may ask for a route. */
export function whoMayAsk(demand: ApiDemand): string {
  switch (demand.who) {
    case "public":
      return "For everybody, without a token.";
    case "account":
      return demand.scope === "read"
        ? "For the operator's token and every token of the account."
        : "For the operator's token and tokens of the account that may write.";
    case "administrator":
      return "For the operator's token; administrators do it in the browser, tokens of accounts cannot.";
    case "operator":
      return "For the operator's token.";
    case "platform":
      return "For the platform's token; where none is set, for the operator's.";
    default:
      return demand satisfies never;
  }
}

/** Says how often a route may be asked; null where that is not limited. */
export function limitOf({ rate }: ApiDemand): string | null {
  if (rate === undefined) return null;
  const limits = Object.entries(rates[rate]).map(([whom, most]) => `${most} for each ${whom}`);
  return `At most ${limits.join(", ")} in ${RATE_MINUTES} minutes.`;
}
