export { createQuizzes } from './quizzes.ts'
export type { AnsweredItem, OnAnswered, QuizResult, QuizzesApi } from './quizzes-api.ts'
export type { QuizzesDependencies } from './quizzes-dependencies.ts'
export { createExtractiveQuestionWriter } from './writing/extractive-question-writer.ts'
