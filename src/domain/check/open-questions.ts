import type { QuestionCode } from "../problems/codes/questions.ts";
import type { Question } from "./report.ts";

/** What a person has said to the questions of a file. */
export type Answers = {
  /** Questions that were answered with yes. */
  readonly confirm: readonly QuestionCode[];
  /** Rows of which a cell was corrected, or that were removed. */
  readonly touched: ReadonlySet<number>;
};

/** Gives the questions that are still open: one about rows is answered for those that were corrected or removed. */
export function openQuestions(questions: readonly Question[], { confirm, touched }: Answers): readonly Question[] {
  return questions.flatMap((question): readonly Question[] => {
    // The encoding is answered by naming one, which reads the file again.
    if (question.code === "encoding_guessed") return [question];
    const rows = question.params.rows.filter(({ row }) => !touched.has(row));
    if (rows.length === 0 || confirm.includes(question.code)) return [];
    return [{ code: question.code, params: { rows } }];
  });
}
