import { createContext, type PropsWithChildren, useContext } from "hono/jsx";
import { mayAsk, type PageRoute } from "../domain/access/pages.ts";
import type { Role } from "../domain/access/roles.ts";

/** What whoever looks at a page is in the account. */
export const Rank = createContext<Role>("owner");

/** Tells whether whoever looks at the page may ask for another one, or send a form there; only while it is rendered. */
export function may(route: PageRoute): boolean {
  return mayAsk(useContext(Rank), route);
}

/** Shows what leads somewhere to nobody who may not go there (S1). */
export function May({ ask, children }: PropsWithChildren<{ readonly ask: PageRoute }>) {
  return <>{may(ask) && children}</>;
}
