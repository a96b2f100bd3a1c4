import type { DocumentFormat, SearchMode, SearchRequestInput } from '@learnpath/contracts'
import { readOpenPassage, writeOpenPassage, type OpenPassage } from '../../components/open-passage.ts'

export const FORMATS: readonly DocumentFormat[] = ['pdf', 'docx', 'markdown', 'html', 'text']
export const MODES: readonly SearchMode[] = ['auto', 'keyword', 'vector', 'hybrid']
/** Days back from today. */
export const PERIODS = { day: 1, week: 7, month: 30, year: 365 } as const
export type Period = keyof typeof PERIODS
export const PERIOD_NAMES = Object.keys(PERIODS) as Period[]
/** Time that reordering may take. */
export const RERANK_BUDGETS_MS: readonly number[] = [200, 1000, 3000]

/** Everything that a search depends on, as the address keeps it. */
export interface SearchChoice {
  readonly query: string
  readonly collections: readonly string[]
  readonly formats: readonly DocumentFormat[]
  readonly languages: readonly string[]
  readonly tags: readonly string[]
  readonly changed: Period | null
  readonly mode: SearchMode
  /** Null: not reordered. */
  readonly rerankMs: number | null
  readonly open: OpenPassage | null
}

const among = <T extends string>(known: readonly T[], value: string | null): T | null =>
  known.find((one) => one === value) ?? null

/** Reads the address; what it does not know is left out. */
export function readChoice(params: URLSearchParams): SearchChoice {
  const budget = Number(params.get('rerank'))
  return {
    query: params.get('q') ?? '',
    collections: params.getAll('collection'),
    formats: params.getAll('format').flatMap((value) => among(FORMATS, value) ?? []),
    languages: params.getAll('language'),
    tags: params.getAll('tag'),
    changed: among(PERIOD_NAMES, params.get('changed')),
    mode: among(MODES, params.get('mode')) ?? 'auto',
    rerankMs: RERANK_BUDGETS_MS.includes(budget) ? budget : null,
    open: readOpenPassage(params.get('open')),
  }
}

/** Writes the address: what is as always is left out. */
export function writeChoice(choice: SearchChoice): URLSearchParams {
  const params = new URLSearchParams()
  if (choice.query !== '') params.set('q', choice.query)
  for (const value of choice.collections) params.append('collection', value)
  for (const value of choice.formats) params.append('format', value)
  for (const value of choice.languages) params.append('language', value)
  for (const value of choice.tags) params.append('tag', value)
  if (choice.changed !== null) params.set('changed', choice.changed)
  if (choice.mode !== 'auto') params.set('mode', choice.mode)
  if (choice.rerankMs !== null) params.set('rerank', String(choice.rerankMs))
  if (choice.open !== null) params.set('open', writeOpenPassage(choice.open))
  return params
}

export const hasFilters = (choice: SearchChoice): boolean =>
  choice.changed !== null ||
  [choice.collections, choice.formats, choice.languages, choice.tags].some((values) => values.length > 0)

export const withoutFilters = (choice: SearchChoice): SearchChoice => ({
  ...choice,
  collections: [],
  formats: [],
  languages: [],
  tags: [],
  changed: null,
})

/** What is asked of the server. @param today any moment of today: a period begins at the start of a day */
export function requestOf(choice: SearchChoice, today: Date): SearchRequestInput {
  const { collections, formats, languages, tags, changed, mode, rerankMs } = choice
  const filters = {
    ...(collections.length > 0 && { collections: [...collections] }),
    ...(formats.length > 0 && { formats: [...formats] }),
    ...(languages.length > 0 && { languages: [...languages] }),
    ...(tags.length > 0 && { tags: [...tags] }),
    ...(changed !== null && { changedAfter: daysBefore(today, PERIODS[changed]) }),
  }
  return {
    query: choice.query.trim(),
    ...(Object.keys(filters).length > 0 && { filters }),
    ...(mode !== 'auto' && { mode }),
    ...(rerankMs !== null && { rerank: { budgetMs: rerankMs } }),
  }
}

function daysBefore(today: Date, days: number): string {
  const start = new Date(today)
  start.setHours(0, 0, 0, 0)
  start.setDate(start.getDate() - days)
  return start.toISOString()
}
