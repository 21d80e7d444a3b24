import { eventsQuery } from "../../http/schemas/events.ts";
import { events as page } from "../answers/event.ts";
import type { Routes } from "../route.ts";

const answers = {
  200: {
    says: "What has happened, oldest first; read on with `next` until there is nothing.",
    body: page,
    headers: ["Link"],
  },
} as const;

/** What has happened, for programs that keep a copy in step (W1, W2). */
export const events = {
  "GET /accounts/:account/events": {
    title: "Follow events",
    says: "Gives what has happened on the account, each thing once and in order; `wait` answers with the first that comes.",
    query: eventsQuery,
    answers,
    example: { query: { wait: "25" } },
  },
  "GET /events": {
    title: "Follow events of all accounts",
    says: "Gives the same of all accounts.",
    query: eventsQuery,
    answers,
  },
} as const satisfies Routes;
