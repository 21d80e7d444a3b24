import { count } from "../../count.ts";
import type { QuestionParams } from "../codes/questions.ts";
import type { Entries } from "../language.ts";

/** What a person is asked of a file before anything is created. */
export const questions: Entries<QuestionParams> = {
  encoding_guessed: {
    title: "How the file is encoded is not certain",
    sentence: ({ encodings }) =>
      `The file does not say how its letters are encoded. The likeliest encoding is ${encodings[0]?.encoding ?? "not known"}, but it may be another one. Look at the values, and choose the encoding in which all letters are right.`,
    advice:
      "The file is not UTF-8 and does not say what it is. Choose the encoding in which the values are right, name it with the option encoding, or save the file as CSV UTF-8.",
  },
  cells_shifted: {
    title: "Cells may stand in the wrong columns",
    sentence: ({ rows }) =>
      `${rows.length === 1 ? "1 row has" : `${count(rows.length)} rows have`} more or fewer cells than the header row. A comma or another separator inside a value may have moved what follows into other columns. Check what each column would get.`,
    advice:
      "A separator inside a value moves everything behind it into other columns. Correct the cells, remove the rows, or confirm that they are right.",
  },
};
