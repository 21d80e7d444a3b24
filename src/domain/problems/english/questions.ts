import { count } from "../../count.ts";
import type { QuestionParams } from "../codes/questions.ts";
import type { Entries } from "../language.ts";

/** What a person is asked of a file before anything is created. */
export const questions: Entries<QuestionParams> = {
  encoding_guessed: {
    title: "How the file is encoded is not certain",
    sentence: ({ encodings }) =>
      `The file does not say how its letters are encoded. It reads as ${encodings[0]?.encoding ?? "one of several encodings"}, but it may be another encoding. Look at the values, and choose the encoding in which all of them are right.`,
    advice:
      "The file is not UTF-8 and does not say what it is. Choose the encoding in which the values are right, name it with the option encoding, or save the file as CSV UTF-8.",
  },
  cells_shifted: {
    title: "Cells may stand in the wrong columns",
    sentence: ({ rows }) =>
      `${rows.length === 1 ? "1 row has" : `${count(rows.length)} rows have`} another number of cells than the header. A separator inside a value may have moved the rest into other columns. Check what each column would get.`,
    advice:
      "A separator inside a value moves everything behind it into other columns. Correct the cells, remove the rows, or confirm that they are right.",
  },
};
