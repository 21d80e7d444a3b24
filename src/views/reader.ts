import { createContext, useContext } from "hono/jsx";
import { withGroups } from "../domain/cells/phone/groups.ts";
import { type LanguageTag, type Sayable, type Sayer, sayIn } from "../domain/problems/say.ts";

/** In which language a page is read. */
export const Reader = createContext<LanguageTag>("en");

/** The words of whoever reads the page; only while it is rendered. */
export function words(): Sayer {
  return sayIn(useContext(Reader));
}

/** Says what is wrong, to whoever reads the page; only while it is rendered. */
export function say(problem: Sayable): string {
  return withGroups(words().sentence(problem));
}

/** The same, where perhaps nothing is wrong. */
export function sayWrong(problem: Sayable | null | undefined): string | null {
  return problem ? say(problem) : null;
}
