import type * as v from "valibot";
import type { ApiRoute, apiDemands } from "../domain/access/api.ts";
import type { FailureCode } from "../domain/problems/codes.ts";

/** Headers that an answer may carry, beside those that every answer has. */
export type HeaderName =
  | ("Location" | "Retry-After" | "ETag" | "Link" | "Idempotency-Replayed" | "Content-Disposition")
  | ("RateLimit-Policy" | "RateLimit");

/** One answer of a route: what it says, and its body; null for none, a media type for what is no JSON. */
export type Answer = {
  readonly says: string;
  readonly body: v.GenericSchema | null | "text/csv" | "application/openmetrics-text";
  readonly headers?: readonly HeaderName[];
};

/** What the contract says of a route, beside what the table of who may ask it says (src/domain/access/api.ts). */
export type RouteContract = {
  /** A few words: the name of the call. */
  readonly title: string;
  /** One sentence or two: what it does. */
  readonly says: string;
  /** The parameters of the address; those of a list are added where it is one. */
  readonly query?: v.ObjectEntries;
  readonly list?: true;
  /** What is sent: JSON, or a file with its options. */
  readonly body?: v.GenericSchema | "file";
  /** Whether it takes an Idempotency-Key. */
  readonly once?: true;
  /** By status. */
  readonly answers: { readonly [Status in 200 | 201 | 202 | 204 | 304]?: Answer };
  /** Codes with which it is refused, beside those of every route of its kind. */
  readonly refusals?: readonly FailureCode[];
  /** What an example sends. */
  readonly example?: { readonly query?: Readonly<Record<string, string>>; readonly body?: unknown };
};

/** What is sent, as the table of who may ask what says it. */
type BodyOf<Demand> = Demand extends { readonly body: "json" }
  ? { readonly body: v.GenericSchema }
  : Demand extends { readonly body: "file" }
    ? { readonly body: "file" }
    : { readonly body?: never };

/** The contract of a route of that table. */
export type ContractOf<Route extends ApiRoute> = Omit<RouteContract, "body"> & BodyOf<(typeof apiDemands)[Route]>;

/** Routes of one subject: each one stands in the table of who may ask what. */
export type Routes = { readonly [Route in ApiRoute]?: ContractOf<Route> };
