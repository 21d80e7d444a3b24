import type { Calls, Schemas } from "./api.d.ts";

export type { Calls, Schemas } from "./api.d.ts";

/** What is given beside the name of a call; what it does not take cannot be given. */
export type Given<Name extends keyof Calls> = {
  readonly query?: Calls[Name]["query"];
  /** Sent as Idempotency-Key: the same key with the same content is never done twice. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
} & (keyof Calls[Name]["path"] extends never ? { readonly path?: undefined } : { readonly path: Calls[Name]["path"] }) &
  (undefined extends Calls[Name]["body"]
    ? { readonly body?: undefined }
    : // Where nothing is needed a body need not be there.
      Record<never, never> extends Calls[Name]["body"]
      ? { readonly body?: Calls[Name]["body"] }
      : { readonly body: Calls[Name]["body"] });

/** An answer by its status. */
export type Answer<Name extends keyof Calls> = {
  [Status in keyof Calls[Name]["answers"]]: {
    readonly status: Status;
    readonly body: Calls[Name]["answers"][Status];
    readonly headers: Headers;
  };
}[keyof Calls[Name]["answers"]];

/** Calls that answer with a page of a list, and what is on it. */
type Listed = {
  [Name in keyof Calls]: Calls[Name]["answers"] extends {
    200: { readonly items: readonly unknown[]; readonly next: string | null };
  }
    ? Calls[Name]["query"] extends { readonly cursor?: string }
      ? Name
      : never
    : never;
}[keyof Calls];
type ItemOf<Name extends Listed> = Calls[Name]["answers"] extends { 200: { readonly items: readonly (infer Item)[] } }
  ? Item
  : never;

/** Something that was refused (RFC 9457). */
export class Refused extends Error {
  readonly status: number;
  readonly code: Schemas["Refusal"]["code"];
  /** Null where the answer was none of Muster's. */
  readonly problem: Schemas["Refusal"] | null;
  /** After how many seconds another try is worth it; null where that was not said. */
  readonly retryAfter: number | null;
}

export type Client = {
  /** Asks once, or up to three times where that does no harm; throws `Refused`. */
  call<Name extends keyof Calls>(
    name: Name,
    ...given: Record<never, never> extends Given<Name> ? [Given<Name>?] : [Given<Name>]
  ): Promise<Answer<Name>>;
  /** Everything that a list has, page by page. */
  pages<Name extends Listed>(name: Name, given: Given<Name>): AsyncGenerator<ItemOf<Name>, void, void>;
};

/** Makes a client for one Muster and one token. */
export function muster(options: {
  readonly origin: string;
  readonly token?: string;
  readonly fetch?: typeof fetch;
}): Client;
