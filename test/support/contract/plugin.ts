import type { Plugin } from "vite";
import { validatorsModule } from "./validators.ts";

const NAME = "virtual:api-validators";

/** Each project of vitest loads this module by itself: what they share stands on the global object. */
const shared = globalThis as typeof globalThis & { musterValidators?: Promise<string> };

/** Gives the tests what knows the description of the API (validators.ts), made once for all projects that ask for it. */
export function apiValidators(): Plugin {
  return {
    name: "api-validators",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load(id) {
      if (id !== `\0${NAME}`) return null;
      shared.musterValidators ??= validatorsModule();
      return shared.musterValidators;
    },
  };
}
