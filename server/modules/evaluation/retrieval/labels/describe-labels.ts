import type { LabelledQuestion, LabelSet, LabelSetSummary } from '@learnpath/contracts'
import type { LabelSetRow } from './label-set-rows.ts'
import { isThere, type LabelPlacer } from './place-labels.ts'
import type { StoredQuestion } from './stored-labels.ts'

export async function describeQuestion(placer: LabelPlacer, stored: StoredQuestion): Promise<LabelledQuestion> {
  const placed = await Promise.all(stored.passages.map(async (passage) => await placer.place(passage)))
  const { id, question, origin, checked, createdAt } = stored
  return {
    id,
    question,
    origin,
    checked,
    usable: placed.some(isThere),
    createdAt: new Date(createdAt).toISOString(),
    passages: placed.map(({ passage, place }) => ({ ...passage, place })),
  }
}

const times = ({ createdAt, changedAt }: LabelSetRow) => ({
  createdAt: new Date(createdAt).toISOString(),
  changedAt: new Date(changedAt).toISOString(),
})

export async function describeSet(placer: LabelPlacer, row: LabelSetRow): Promise<LabelSet> {
  const { id, name, labels } = row
  const questions: LabelledQuestion[] = []
  for (const question of labels.questions) questions.push(await describeQuestion(placer, question))
  return { id, name, unit: labels.unit, questions, ...times(row) }
}

export function summarise(row: LabelSetRow): LabelSetSummary {
  const { id, name, labels } = row
  const of = (origin: StoredQuestion['origin']): number =>
    labels.questions.filter((question) => question.origin === origin).length
  const questions = {
    total: labels.questions.length,
    own: of('own'),
    generated: of('generated'),
    imported: of('imported'),
  }
  return { id, name, unit: labels.unit, questions, ...times(row) }
}
