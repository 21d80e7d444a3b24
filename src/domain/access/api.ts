import type { ApiDemand } from "./demands.ts";

const read = { who: "account", scope: "read" } as const;
const write = { who: "account", scope: "write" } as const;
const administrator = { who: "administrator" } as const;
const operator = { who: "operator" } as const;
const platform = { who: "platform" } as const;

/** Every route of the API, below /api/v1, and who may ask it. What stands not here cannot be answered (src/http/api/routes.ts). */
export const apiDemands = {
  "GET /openapi.json": { who: "public" },

  "PUT /accounts/:account": { ...operator, body: "json" },
  "GET /accounts": operator,
  "GET /accounts/:account": read,
  "DELETE /accounts/:account": operator,
  "PUT /accounts/:account/move": { ...operator, body: "json" },
  "GET /accounts/:account/move": operator,
  "DELETE /accounts/:account/move": operator,
  "GET /operator/activity": operator,
  "GET /operator/keys": operator,
  "GET /operator/health": operator,
  "GET /metrics": operator,
  "GET /events": operator,
  "DELETE /operator/people/:email/factors": operator,
  "DELETE /operator/people/:email/sessions": operator,

  "POST /accounts/:account/administrators": { ...administrator, body: "json" },
  "GET /accounts/:account/administrators": administrator,
  "PATCH /accounts/:account/administrators/:email": { ...administrator, body: "json" },
  "DELETE /accounts/:account/administrators/:email": administrator,
  "POST /accounts/:account/tokens": { ...administrator, body: "json" },
  "GET /accounts/:account/tokens": administrator,
  "DELETE /accounts/:account/tokens/:id": administrator,
  "POST /accounts/:account/webhooks": { ...administrator, body: "json" },
  "GET /accounts/:account/webhooks": administrator,
  "GET /accounts/:account/webhooks/:id": administrator,
  "DELETE /accounts/:account/webhooks/:id": administrator,
  "POST /accounts/:account/webhooks/:id/rotation": administrator,
  "GET /accounts/:account/webhooks/:id/deliveries": administrator,
  "POST /accounts/:account/webhooks/:id/deliveries/:delivery/retry": administrator,
  "GET /accounts/:account/activity": read,
  "GET /accounts/:account/activity.csv": read,
  "GET /accounts/:account/events": read,

  "GET /accounts/:account/subscriptions": read,
  "PUT /accounts/:account/subscriptions": { ...write, body: "json" },
  "GET /accounts/:account/numbers": read,
  "POST /accounts/:account/numbers": { ...write, body: "json" },
  "DELETE /accounts/:account/numbers/:e164": write,
  "GET /accounts/:account/locations": read,
  "PUT /accounts/:account/locations/:name": { ...write, body: "json" },
  "DELETE /accounts/:account/locations/:name": write,

  "GET /accounts/:account/users": read,
  "GET /accounts/:account/users/:id": read,
  "POST /accounts/:account/users": { ...write, body: "json" },
  "PATCH /accounts/:account/users/:id": { ...write, body: "json" },
  "DELETE /accounts/:account/users/:id": write,
  "POST /accounts/:account/users/bulk": { ...write, body: "json" },
  "POST /accounts/:account/users/:id/password-reset": { ...write, body: "json" },
  "POST /accounts/:account/users/:id/voicemail-pin-reset": write,
  "POST /accounts/:account/users/password-check": { ...platform, body: "json", rate: "temporary_passwords" },
  "DELETE /accounts/:account/users/:id/temporary-password": platform,
  "GET /accounts/:account/users/:id/voicemail-pin": platform,

  "GET /accounts/:account/import-template": read,
  "POST /accounts/:account/imports": { ...write, query: true, body: "file", rate: "uploads" },
  "GET /accounts/:account/imports": read,
  "GET /accounts/:account/imports/:id": read,
  "DELETE /accounts/:account/imports/:id": write,
  "GET /accounts/:account/imports/:id/rows": read,
  "PATCH /accounts/:account/imports/:id/rows": { ...write, body: "json" },
  "PATCH /accounts/:account/imports/:id/reading": { ...write, body: "json" },
  "GET /accounts/:account/imports/:id/problems": read,
  "GET /accounts/:account/imports/:id/problems.csv": read,
  "GET /accounts/:account/imports/:id/changes": read,
  "DELETE /accounts/:account/imports/:id/changes/:change": write,
  "POST /accounts/:account/imports/:id/start": { ...write, body: "json", query: true },
  "POST /accounts/:account/imports/:id/stop": write,
  "POST /accounts/:account/imports/:id/undo": { ...write, body: "json", query: true },
  "POST /accounts/:account/imports/:id/restore": write,
  "POST /accounts/:account/imports/:id/continuation": { ...write, body: "json" },
  "POST /accounts/:account/imports/:id/dismissal": write,
  "POST /accounts/:account/imports/:id/mails/release": write,
  "GET /accounts/:account/imports/:id/created.csv": read,
  // What was typed in files, passwords of no use and all: not for whoever may only read (S2).
  "GET /accounts/:account/imports/:id/not-created.csv": write,
  "GET /accounts/:account/imports/:id/original.csv": write,
  "GET /accounts/:account/columns": read,
  "DELETE /accounts/:account/columns": write,
  "DELETE /accounts/:account/columns/:header": write,

  "GET /accounts/:account/mails": read,
  "POST /accounts/:account/mails/:id/retry": write,
} as const satisfies Readonly<Record<string, ApiDemand>>;

export type ApiRoute = keyof typeof apiDemands;

/** What exists in development only, below /dev. */
export const devDemands = {
  "GET /outbox": operator,
  "POST /mail-weather": { ...operator, body: "json" },
  "POST /bounces": { ...operator, body: "json" },
} as const satisfies Readonly<Record<string, ApiDemand>>;

export type DevRoute = keyof typeof devDemands;

/** What stands at the root for what watches the service from outside. */
export const rootDemands = { "GET /healthz": { who: "public" } } as const satisfies Readonly<Record<string, ApiDemand>>;
