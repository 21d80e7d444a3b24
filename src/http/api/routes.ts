import { Hono } from "hono";
import type { H } from "hono/types";
import { apiDemands, devDemands, rootDemands } from "../../domain/access/api.ts";
import type { ApiDemand } from "../../domain/access/demands.ts";
import type { AppEnv } from "../hono-env.ts";
import { guard } from "../request/guard.ts";
import { type PathOf, partsOf } from "../route.ts";

/** Routes that are answered only where the table of who may do what has them, and only to whom it says so. */
export type Routes<Route extends string> = {
  readonly hono: Hono<AppEnv>;
  answer<Given extends Route>(route: Given, ...handlers: readonly H<AppEnv, PathOf<Given>>[]): void;
};

/** Begins a part of the API without routes. */
export function apiRoutes(): Routes<keyof typeof apiDemands> {
  return routesOf(apiDemands);
}

/** Begins what exists in development only. */
export function devRoutes(): Routes<keyof typeof devDemands> {
  return routesOf(devDemands);
}

/** Begins what stands at the root. */
export function rootRoutes(): Routes<keyof typeof rootDemands> {
  return routesOf(rootDemands);
}

function routesOf<Route extends string>(demands: Readonly<Record<Route, ApiDemand>>): Routes<Route> {
  const hono = new Hono<AppEnv>();
  return {
    hono,
    answer(route, ...handlers) {
      const { method, path } = partsOf(route);
      hono.on(method, path, guard(demands[route]), ...handlers);
    },
  };
}
