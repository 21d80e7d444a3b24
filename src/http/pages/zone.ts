import { createMiddleware } from "hono/factory";
import { findTimeZone } from "../../acts/inventory/find-accounts.ts";
import { sayMoment } from "../../views/words.ts";
import type { AppEnv } from "../hono-env.ts";

const TIME = /(<time datetime="([^"]+)"(?: data-s="(date|day)")?>)[^<]*/g;

/** On what tells a time in UTC besides: where the account's is that zone, only a script finds that it is another one for the person. */
const IN_UTC = ' data-utc=""';

/**
 * Tells the times of a page in the zone of the account: where no script knows the person's, that is the likeliest (E14).
 * Pages are written in UTC, so that what writes them need not know of zones; those without a time ask for nothing.
 */
export const inZoneOfAccount = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  if (!c.res.headers.get("Content-Type")?.startsWith("text/html")) return;
  const html = await c.res.text();
  const zone = html.includes("<time ") ? (c.var.timeZone ?? (await findTimeZone(c.var.scene))) : "UTC";
  c.res = new Response(zone === "UTC" ? html.replaceAll(IN_UTC, `${IN_UTC} hidden`) : told(html, zone), c.res);
});

function told(html: string, zone: string): string {
  return html.replace(TIME, (_, tag: string, moment: string, as: "date" | "day" | undefined) => {
    return tag + sayMoment(moment, as ?? "time", zone);
  });
}
