import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** The folder that the repository lies in. */
export const root = resolve(import.meta.dirname, "../../..");

/** For each room, named by its path below src, the rooms and the packages that it may import. */
export type House = Readonly<Record<string, { readonly rooms: readonly string[]; readonly packages: RegExp }>>;

export type Source = {
  /** Below src, with slashes. */
  readonly path: string;
  readonly room: string;
  readonly text: string;
  /** The text without its comments. */
  readonly code: string;
};

/** Reads every source below a folder of the repository, each with its room. */
export function sourcesOf(folder: string, house: House): readonly Source[] {
  const base = join(root, folder);
  return readdirSync(base, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"))
    .map((path) => {
      const text = readFileSync(join(base, path), "utf8");
      return { path, room: roomOf(house, path), text, code: withoutComments(text) };
    });
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
}

/** The longest of the house's prefixes that a path has; its first folder where there is none. */
function roomOf(house: House, path: string): string {
  const place = path.replace(/\.tsx?$/, "");
  const rooms = Object.keys(house).filter((room) => place === room || place.startsWith(`${room}/`));
  return rooms.toSorted((one, other) => other.length - one.length)[0] ?? place.split("/")[0]!;
}

/** What a source imports or exports again, as it is written there. */
export function importsOf({ code }: Source): readonly string[] {
  const named = /^(?:import|export)\b[^;"]*?\bfrom\s*"([^"]+)"|^import\s*"([^"]+)"|\bimport\("([^"]+)"\)/gm;
  return [...code.matchAll(named)].map(([, from, bare, late]) => from ?? bare ?? late!);
}

/** The path below src that a relative import of a source means. */
export function targetOf({ path }: Source, specifier: string): string {
  return relative(".", join(dirname(path), specifier)).replaceAll("\\", "/");
}

/** Names every arrow of a source that the house does not have. */
export function brokenArrows(house: House, source: Source): readonly string[] {
  const rules = house[source.room];
  if (!rules) return [`${source.path}: there is no room ${source.room}`];
  return importsOf(source).flatMap((specifier) => {
    const from = `${source.path} (${source.room})`;
    if (!specifier.startsWith(".")) return rules.packages.test(specifier) ? [] : [`${from} imports ${specifier}`];
    const target = targetOf(source, specifier);
    const room = roomOf(house, target);
    return room === source.room || rules.rooms.includes(room) ? [] : [`${from} imports ${target} (${room})`];
  });
}
