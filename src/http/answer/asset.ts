import type { Context } from "hono";
import type { AppEnv } from "../hono-env.ts";

/** Answers with a file of `public` that was made with the Worker; its ETag and 304 are those of the file. */
export async function answerAsset(c: Context<AppEnv>, path: string): Promise<Response> {
  const { ASSETS } = c.env;
  const headers = new Headers();
  const known = c.req.header("If-None-Match");
  if (known !== undefined) headers.set("If-None-Match", known);
  const { status, body, headers: given } = await ASSETS.fetch(new Request(new URL(path, c.req.url), { headers }));
  return new Response(body, { status, headers: given });
}
