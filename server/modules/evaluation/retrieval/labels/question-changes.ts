import { LearnPathError } from '@learnpath/contracts'
import type { Clock } from '../../../../ports/clock.ts'
import { describeQuestion } from './describe-labels.ts'
import type { LabelLibrary } from './label-library.ts'
import type { LabelSetRow, LabelSetRows } from './label-set-rows.ts'
import type { LabelSetsApi } from './label-sets-api.ts'
import { markPassage } from './mark-passage.ts'
import { mergeQuestions, questionKey } from './merge-questions.ts'
import { createLabelPlacer } from './place-labels.ts'
import type { StoredLabels, StoredQuestion } from './stored-labels.ts'

export interface QuestionChanging {
  readonly rows: LabelSetRows
  /** The set, made when it is the own one and is not there yet. */
  readonly ensured: (id: string) => Promise<LabelSetRow>
  readonly nextId: () => string
}

function questionOf(labels: StoredLabels, questionId: string): StoredQuestion {
  const found = labels.questions.find(({ id }) => id === questionId)
  if (found === undefined) throw new LearnPathError('LP_QUESTION_SET_NOT_FOUND', { detail: `question ${questionId}` })
  return found
}

/** What a person does to single questions of a set. */
export function questionChanges(
  { library, clock }: { readonly library: LabelLibrary; readonly clock: Pick<Clock, 'now'> },
  { rows, ensured, nextId }: QuestionChanging,
): Pick<LabelSetsApi, 'addQuestion' | 'updateQuestion' | 'deleteQuestion'> {
  return {
    async addQuestion(id, { question, passages }) {
      const set = await ensured(id)
      const marked = await Promise.all(
        passages.map(async (passage) => await markPassage(library, set.labels.unit, passage)),
      )
      const one: StoredQuestion = {
        id: nextId(),
        question,
        origin: 'own',
        checked: 'person',
        createdAt: clock.now(),
        passages: marked,
      }
      const { labels } = await rows.change(set.id, (before) => mergeQuestions(before, [one]).labels)
      const added = labels.questions.find((known) => questionKey(known) === questionKey(one)) ?? one
      return await describeQuestion(createLabelPlacer(library), added)
    },
    async updateQuestion(id, questionId, { question, passages, accepted }) {
      const set = await ensured(id)
      const before = questionOf(set.labels, questionId)
      const marked = await Promise.all(
        (passages ?? []).map(async (passage) => await markPassage(library, set.labels.unit, passage)),
      )
      const changed: StoredQuestion = {
        ...before,
        question: question ?? before.question,
        passages: passages === undefined ? before.passages : marked,
        checked: accepted === true || question !== undefined || passages !== undefined ? 'person' : before.checked,
      }
      await rows.change(set.id, (labels) => ({
        ...labels,
        questions: labels.questions.map((one) => (one.id === questionOf(labels, questionId).id ? changed : one)),
      }))
      return await describeQuestion(createLabelPlacer(library), changed)
    },
    async deleteQuestion(id, questionId) {
      await rows.change((await ensured(id)).id, (labels) => {
        const { id: gone } = questionOf(labels, questionId)
        return { ...labels, questions: labels.questions.filter((one) => one.id !== gone) }
      })
    },
  }
}
