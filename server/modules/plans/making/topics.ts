import type { StudyDocument } from '../../../ports/study-material.ts'
import type { PlanPiece } from '../plan-state.ts'

export interface TopicSizes {
  /** In reading characters. Only a piece that is longer by itself makes a longer topic. */
  readonly longest: number
  /** Shorter ones join a neighbour where that does not become too long. */
  readonly shortest: number
}

/** Cuts a document at its headings, the outermost first, into topics that are not too long. */
export function topicsOf(
  document: StudyDocument,
  pieces: readonly PlanPiece[],
  { longest, shortest }: TopicSizes,
): PlanPiece[][] {
  const levelOf = (piece: PlanPiece): number => document.sections[piece.section]?.level ?? 0

  function cut(run: readonly PlanPiece[]): PlanPiece[][] {
    if (charactersOf(run) <= longest || run.length < 2) return [[...run]]
    const level = outermostLevel(run, levelOf)
    if (level === null) return joined(run.map((piece) => [piece]))
    const parts: PlanPiece[][] = []
    for (const [index, piece] of run.entries()) {
      const begins = index === 0 || (levelOf(piece) <= level && piece.section !== run[index - 1]?.section)
      if (begins) parts.push([piece])
      else parts.at(-1)?.push(piece)
    }
    return joined(parts.flatMap(cut))
  }

  function joined(parts: readonly PlanPiece[][]): PlanPiece[][] {
    const result: PlanPiece[][] = []
    for (const part of parts) {
      const last = result.at(-1)
      const fits = last !== undefined && charactersOf(last) + charactersOf(part) <= longest
      const small = last !== undefined && Math.min(charactersOf(last), charactersOf(part)) < shortest
      if (last !== undefined && fits && small) last.push(...part)
      else result.push([...part])
    }
    return result
  }

  return pieces.length === 0 ? [] : cut(pieces)
}

/** The outermost level of a heading after the first piece; null when all stand under one heading. */
function outermostLevel(run: readonly PlanPiece[], levelOf: (piece: PlanPiece) => number): number | null {
  const levels = run.flatMap((piece, index) =>
    piece.section === run[0]?.section || index === 0 ? [] : [levelOf(piece)],
  )
  return levels.length === 0 ? null : Math.min(...levels)
}

export function charactersOf(pieces: readonly PlanPiece[]): number {
  return pieces.reduce((sum, { characters }) => sum + characters, 0)
}
