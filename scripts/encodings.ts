/**
 * npm run encodings [-- FILES]: how often the encoding of a file of 3, 30 and 300 rows of names is guessed right at once,
 * and how often it is among those that are asked for (F4). Nothing is created from a guess.
 */

import { decodeAs } from "../src/domain/file/encoding/bytes-to-text.ts";
import { guessEncodings } from "../src/domain/file/encoding/guess.ts";
import { encode } from "../test/support/files/encodings/encode.ts";
import { languages, peopleFile } from "../test/support/files/encodings/names.ts";
import { main } from "./lib/paths.mjs";

const FILES = Number(process.argv[2] ?? 10);
const SIZES = [3, 30, 300];

await main(() => {
  for (const [language, names] of Object.entries(languages)) {
    for (const encoding of names.encodings) {
      const shares = SIZES.map((rows) => {
        let [first, listed, files] = [0, 0, 0];
        for (let seed = 0; seed < FILES; seed++) {
          const bytes = encode(peopleFile(names, rows, seed), encoding);
          const text = decodeAs(encoding, bytes);
          const guesses = guessEncodings(bytes).map((guess) => decodeAs(guess, bytes));
          files++;
          if (guesses[0] === text) first++;
          if (guesses.includes(text)) listed++;
        }
        return `${rows} rows: ${first}/${files} first, ${listed}/${files} asked`;
      });
      console.log(`${language.padEnd(12)} ${encoding.padEnd(16)} ${shares.join("   ")}`);
    }
  }
});
