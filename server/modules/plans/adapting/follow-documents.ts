import type { StudyDocument } from '../../../ports/study-material.ts'
import { piecesOf } from '../making/pieces.ts'
import type { ModuleDamage, PlanPiece, PlanState, SkippedPieces, StoredModule } from '../plan-state.ts'
import { withChange } from './module-change.ts'

/** What the library says has become of the plan's documents. */
export interface DocumentNews {
  /** As they are now. */
  readonly changed: readonly StudyDocument[]
  readonly removed: ReadonlySet<string>
  /** The news go to this change of the library. */
  readonly sequence: number
}

/**
 * Brings the plan in step with changed and deleted documents. A module keeps its pieces, found again by their headings; it is
 * marked when their text is another, or gone. What is new in a document is listed as skipped.
 */
export function followDocuments(state: PlanState, news: DocumentNews, at: number): PlanState {
  const current = new Map(news.changed.map((document) => [document.documentId, piecesOf(document)]))
  const concerned = documentIdsOf(state)
  const changed = news.changed.filter(({ documentId }) => concerned.has(documentId)).length
  const removed = [...news.removed].filter((id) => concerned.has(id)).length
  if (changed + removed === 0) return { ...state, sequence: news.sequence }
  const finder = pieceFinder(current, news.removed)
  const modules = state.modules.map((module) => moduleNow(module, finder))
  const skipped = state.skipped.map(({ pieces, reason }) => ({ pieces: finder(pieces).pieces, reason }))
  const next: PlanState = {
    ...state,
    modules,
    skipped: [...skipped.filter(({ pieces }) => pieces.length > 0), ...addedPieces(state, current)],
    sequence: news.sequence,
  }
  const affected = modules.filter((module, index) => module.damage !== state.modules[index]?.damage).length
  return withChange(next, { at, kind: 'documents-changed', changed, removed, modules: affected })
}

/** Documents that the plan reads or skips. */
export function documentIdsOf({ modules, skipped }: Pick<PlanState, 'modules' | 'skipped'>): Set<string> {
  const pieces = [...modules, ...skipped].flatMap((part) => part.pieces)
  return new Set(pieces.map(({ documentId }) => documentId))
}

type PieceFinder = (pieces: readonly PlanPiece[]) => { pieces: PlanPiece[]; damage: ModuleDamage }

function pieceFinder(current: ReadonlyMap<string, readonly PlanPiece[]>, removed: ReadonlySet<string>): PieceFinder {
  const byKey = new Map([...current.values()].flat().map((piece) => [piece.key, piece]))
  return (pieces) => {
    const damage = { changed: 0, moved: 0, removed: 0 }
    const found = pieces.flatMap((piece) => {
      if (removed.has(piece.documentId)) {
        damage.removed += 1
        return []
      }
      if (!current.has(piece.documentId)) return [piece]
      const now = byKey.get(piece.key)
      if (now === undefined) {
        damage.moved += 1
        return []
      }
      if (now.textHash !== piece.textHash) damage.changed += 1
      return [{ ...now, conceptIds: piece.conceptIds, done: piece.done }]
    })
    return { pieces: found, damage }
  }
}

function moduleNow(module: StoredModule, finder: PieceFinder): StoredModule {
  const { pieces, damage } = finder(module.pieces)
  if (damage.changed + damage.moved + damage.removed === 0) return { ...module, pieces }
  const before = module.damage ?? { changed: 0, moved: 0, removed: 0 }
  return {
    ...module,
    pieces: pieces.toSorted(byPlace(module.pieces)),
    damage: {
      changed: before.changed + damage.changed,
      moved: before.moved + damage.moved,
      removed: before.removed + damage.removed,
    },
  }
}

/** Documents keep their order; within one the text's order of now holds. */
function byPlace(before: readonly PlanPiece[]): (one: PlanPiece, other: PlanPiece) => number {
  const order = [...new Set(before.map(({ documentId }) => documentId))]
  return (one, other) => order.indexOf(one.documentId) - order.indexOf(other.documentId) || one.start - other.start
}

/** Pieces that the plan did not know. */
function addedPieces(state: PlanState, current: ReadonlyMap<string, readonly PlanPiece[]>): SkippedPieces[] {
  const known = new Set([...state.modules, ...state.skipped].flatMap((part) => part.pieces.map(({ key }) => key)))
  const concerned = documentIdsOf(state)
  return [...current].flatMap(([documentId, pieces]) => {
    const added = concerned.has(documentId) ? pieces.filter(({ key }) => !known.has(key)) : []
    return added.length === 0 ? [] : [{ pieces: added, reason: 'added-later' as const }]
  })
}
