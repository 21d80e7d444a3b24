import type { Code, Coded, Params, Parts } from "./codes.ts";
import { english } from "./english/index.ts";
import type { Entries, Language } from "./language.ts";

/** Languages that a reader can have; one more is a folder beside english, and its line here. */
const languages = { en: english } as const satisfies Readonly<Record<string, Language>>;
export type LanguageTag = keyof typeof languages;

/** A problem, with the parts of a cell that it speaks of where it is not about all of it. */
export type Sayable = Coded & { readonly parts?: Parts | null };

/** Says everything about problems in one language. */
export type Sayer = {
  /** What has happened in this case, and what would be right. */
  readonly sentence: (problem: Sayable) => string;
  readonly title: (code: Code) => string;
  /** What a code means and what to do about it. */
  readonly explain: (code: Code) => { readonly title: string; readonly advice: string };
  /** Names the kind of a problem, for filters, groups and tags. */
  readonly kind: (code: string) => string;
  /** The reason in two to four words, for a cell; null for what is about no cell. */
  readonly short: (code: Code) => string | null;
} & Omit<Language, "catalogue" | "ofParts">;

/** Gives the words of a language: the only place where a problem becomes a sentence. */
export function sayIn(tag: LanguageTag): Sayer {
  const { catalogue, ofParts, ...others } = languages[tag];
  return {
    ...others,
    sentence: (problem) => {
      const sentence = sentenceOf(catalogue, problem);
      return problem.parts ? ofParts(problem.parts.named, problem.parts.more, sentence) : sentence;
    },
    title: (code) => catalogue[code].title,
    explain: (code) => catalogue[code],
    kind: (code) => {
      const entry = isCode(code) ? catalogue[code] : null;
      return entry !== null && "kind" in entry ? entry.kind : code;
    },
    short: (code) => {
      const entry = catalogue[code];
      return "short" in entry ? entry.short : null;
    },
  };
}

function sentenceOf<C extends Code>(catalogue: Entries<Params>, { code, params }: Coded<C>): string {
  return catalogue[code].sentence(params);
}

/** Every code that has an entry, in alphabetical order. */
export const codes: readonly Code[] = Object.keys(english.catalogue).filter(isCode).sort();

/** Tells whether a text is a code that something is said of. */
export function isCode(code: string): code is Code {
  return Object.hasOwn(english.catalogue, code);
}
