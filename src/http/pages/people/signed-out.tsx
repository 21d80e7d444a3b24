import type { Context } from "hono";
import { SignedOutPage } from "../../../views/people/signed-out.tsx";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { show } from "../show.tsx";

/** Answers a form that came without a session in such a way that the browser keeps it; `door` is the way in. */
export function showSignedOut(c: Context<AppEnv>, door: string): Response {
  return show(c, <SignedOutPage door={door} />, statusOf("unauthorized"));
}
