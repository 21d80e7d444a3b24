/** A bundle's minified code, and the files that it is made of, seen from the project's root. */
export type Bundle = { readonly code: string; readonly sources: readonly string[] };

export function bundle(folder: string, entry?: string): Promise<Bundle>;
