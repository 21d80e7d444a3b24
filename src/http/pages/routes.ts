import { Hono } from "hono";
import type { H } from "hono/types";
import { type PageRoute, pageDemands } from "../../domain/access/pages.ts";
import type { AppEnv } from "../hono-env.ts";
import { type PathOf, partsOf } from "../route.ts";
import { demandOfPerson } from "./people/demand.tsx";

/** Pages that are answered only where the table of who may do what has them, and only to whom it says so. */
export type PageRoutes = {
  readonly hono: Hono<AppEnv>;
  answer<Route extends PageRoute>(route: Route, ...handlers: readonly H<AppEnv, PathOf<Route>>[]): void;
};

/** Begins a part of the pages without any. */
export function pageRoutes(): PageRoutes {
  const hono = new Hono<AppEnv>();
  return {
    hono,
    answer(route, ...handlers) {
      const { method, path } = partsOf(route);
      hono.on(method, path, demandOfPerson(pageDemands[route]), ...handlers);
    },
  };
}
