import { done, type Result, refuse } from "../../domain/problems/result.ts";

/** Reads the token out of the header Authorization (RFC 6750). */
export function readBearer(authorization: string | undefined): Result<string> {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (token !== undefined) return done(token);
  return refuse("unauthorized", { reason: "no_token" });
}
