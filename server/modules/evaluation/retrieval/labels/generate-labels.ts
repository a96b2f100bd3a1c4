import type { GenerateLabelsRequest, QuizItemType } from '@learnpath/contracts'
import type { QuizzesApi } from '../../../quizzes/index.ts'
import type { LabelLibrary } from './label-library.ts'
import { orNull } from './place-labels.ts'
import type { StoredQuestion } from './stored-labels.ts'

/** Types whose stem is a question that a person could ask; a gap or a claim is none. */
const TYPES: readonly QuizItemType[] = ['short-answer', 'multiple-choice']
/** The evidence holds the answer. */
const GRADE = 3

/** Questions that passed the rules of quizzes, each with the evidence it was made from as its passage. @throws as `QuizzesApi.write` */
export async function generateQuestions(
  { quizzes, library }: { readonly quizzes: Pick<QuizzesApi, 'write'>; readonly library: LabelLibrary },
  request: GenerateLabelsRequest,
  made: { readonly now: number; readonly nextId: () => string },
): Promise<StoredQuestion[]> {
  const written = await quizzes.write({ ...request, types: [...TYPES], newOnly: false })
  const questions: StoredQuestion[] = []
  for (const { stem, evidence } of written.questions) {
    const document = await orNull(async () => await library.get(evidence.documentId))
    const text = await orNull(async () => await library.text(evidence.documentId))
    if (document === null || text === null || text.versionHash !== evidence.versionHash) continue
    const { id: documentId, collection, path, title } = document
    const { versionHash, start, end } = evidence
    questions.push({
      id: made.nextId(),
      question: stem,
      origin: 'generated',
      checked: 'rules',
      createdAt: made.now,
      passages: [
        {
          documentId,
          collection,
          path,
          title,
          versionHash,
          start,
          end,
          quote: text.text.slice(start, end),
          wholeDocument: false,
          grade: GRADE,
        },
      ],
    })
  }
  return questions
}
