/** Rows of quizs; part of `DatabaseSchema`. */
// oxlint-disable-next-line typescript/no-empty-object-type
export interface QuizTables {}
