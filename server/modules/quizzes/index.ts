export type { AnsweredItem, OnAnswered, QuizResult, QuizzesApi } from './quizzes-api.ts'
