import type { Plugin } from "vite";
import { validatorsModule } from "./validators.ts";

const NAME = "virtual:api-validators";

/** Gives the tests what knows the description of the API (validators.ts), made once for each project that asks for it. */
export function apiValidators(): Plugin {
  let made: Promise<string> | null = null;
  return {
    name: "api-validators",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load(id) {
      if (id !== `\0${NAME}`) return null;
      made ??= validatorsModule();
      return made;
    },
  };
}
