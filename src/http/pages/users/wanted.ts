import type { Context } from "hono";
import type { WantedUsers } from "../../../acts/imports/exports.ts";
import { readSort } from "../../../domain/user/listing.ts";
import { isService } from "../../../domain/user/user.ts";
import { address } from "../../../views/address.ts";
import { queryOfView } from "../../../views/users/filters.tsx";
import type { Around } from "../../../views/users/list.tsx";
import { readCursor, writeCursor } from "../../cursor.ts";
import type { AppEnv } from "../../hono-env.ts";
import { queryOf } from "../forms.ts";

/** Which users the address of a page asks for, and in which order; what cannot be is as good as not there. */
export function wantedOf(c: Context<AppEnv>): WantedUsers {
  return viewIn((name) => queryOf(c, name));
}

/** The same, of the texts of an address or a form. */
export function viewIn(textOf: (name: string) => string): WantedUsers {
  const of = (name: string) => textOf(name).trim() || null;
  const [service, voice] = [of("service"), of("voice_active")];
  const filter = {
    license_type: of("license_type"),
    location: of("location"),
    department: of("department"),
    service: service !== null && isService(service) ? service : null,
    import: of("import"),
    voice_active: voice === "true" || voice === "false" ? voice === "true" : null,
  };
  return { q: textOf("q").trim(), filter, sort: readSort(textOf("sort")) };
}

/** So many pages back are remembered by the address; behind them Previous leads to the start. */
const MOST_REMEMBERED = 20;

/** The addresses of the pages around the one that was asked for. The way that led here stands in them. */
export function aroundOf(c: Context<AppEnv>, view: WantedUsers, next: string | null): Around {
  const here = c.req.query("cursor") ?? "";
  const way = (c.req.query("way") ?? "").split(".").filter((cursor) => cursor !== "" && readCursor(cursor) !== null);
  const to = (cursor: string, before: readonly string[]) =>
    address("/users", { ...queryOfView(view), cursor, way: before.slice(-MOST_REMEMBERED).join(".") });
  const isFirst = here === "" || readCursor(here) === null;
  return {
    first: isFirst ? null : to("", []),
    previous: isFirst ? null : to(way.at(-1) ?? "", way.slice(0, -1)),
    next: next === null ? null : to(writeCursor(next), isFirst ? [] : [...way, here]),
    here: isFirst ? {} : { cursor: here, way: way.join(".") },
  };
}
