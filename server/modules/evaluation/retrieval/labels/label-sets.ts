import { LearnPathError, type LabelFile, type LabelsAdded, type LabelUnit } from '@learnpath/contracts'
import type { Clock } from '../../../../ports/clock.ts'
import type { IdSource } from '../../../../ports/id-source.ts'
import type { RelationalStore } from '../../../../ports/relational-store.ts'
import type { QuizzesApi } from '../../../quizzes/index.ts'
import { describeSet, summarise } from './describe-labels.ts'
import { generateQuestions } from './generate-labels.ts'
import { findQuestions } from './import-labels.ts'
import type { LabelLibrary } from './label-library.ts'
import { createLabelSetRows, type LabelSetRow } from './label-set-rows.ts'
import type { LabelSetsApi } from './label-sets-api.ts'
import { mergeQuestions } from './merge-questions.ts'
import { createLabelPlacer } from './place-labels.ts'
import { questionChanges } from './question-changes.ts'
import type { StoredLabels, StoredQuestion } from './stored-labels.ts'

export interface LabelSetsDependencies {
  readonly store: Pick<RelationalStore, 'db'>
  readonly clock: Pick<Clock, 'now'>
  readonly idSource: IdSource
  readonly library: LabelLibrary
  readonly quizzes: Pick<QuizzesApi, 'write'>
}

/** The set of the questions a person asks without naming one; made when it is first used. */
const OWN = { id: 'own', name: 'My questions' } as const

const empty = (unit: LabelUnit): StoredLabels => ({ unit, questions: [] })

function fileOf({ name, labels }: LabelSetRow, placed: Awaited<ReturnType<typeof describeSet>>): LabelFile {
  return {
    format: 'learnpath-labels-1',
    name,
    unit: labels.unit,
    questions: placed.questions.map(({ id, question, origin, passages }) => ({
      id,
      question,
      origin,
      passages: passages.map(({ collection, path, quote, start, grade }) => ({
        collection,
        path,
        quote,
        start,
        grade,
      })),
    })),
  }
}

export function createLabelSets(deps: LabelSetsDependencies): LabelSetsApi {
  const { library, idSource, clock } = deps
  const rows = createLabelSetRows(deps.store.db, clock)
  const nextId = (): string => idSource.next('lq')

  /** The set, made when it is the own one and is not there yet. */
  async function ensured(id: string): Promise<LabelSetRow> {
    if (id !== OWN.id) return await rows.get(id)
    const own = (await rows.all()).find((row) => row.id === OWN.id)
    return own ?? (await rows.insert({ ...OWN, labels: empty('passage') }))
  }

  /** As `ensured`, and looking makes nothing. */
  async function seen(id: string): Promise<LabelSetRow> {
    const own = (await rows.all()).find((row) => row.id === id)
    if (own !== undefined || id !== OWN.id) return own ?? (await rows.get(id))
    return { ...OWN, createdAt: clock.now(), changedAt: clock.now(), labels: empty('passage') }
  }

  async function add(set: LabelSetRow, questions: readonly StoredQuestion[]): Promise<Omit<LabelsAdded, 'left'>> {
    let told = { added: 0, merged: 0 }
    await rows.change(set.id, (labels) => {
      const { added, merged, labels: changed } = mergeQuestions(labels, questions)
      told = { added, merged }
      return changed
    })
    return { setId: set.id, ...told }
  }

  return {
    list: async () => (await rows.all()).map(summarise),
    async create({ name, unit }) {
      const row = await rows.insert({ id: idSource.next('labels'), name, labels: empty(unit) })
      return await describeSet(createLabelPlacer(library), row)
    },
    get: async (id) => await describeSet(createLabelPlacer(library), await seen(id)),
    delete: async (id) => await rows.delete(id),
    ...questionChanges(deps, { rows, ensured, nextId }),
    async import(file) {
      const { questions, left } = await findQuestions(library, file, { now: clock.now(), nextId })
      const known = await rows.byName(file.name)
      if (known !== null && known.labels.unit !== file.unit) {
        const detail = `the set ${file.name} judges by ${known.labels.unit}, the file by ${file.unit}`
        throw new LearnPathError('LP_QUESTION_SET_INVALID', { detail })
      }
      const set =
        known ?? (await rows.insert({ id: idSource.next('labels'), name: file.name, labels: empty(file.unit) }))
      return { ...(await add(set, questions)), left }
    },
    async export(id) {
      const set = await seen(id)
      return fileOf(set, await describeSet(createLabelPlacer(library), set))
    },
    async generate(id, request) {
      const set = await ensured(id)
      const questions = await generateQuestions(deps, request, { now: clock.now(), nextId })
      return { ...(await add(set, questions)), left: [] }
    },
  }
}
