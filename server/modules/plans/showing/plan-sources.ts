import type { ConceptMastery } from '@learnpath/contracts'
import type { ConceptEntry, StudyDocument } from '../../../ports/study-material.ts'
import type { PlanPiece, StoredModule } from '../plan-state.ts'

/** Where the words of a plan come from when it is shown. */
export interface PlanSources {
  /** Those that are still there. */
  readonly documents: ReadonlyMap<string, StudyDocument>
  readonly concepts: ReadonlyMap<string, ConceptEntry>
  readonly mastery: ReadonlyMap<string, ConceptMastery>
  /** What a language model called modules, by their id. */
  readonly names: ReadonlyMap<string, GivenName>
}

export interface GivenName {
  readonly title: string | null
  readonly summary: string | null
  readonly model: string
}

export const REMOVED_DOCUMENT = 'Removed document'
export const REMOVED_CONCEPT = 'removed concept'

export function conceptName({ concepts }: PlanSources, conceptId: string): string {
  return concepts.get(conceptId)?.name ?? REMOVED_CONCEPT
}

/** What the documents call the part that a module teaches; where no one heading does, what a language model called it, if one did. */
export function moduleTitle(sources: PlanSources, module: Pick<StoredModule, 'id' | 'pieces'>): string {
  return sources.names.get(module.id)?.title ?? titleOfHeadings(sources, module)
}

/** Whether one heading, or the title of its one document, names all of a module. */
export function isNamedByHeading(
  { documents }: Pick<PlanSources, 'documents'>,
  { pieces }: Pick<StoredModule, 'pieces'>,
): boolean {
  const [run, ...others] = runsOf(pieces)
  const document = documents.get(run?.[0]?.documentId ?? '')
  if (run === undefined || document === undefined || others.length > 0) return false
  const common = commonStart(run.map(({ section }) => document.sections[section]?.headingPath ?? []))
  return common !== null && common.length > 0
}

function runsOf(pieces: readonly PlanPiece[]): PlanPiece[][] {
  const runs: PlanPiece[][] = []
  for (const piece of pieces) {
    if (runs.at(-1)?.[0]?.documentId === piece.documentId) runs.at(-1)?.push(piece)
    else runs.push([piece])
  }
  return runs
}

function titleOfHeadings(sources: PlanSources, { pieces }: Pick<StoredModule, 'pieces'>): string {
  const runs = runsOf(pieces)
  const titles = runs.flatMap((run) => {
    const document = sources.documents.get(run[0]?.documentId ?? '')
    return document === undefined ? [] : [{ title: runTitle(document, run), size: sizeOf(run) }]
  })
  const distinct = titles.filter(({ title }, at) => titles.findIndex((other) => other.title === title) === at)
  const shown = new Set(distinct.toSorted((one, other) => other.size - one.size).slice(0, 2))
  const names = distinct.filter((one) => shown.has(one)).map(({ title }) => title)
  if (names.length === 0) return REMOVED_DOCUMENT
  const more = distinct.length - names.length
  return more === 0 ? names.join(' · ') : `${names.join(' · ')} · +${more}`
}

function sizeOf(pieces: readonly PlanPiece[]): number {
  return pieces.reduce((sum, { characters }) => sum + characters, 0)
}

function runTitle(document: StudyDocument, run: readonly PlanPiece[]): string {
  const paths = run.map(({ section }) => document.sections[section]?.headingPath ?? [])
  const common = commonStart(paths)
  if (common !== null && common.length > 0) return common.at(-1) ?? document.title
  const sections = new Set(run.map(({ section }) => section))
  if (sections.size === document.sections.length) return document.title
  const headings = [...new Set(paths.flatMap((path) => path[0] ?? []))]
  const named = headings.length > 2 ? `${headings[0] ?? ''} … ${headings.at(-1) ?? ''}` : headings.join(', ')
  return named === '' || named === document.title ? document.title : `${document.title}: ${named}`
}

/** The headings that all paths begin with; paths without any heading do not count beside others. */
export function commonStart(paths: readonly (readonly string[])[]): readonly string[] | null {
  const [first, ...others] = paths.filter((path) => path.length > 0)
  if (first === undefined) return null
  return others.reduce<readonly string[]>((common, path) => {
    const differs = common.findIndex((heading, depth) => path[depth] !== heading)
    return differs < 0 ? common : common.slice(0, differs)
  }, first)
}
