/** The path of a route as the table of who may do what names it: "GET /users/:id". */
export type PathOf<Route extends string> = Route extends `${string} ${infer Path}` ? Path : never;

/** Takes the name of a route apart. */
export function partsOf(route: string): { readonly method: string; readonly path: string } {
  const at = route.indexOf(" ");
  return { method: route.slice(0, at), path: route.slice(at + 1) };
}
