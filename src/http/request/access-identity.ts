import type { Context } from "hono";
import { decode, verifyWithJwks } from "hono/jwt";
import { findAccessKeys } from "../../acts/people/access.ts";
import { log } from "../../log.ts";
import type { AppEnv } from "../hono-env.ts";
import { traceOf } from "../trace.ts";

/** Where Cloudflare Access writes whom it vouches for. */
const HEADER = "Cf-Access-Jwt-Assertion";

/**
 * Whom Cloudflare Access vouches for with a request, where the operator uses it (S1): an e-mail that was signed with a key of
 * their team, for their application, and not too long ago. Null for everything else; why stands in the log.
 */
export async function accessEmail(c: Context<AppEnv>): Promise<string | null> {
  const { ACCESS_TEAM: team, ACCESS_AUDIENCE: audience } = c.env;
  const token = c.req.header(HEADER);
  if (!team || !audience || token === undefined) return null;
  try {
    return await readEmail(token, { team, audience });
  } catch (error) {
    // What these say may hold the token, which opens things elsewhere: their names do.
    log("access_refused", { ...traceOf(c), reason: error instanceof Error ? error.name : "unknown" });
    return null;
  }
}

/** Tells whether a request came by way of Cloudflare Access, where the operator uses it. */
export function isBehindAccess(c: Context<AppEnv>): boolean {
  return Boolean(c.env.ACCESS_TEAM && c.env.ACCESS_AUDIENCE && c.req.header(HEADER));
}

type Access = { readonly team: string; readonly audience: string };

async function readEmail(token: string, { team, audience }: Access): Promise<string | null> {
  const keys = await findAccessKeys(team, decode(token).header.kid ?? "");
  const { email, exp } = await verifyWithJwks(token, {
    keys: [...keys],
    allowedAlgorithms: ["RS256"],
    verification: { iss: team, aud: audience },
  });
  // A token for ever is none of theirs, and one of a program has no address.
  return typeof exp === "number" && typeof email === "string" ? email : null;
}
