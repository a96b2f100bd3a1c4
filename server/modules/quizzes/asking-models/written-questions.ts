import { z } from 'zod'

/** The types of questions that a model writes; what rules do as well stays with them. */
export const MODEL_TYPES = ['multiple-choice', 'short-answer'] as const

/** A question as a model writes it. Lengths are checked afterwards: limits in a schema slow down how models are guided by it. */
export const WrittenQuestion = z.object({
  type: z.enum(MODEL_TYPES),
  concept: z.string().describe('Name of the concept asked about, from the list.'),
  stem: z.string().describe('The question itself, one sentence.'),
  options: z
    .array(z.string())
    .describe('multiple-choice: four short options, one of them the answer. short-answer: empty.'),
  answer: z
    .string()
    .describe('The right answer, in words of the quote; for multiple-choice exactly one of the options.'),
  quote: z.string().describe('The sentence of the passage that holds the answer, copied character by character.'),
})
export type WrittenQuestion = z.infer<typeof WrittenQuestion>

export const WrittenQuestions = z.object({ questions: z.array(WrittenQuestion) })

/** Answers of a model to questions, in their order. */
export const GivenAnswers = z.object({
  answers: z
    .array(z.string())
    .describe('One short answer for each question, in order; "unknown" where the passage does not say.'),
})
