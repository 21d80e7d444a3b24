import * as v from "valibot";
import type { Routes } from "../route.ts";

/** How the service describes itself. */
export const itself = {
  "GET /openapi.json": {
    title: "Read this description",
    says: "Gives this description of the API (OpenAPI 3.1), made of the schemas that check the requests.",
    query: {},
    answers: {
      200: { says: "The description.", body: v.record(v.string(), v.unknown()), headers: ["ETag"] },
      304: { says: "It is what the ETag names.", body: null, headers: ["ETag"] },
    },
  },
} as const satisfies Routes;
