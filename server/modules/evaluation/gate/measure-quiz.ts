import { LearnPathError, QuizItemType, type QuizCase, type SuiteMeasure } from '@learnpath/contracts'
import { findWords } from '../../../kernel/text/find-quote.ts'
import type { QuestionDraft } from '../../../ports/question-writer.ts'
import type { SuiteDependencies } from './suite-dependencies.ts'
import { suiteMeasure } from './suite-measure.ts'

const DEFAULT_COLLECTION = 'library'
const MOST_DOCUMENTS = 1000

type Faulty = QuizCase['faulty'][number]

/** @throws LP_QUESTION_SET_INVALID when its words are not where it says */
async function draftOf({ library }: SuiteDependencies, collectionId: string, faulty: Faulty): Promise<QuestionDraft> {
  const { id, path, quote, type, stem, options, answer, answerText, language } = faulty
  const document = await library.findByPath(collectionId, path)
  const range = document === null ? null : findWords((await library.text(document.id)).text, quote)
  if (document === null || range === null) {
    throw new LearnPathError('LP_QUESTION_SET_INVALID', { detail: `the words of ${id} are not in ${path}` })
  }
  return {
    type,
    stem,
    options,
    left: [],
    right: [],
    answer,
    answerText,
    accepted: [],
    conceptId: '',
    evidence: { documentId: document.id, ...range },
    bloom: 'remember',
    language,
    difficulty: 0.5,
    pattern: 'suite',
  }
}

async function caught(deps: SuiteDependencies, collectionId: string, one: QuizCase): Promise<Map<string, number>> {
  const drafts: QuestionDraft[] = []
  for (const faulty of one.faulty) drafts.push(await draftOf(deps, collectionId, faulty))
  const rules = drafts.length === 0 ? [] : await deps.quizzes.check(collectionId, drafts)
  return new Map(
    one.faulty.map(({ id, rule }, at) => {
      const broken = rules[at] ?? null
      return [id, broken !== null && (rule === undefined || broken === rule) ? 1 : 0]
    }),
  )
}

/** By document: the share of what is written that passes, and how much of what was wanted came of it. */
export async function measureQuiz(deps: SuiteDependencies, one: QuizCase, seed: number): Promise<SuiteMeasure[]> {
  const { id: collectionId } = await deps.library.collection(one.collection ?? DEFAULT_COLLECTION)
  const { documents } = await deps.library.list({ collectionId, limit: MOST_DOCUMENTS })
  const passing = new Map<string, number>()
  const yields = new Map<string, number>()
  for (const { id, path } of documents.toSorted((left, right) => (left.path < right.path ? -1 : 1))) {
    const { questions, written, dropped } = await deps.quizzes.write({
      collection: collectionId,
      documentIds: [id],
      types: QuizItemType.options,
      count: one.count,
      seed,
      newOnly: false,
    })
    const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0)
    if (written > 0) passing.set(path, (written - lost) / written)
    yields.set(path, Math.min(1, questions.length / one.count))
  }
  const measured: readonly (readonly [string, ReadonlyMap<string, number>])[] = [
    ['passing', passing],
    ['yield', yields],
    ['caught', await caught(deps, collectionId, one)],
  ]
  return measured
    .filter(([, values]) => values.size > 0)
    .map(([measure, values]) => suiteMeasure({ case: one.id, kind: 'quiz', measure }, values))
}
