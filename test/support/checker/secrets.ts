import type { Observation, Sent } from "./observation.ts";

/** M1, M8: what only the mails may say. A PIN of 6 digits is looked for as a word of its own, as chance writes it anywhere. */
export function checkSecrets({ outbox, kept }: Observation): readonly string[] {
  const passwords = new Map(outbox.flatMap((sent) => wordOf(sent, /^[A-Za-z0-9]{14,}$/m)));
  const pins = new Map(outbox.flatMap((sent) => wordOf(sent, /(?<=PIN: )[0-9]{6}$/m)));
  const lengths = new Set([...passwords.keys()].map(({ length }) => length));
  return kept.flatMap(({ where, text }) => {
    const found = new Set<string>();
    for (const [word] of text.matchAll(/[A-Za-z0-9]{6,}/g)) {
      const owner = pins.get(word) ?? passwordIn(word, passwords, lengths);
      if (owner !== undefined) found.add(`no secret kept: the secret of the mail ${owner} stands readable in ${where}`);
    }
    return [...found];
  });
}

function wordOf({ id, text }: Sent, pattern: RegExp): [string, string][] {
  const word = pattern.exec(text)?.[0];
  return word === undefined ? [] : [[word, id]];
}

function passwordIn(word: string, passwords: ReadonlyMap<string, string>, lengths: Set<number>): string | undefined {
  for (const length of lengths) {
    for (let at = 0; at + length <= word.length; at += 1) {
      const owner = passwords.get(word.slice(at, at + length));
      if (owner !== undefined) return owner;
    }
  }
  return undefined;
}
