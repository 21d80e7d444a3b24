import type { PageDemand } from "./demands.ts";
import { isAtLeast, isRole, type Role } from "./roles.ts";

const everybody = { who: "public" } as const;
const door = { who: "door" } as const;
const session = { who: "session" } as const;
const viewer = { who: "viewer" } as const;
const importer = { who: "importer" } as const;
const owner = { who: "owner" } as const;

/** Every page, and what it demands of whoever asks for it. What stands not here cannot be answered (src/http/pages/routes.ts). */
export const pageDemands = {
  "GET /problems/:code": everybody,
  "GET /sign-in": door,
  "POST /sign-in": { ...door, rate: "passwords" },
  "GET /sign-in/factor": door,
  "POST /sign-in/factor": { ...door, rate: "codes" },
  "POST /sign-out": door,
  "GET /accounts": session,
  "POST /accounts": session,
  "GET /forgot-password": door,
  "POST /forgot-password": { ...door, rate: "links" },
  "GET /reset/:token": door,
  "POST /reset/:token": door,

  "GET /proof": { ...viewer, owing: true },
  "POST /proof": { ...viewer, owing: true, rate: "passwords" },
  "GET /": viewer,
  "GET /activity": viewer,
  "GET /activity/activity.csv": viewer,

  "GET /imports": viewer,
  "POST /imports": { ...importer, proof: "third_address", rate: "uploads" },
  "GET /imports/new": importer,
  "POST /imports/new": { ...importer, proof: "third_address", rate: "uploads" },
  "GET /imports/template.csv": viewer,
  "GET /imports/deleted": importer,
  "GET /imports/:id": viewer,
  "GET /imports/:id/progress": viewer,
  "GET /imports/:id/mails": viewer,
  "GET /imports/:id/sheet": viewer,
  "GET /imports/:id/problems.csv": viewer,
  "GET /imports/:id/created.csv": viewer,
  // What was typed in a file, before anybody looked at it (S1).
  "GET /imports/:id/not-created.csv": importer,
  "GET /imports/:id/original.csv": importer,
  "POST /imports/:id/rows": importer,
  "POST /imports/:id/sheet": importer,
  "POST /imports/:id/reading": importer,
  "POST /imports/:id/answers": importer,
  "GET /imports/:id/bulk": importer,
  "POST /imports/:id/bulk": importer,
  "GET /imports/:id/changes": viewer,
  "POST /imports/:id/changes/:change/undo": importer,
  "POST /imports/:id/options": importer,
  "POST /imports/:id/start": { ...importer, proof: "third_address" },
  "POST /imports/:id/stop": importer,
  "GET /imports/:id/undo": importer,
  "POST /imports/:id/undo": importer,
  "POST /imports/:id/removal": importer,
  "POST /imports/:id/restore": importer,
  "POST /imports/:id/continuation": importer,
  "POST /imports/:id/dismissal": importer,
  "POST /imports/:id/mails/release": importer,

  "GET /users": viewer,
  "GET /users/users.csv": viewer,
  "GET /users/new": importer,
  "POST /users/new": { ...importer, proof: "third_address" },
  "GET /users/bulk": importer,
  "POST /users/bulk": { ...importer, proof: "third_address" },
  "GET /users/bulk/:name": importer,
  "GET /users/:id": viewer,
  "GET /users/:id/edit": importer,
  "POST /users/:id/edit": importer,
  "GET /users/:id/password": importer,
  "POST /users/:id/password": { ...importer, proof: "third_address" },
  "GET /users/:id/voicemail-pin": importer,
  "POST /users/:id/voicemail-pin": importer,
  "GET /users/:id/delete": importer,
  "POST /users/:id/delete": importer,

  "GET /numbers": viewer,
  "POST /numbers": importer,
  "GET /numbers/new": importer,
  "GET /numbers/:e164/removal": importer,
  "POST /numbers/:e164/removal": importer,
  "GET /locations": viewer,
  "POST /locations": importer,
  "GET /locations/new": importer,
  "GET /locations/:id": importer,
  "POST /locations/:id": importer,
  "POST /locations/:id/main": importer,
  "GET /locations/:id/removal": importer,
  "POST /locations/:id/removal": importer,
  "GET /subscriptions": viewer,
  "POST /subscriptions": importer,
  "POST /subscriptions/types": importer,
  "GET /subscriptions/removal": importer,
  "POST /subscriptions/removal": importer,
  "GET /services": viewer,
  "POST /services/:service/installation": importer,
  "GET /services/:service/removal": importer,
  "POST /services/:service/removal": importer,

  "GET /settings": owner,
  "POST /settings/administrators": { ...owner, proof: "always" },
  "GET /settings/administrators/:email/role": owner,
  "POST /settings/administrators/:email/role": { ...owner, proof: "always" },
  "GET /settings/administrators/:email/removal": owner,
  "POST /settings/administrators/:email/removal": owner,
  "POST /settings/time-zone": owner,
  "POST /settings/factor": { ...owner, proof: "always" },
  "GET /settings/tokens": owner,
  "POST /settings/tokens": { ...owner, proof: "always" },
  "GET /settings/tokens/new": { ...owner, proof: "always" },
  "GET /settings/tokens/:id/revocation": owner,
  "POST /settings/tokens/:id/revocation": owner,
  "GET /settings/columns": owner,
  "POST /settings/columns/removal": owner,
  "POST /settings/columns/removals": owner,
  "GET /settings/mail": owner,
  "POST /settings/mail/:id/retry": owner,
  // Everybody's own.
  "GET /settings/security": viewer,
  "POST /settings/security/password": { ...viewer, rate: "passwords" },
  "GET /settings/security/factors/new": { ...viewer, proof: "always", owing: true },
  "POST /settings/security/factors": { ...viewer, proof: "always", owing: true },
  "GET /settings/security/factors/:id/removal": { ...viewer, proof: "always" },
  "POST /settings/security/factors/:id/removal": { ...viewer, proof: "always" },
  "GET /settings/security/recovery-codes": { ...viewer, proof: "always" },
  "POST /settings/security/recovery-codes": { ...viewer, proof: "always" },
  "POST /settings/security/sessions/end": viewer,
  "POST /settings/security/sessions/:name/end": viewer,
} as const satisfies Readonly<Record<string, PageDemand>>;

export type PageRoute = keyof typeof pageDemands;

/** Tells whether somebody of this role may ask for a page. */
export function mayAsk(role: Role, route: PageRoute): boolean {
  const { who } = pageDemands[route];
  return !isRole(who) || isAtLeast(role, who);
}
