import type { EntityType } from '@learnpath/contracts'
import type { AssembledRelation } from '../assembly/assembled-graph.ts'
import { associationOf } from './association.ts'
import { isOverGeneral } from './over-general.ts'
import type { RelatableChunk, RelatableEntity } from './relation-input.ts'
import { SentenceIndex } from './sentence-index.ts'

/** That a date or a number stands beside a name in several sentences says little of either. */
const LEFT_OUT: ReadonlySet<EntityType> = new Set<EntityType>(['date', 'quantity'])
const LEAST_TOGETHER = 3
/** Per entity; a relation stays when it is among the strongest of one of its ends. */
const MOST_PER_ENTITY = 6
const MOST_EVIDENCE = 3

interface Pair {
  readonly one: number
  readonly other: number
  readonly together: number
  readonly strength: number
}

/** Relations of which nothing is known but that two things are named together far more often than by chance. */
export class StatisticalRelations {
  readonly #index: SentenceIndex

  constructor(entityOf: (nameKey: string) => RelatableEntity | undefined) {
    this.#index = new SentenceIndex((key) => {
      const entity = entityOf(key)
      return entity === undefined || LEFT_OUT.has(entity.type) || isOverGeneral(entity.key) ? null : entity.key
    })
  }

  add(chunk: RelatableChunk): void {
    this.#index.add(chunk)
  }

  /** Of pairs that no other relation joins. */
  relations(others: readonly AssembledRelation[]): AssembledRelation[] {
    const joined = new Set(others.map(({ sourceKey, targetKey }) => pairName(sourceKey, targetKey)))
    const { keys } = this.#index
    const sentencesOf = this.#sentencesOf()
    const pairs = this.#pairs(sentencesOf)
    return strongestOfEach(pairs, keys)
      .filter(({ one, other }) => !joined.has(pairName(keys[one] ?? '', keys[other] ?? '')))
      .map((pair) => this.#relation(pair, sentencesOf))
  }

  #sentencesOf(): number[][] {
    const sentencesOf: number[][] = this.#index.keys.map(() => [])
    for (const [at, { named }] of this.#index.sentences.entries()) {
      for (let place = 0; place < named.length; place += 3) sentencesOf[named[place] ?? 0]?.push(at)
    }
    return sentencesOf
  }

  /** Counted entity by entity, so that no table of all pairs is held. */
  #pairs(sentencesOf: readonly (readonly number[])[]): Pair[] {
    const { sentences } = this.#index
    const pairs: Pair[] = []
    for (const [one, own] of sentencesOf.entries()) {
      if (own.length < LEAST_TOGETHER) continue
      const counts = new Map<number, number>()
      for (const at of own) {
        const named = sentences[at]?.named ?? []
        for (let place = 0; place < named.length; place += 3) {
          const other = named[place] ?? 0
          if (other > one) counts.set(other, (counts.get(other) ?? 0) + 1)
        }
      }
      for (const [other, together] of counts) {
        if (together < LEAST_TOGETHER) continue
        const others = sentencesOf[other]?.length ?? 0
        const strength = associationOf({ together, one: own.length, other: others, all: sentences.length })
        if (strength > 0) pairs.push({ one, other, together, strength })
      }
    }
    return pairs
  }

  #relation({ one, other, together, strength }: Pair, sentencesOf: readonly (readonly number[])[]): AssembledRelation {
    const { keys, sentences } = this.#index
    const isInOrder = (keys[one] ?? '') < (keys[other] ?? '')
    const [source, target] = isInOrder ? [one, other] : [other, one]
    const ofOther = new Set(sentencesOf[other])
    const shared = (sentencesOf[one] ?? []).flatMap((at) => {
      const sentence = ofOther.has(at) ? sentences[at] : undefined
      return sentence === undefined ? [] : [sentence]
    })
    const best = shared.toSorted(
      (left, right) =>
        right.clarity - left.clarity ||
        (left.documentId === right.documentId ? left.start - right.start : left.documentId < right.documentId ? -1 : 1),
    )
    return {
      kind: 'related',
      sourceKey: keys[source] ?? '',
      targetKey: keys[target] ?? '',
      confidence: strength,
      evidence: best.slice(0, MOST_EVIDENCE).map((sentence) => this.#index.evidence(sentence, source, target)),
      evidenceCount: together,
      description: null,
      keywords: [],
    }
  }
}

function pairName(one: string, other: string): string {
  return one < other ? `${one}\n${other}` : `${other}\n${one}`
}

/** Those that are among the strongest of one of their ends. */
function strongestOfEach(pairs: readonly Pair[], keys: readonly string[]): Pair[] {
  const nameOf = ({ one, other }: Pair): string => pairName(keys[one] ?? '', keys[other] ?? '')
  const sorted = pairs.toSorted(
    (left, right) =>
      right.strength - left.strength || right.together - left.together || (nameOf(left) < nameOf(right) ? -1 : 1),
  )
  const taken = new Map<number, number>()
  return sorted.filter(({ one, other }) => {
    const ranks = [one, other].map((end) => taken.get(end) ?? 0)
    for (const [at, end] of [one, other].entries()) taken.set(end, (ranks[at] ?? 0) + 1)
    return ranks.some((rank) => rank < MOST_PER_ENTITY)
  })
}
