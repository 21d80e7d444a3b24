import type { Rate } from "./rates.ts";
import type { Role } from "./roles.ts";

/** What a token of an account may do: change things, or only read them (S2). */
export const scopes = ["write", "read"] as const;
export type TokenScope = (typeof scopes)[number];

/**
 * What a route of the API demands of whoever asks. `account`: a token of the account with at least this scope;
 * `administrator`: no token of an account; `platform`: the platform's token where one is set, else the operator's;
 * `public`: anybody, without a token. The
 * operator may ask everything that is not the platform's.
 */
export type ApiDemand = (
  | { readonly who: "account"; readonly scope: TokenScope }
  | { readonly who: "administrator" | "operator" | "platform" | "public" }
) & {
  /** Whether something that is changed takes a query; what reads always may, and reads it itself. */
  readonly query?: true;
  /** What is sent; where it stands not here nothing is, or `{}`. */
  readonly body?: "json" | "file";
  /** How often it may be asked, where that is limited. */
  readonly rate?: Rate;
};

/**
 * What a page demands of a person. `public`: nothing, and the answer may be stored; `door`: nothing, for whoever comes in or
 * goes out; `session`: that they are signed in, with an account or before they have chosen one; a role: that, or a higher
 * one, in the account of their session.
 */
export type PageDemand = {
  readonly who: "public" | "door" | "session" | Role;
  /**
   * Whether they must have proved themselves again just before: `always`, or only where the passwords of others are to go
   * to a third address (S1), which the acts tell from what is sent (src/acts/third-address.ts).
   */
  readonly proof?: "always" | "third_address";
  /** Whether it is open as well to whoever owes themselves a second factor: it is on the way to one (S1). */
  readonly owing?: true;
  readonly rate?: Rate;
};
