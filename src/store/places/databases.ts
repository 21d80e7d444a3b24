import { databaseName } from "../../domain/operation/databases.ts";

/** A database that holds accounts, and what its binding is called. */
export type Named = { readonly name: string; readonly d1: D1Database };

/** All databases that hold accounts, in their order: as many as are bound without a gap (O6). */
export function databasesOf(env: Env): readonly [Named, ...Named[]] {
  const further: Named[] = [];
  for (let at = 1; ; at += 1) {
    const name = databaseName(at);
    const d1: unknown = Reflect.get(env, name);
    if (!isDatabase(d1)) return [{ name: databaseName(0), d1: env.DB }, ...further];
    further.push({ name, d1 });
  }
}

function isDatabase(binding: unknown): binding is D1Database {
  return typeof binding === "object" && binding !== null && "prepare" in binding && "batch" in binding;
}
