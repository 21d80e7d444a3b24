import { english } from "../../src/domain/problems/english/index.ts";
import type { Language } from "../../src/domain/problems/language.ts";

/** Turns a text round and puts marks around it. */
function mirror(text: string): string {
  return `⟦${[...text].toReversed().join("")}⟧`;
}

/** Tells whether a text comes out of the catalogue, from its first sign to its last. */
export function isMirrored(text: unknown): boolean {
  return typeof text === "string" && /^⟦[^⟦⟧]+⟧$/.test(text);
}

/** An entry of any code. */
type Said = { readonly sentence: (params: never) => string; readonly [text: string]: unknown };

/** English in a mirror: every text of the catalogue turned round, so that what comes from elsewhere stands out. */
function mirrored(language: Language): Language {
  const { catalogue, ofParts, mailReason, mailBounced, created, notAttempted, undone, skipped } = language;
  const all: Readonly<Record<string, Said>> = catalogue;
  const entries = Object.entries(all).map(([code, { sentence, ...texts }]) => {
    const marked = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, mirror(String(text))]));
    return [code, { ...marked, sentence: (params: never) => mirror(sentence(params)) }];
  });
  return {
    catalogue: Object.fromEntries(entries) as Language["catalogue"],
    // The sentence is mirrored already.
    ofParts: (named, more, sentence) => `⟦${ofParts(named, more, sentence).replace(/[⟦⟧]/g, "")}⟧`,
    mailReason: (code) => mirror(mailReason(code)),
    mailBounced: (reason) => mirror(mailBounced(reason)),
    created: mirror(created),
    notAttempted: mirror(notAttempted),
    undone: mirror(undone),
    skipped: mirror(skipped),
  };
}

const real = { ...english };

/** From here on every reader reads in the mirror, until `endMirror`. */
export function beginMirror(): void {
  Object.assign(english, mirrored(real));
}

/** Gives everybody their own language back. */
export function endMirror(): void {
  Object.assign(english, real);
}
