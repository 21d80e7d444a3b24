/// <reference types="vite/types/importMeta.d.ts" />

/** How often something is tried: `few` in npm test, and `many` in npm test -- --long, which runs each night. */
export function rounds(few: number, many: number): number {
  return import.meta.env.VITE_LONG === "1" ? many : few;
}
