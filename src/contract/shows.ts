import type * as v from "valibot";

/** A type without the differences that JSON does not have: what is read only, tuples, intersections, what is never there. */
type Plain<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer E)[]
    ? readonly Plain<E>[]
    : { readonly [K in keyof T as T[K] extends undefined ? never : K]: Plain<T[K]> };

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** What a schema is compared with; it shows in the compiler's message where the two have drifted apart. */
type Agrees<Schema extends v.GenericSchema, Type> =
  Same<Plain<v.InferOutput<Schema>>, Plain<Type>> extends true
    ? unknown
    : { readonly "the answer is": Plain<Type>; readonly "the schema says": Plain<v.InferOutput<Schema>> };

/** Ties a schema to the type of what is answered: where one has a member more, or another type, it does not compile. */
export function shows<Type>() {
  return <Schema extends v.GenericSchema>(schema: Schema & Agrees<Schema, Type>): Schema => schema;
}
