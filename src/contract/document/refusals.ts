import type { ApiDemand } from "../../domain/access/demands.ts";
import { type FailureCode, statuses } from "../../domain/problems/codes.ts";
import type { RouteContract } from "../route.ts";
import { namesIn } from "./parameters.ts";

/** A route with all that is known of it. */
export type Described = {
  readonly method: string;
  readonly path: string;
  readonly demand: ApiDemand;
  readonly route: RouteContract;
};

/** What any route may be refused with: the fault is not the client's. */
export const refusalsOfAll: readonly FailureCode[] = ["internal_error", "unavailable", "account_moving"];

/** What any route may be refused with that asks who it is. */
export const refusalsOfTokens = ["unauthorized", "too_many_requests"] as const;

/** Every code with which a route may be refused: its own, and those of its kind. */
export function refusalsOf({ method, path, demand, route }: Described): readonly FailureCode[] {
  const { who } = demand;
  const isPublic = who === "public";
  const all: readonly FailureCode[] = [
    ...(route.refusals ?? []),
    ...(["malformed_request", "unknown_parameter"] as const),
    ...(isPublic ? [] : ([...refusalsOfTokens, "operator_only"] as const)),
    ...(who === "administrator" ? (["not_for_tokens"] as const) : []),
    ...(who === "account" && demand.scope === "write" ? (["read_only_token"] as const) : []),
    ...(namesIn(path).length > 0 ? (["not_found"] as const) : []),
    ...(method === "GET" ? [] : bodyRefusals(route)),
    ...refusalsOfAll,
  ];
  return [...new Set(all)];
}

function bodyRefusals({ body }: RouteContract): readonly FailureCode[] {
  const read = ["unsupported_body_type", "unsupported_content_encoding", "malformed_encoding"] as const;
  return body === "file" ? read : [...read, "body_too_large", "invalid_option", "unknown_field"];
}

/** The same by status, the lowest first. */
export function refusalsByStatus(described: Described): readonly (readonly [number, readonly FailureCode[]])[] {
  const byStatus = Map.groupBy(refusalsOf(described), (code) => statuses[code]);
  return [...byStatus].toSorted(([one], [other]) => one - other);
}
