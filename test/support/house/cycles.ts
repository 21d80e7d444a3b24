import { importsOf, type Source, targetOf } from "./arrows.ts";

/**
 * Finds the circles of imports: each as the files that reach one another, in alphabetical order (the strongly connected
 * parts of more than one file, after Tarjan).
 */
export function cyclesOf(sources: readonly Source[]): readonly (readonly string[])[] {
  const known = new Map(sources.map((source) => [source.path, source]));
  const found: (readonly string[])[] = [];
  const places = new Map<string, { index: number; low: number; open: boolean }>();
  const open: string[] = [];

  function visit(path: string): number {
    const place = { index: places.size, low: places.size, open: true };
    places.set(path, place);
    open.push(path);
    for (const next of targetsOf(known, path)) {
      const seen = places.get(next);
      if (!seen) place.low = Math.min(place.low, visit(next));
      else if (seen.open) place.low = Math.min(place.low, seen.index);
    }
    if (place.low === place.index) close(path);
    return place.low;
  }

  function close(first: string): void {
    const part = open.splice(open.indexOf(first));
    for (const path of part) places.get(path)!.open = false;
    if (part.length > 1) found.push(part.toSorted());
  }

  for (const path of known.keys()) if (!places.has(path)) visit(path);
  return found.toSorted((one, other) => one[0]!.localeCompare(other[0]!));
}

function targetsOf(known: ReadonlyMap<string, Source>, path: string): readonly string[] {
  const source = known.get(path)!;
  return importsOf(source)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => targetOf(source, specifier))
    .filter((target) => known.has(target));
}
