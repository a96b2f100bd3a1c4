import { randomFor } from '../../../server/kernel/seeded-random.ts'
import { sentences } from '../../../server/kernel/text/sentences.ts'
import type { FittedSource } from '../../../server/modules/chat/fit-sources.ts'

export type WrongKind = 'other-source' | 'out-of-range' | 'swapped'

/** Something that sources say, in other words. */
export interface Statement {
  /** Without marker and full stop. */
  readonly text: string
  /** Sources that say it. */
  readonly right: readonly number[]
}

/** A statement of an answer with the number that it was given. */
export interface ConstructedClaim extends Statement {
  readonly written: number
  /** Null: the number is right. */
  readonly wrong: WrongKind | null
}

export interface ConstructedAnswer {
  readonly language: string
  readonly sources: readonly FittedSource[]
  readonly claims: readonly ConstructedClaim[]
  readonly text: string
}

const LEAST_WORDS = 6
const MOST_WORDS = 45

/** Whole sentences of a usual length. */
export function sentencesOf(text: string, language: string): string[] {
  return sentences(text, language)
    .map(({ start, end }) => text.slice(start, end))
    .filter((sentence) => {
      const words = sentence.split(/\s+/u).length
      return words >= LEAST_WORDS && words <= MOST_WORDS && /[.!]["”]?$/u.test(sentence)
    })
}

/** Numbers of the sources that hold the sentence. */
export function holdersOf(sentence: string, sources: readonly FittedSource[]): number[] {
  const flat = (text: string): string => text.replaceAll(/\s+/gu, ' ')
  return sources.filter(({ text }) => flat(text).includes(flat(sentence))).map(({ n }) => n)
}

export interface Construction {
  readonly id: string
  readonly language: string
  /** Null: all numbers are right. */
  readonly kind: WrongKind | null
}

/** An answer of two to three statements, in which some numbers are wrong. Null when it cannot be made of these statements. */
export function constructAnswer(
  all: readonly Statement[],
  sources: readonly FittedSource[],
  { id, language, kind }: Construction,
): ConstructedAnswer | null {
  const random = randomFor(1, id)
  const statements = all.slice(0, 2 + Math.floor(random() * 2))
  if (statements.length < 2 || sources.length < 3) return null
  const numbers = statements.map(({ right }) => right[0] ?? 1)
  const changed = new Map<number, number>()
  const at = Math.floor(random() * statements.length)
  if (kind === 'swapped') changed.set(0, numbers[1] ?? 1).set(1, numbers[0] ?? 1)
  if (kind === 'out-of-range') changed.set(at, sources.length + 1 + Math.floor(random() * 5))
  if (kind === 'other-source') changed.set(at, sources[Math.floor(random() * sources.length)]?.n ?? 1)
  const claims = statements.map(({ text, right }, index): ConstructedClaim => {
    const written = changed.get(index) ?? numbers[index] ?? 1
    return { text, right, written, wrong: right.includes(written) ? null : kind }
  })
  if (kind !== null && claims.every(({ wrong }) => wrong === null)) return null
  const text = claims.map((claim) => rendered(claim, random() < 0.5)).join(' ')
  return { language, sources, claims, text }
}

/** Models put the marker before the full stop or behind it. */
function rendered({ text, written }: ConstructedClaim, isBefore: boolean): string {
  return isBefore ? `${text} [${written}].` : `${text}. [${written}]`
}
