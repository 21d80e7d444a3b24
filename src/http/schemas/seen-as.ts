import * as v from "valibot";

/** What a JSON Schema says that cannot be told from our schema: where a text is transformed before it is looked at. */
export type Seen = Readonly<Record<string, unknown>>;

/** Says for the contract how a client sees what stands before it in a pipe; put before a transformation. It checks nothing. */
export function seenAs<Value>(seen: Seen) {
  return v.metadata<Value, { readonly seenAs: Seen }>({ seenAs: seen });
}
