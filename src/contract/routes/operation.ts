import { health } from "../answers/operation.ts";
import type { Routes } from "../route.ts";

/** How the service is, for whoever runs it. */
export const operation = {
  "GET /operator/health": {
    title: "Look at the service",
    says: "Tells what is under way and what stands still, whether mails are sent, how large the databases are, and which settings are safe (O3).",
    query: {},
    answers: { 200: { says: "How it is; `attention` where somebody should look.", body: health } },
  },
  "GET /metrics": {
    title: "Scrape the metrics",
    says: "Gives the same and more as numbers, in the text format of OpenMetrics (O3).",
    query: {},
    answers: { 200: { says: "The metrics.", body: "application/openmetrics-text" } },
  },
} as const satisfies Routes;
