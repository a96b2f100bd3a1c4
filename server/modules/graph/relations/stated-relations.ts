import type { RelationKind } from '@learnpath/contracts'
import type { Mention } from '../../../ports/chunk-reader.ts'
import type { AssembledRelation } from '../assembly/assembled-graph.ts'
import { EvidenceCollection } from './evidence-collection.ts'
import type { RelatableChunk, RelatableEntity } from './relation-input.ts'
import { resolveArgument, type NamesInChunk, type ResolvedArgument } from './resolve-argument.ts'
import { sentenceClarity } from './sentence-clarity.ts'

type NamePlace = Pick<Mention, 'key' | 'start' | 'end'>

/** A relation as a reader or a model tells it of a chunk. */
interface ToldRelation {
  readonly kind: RelationKind
  readonly source: NamePlace | undefined
  readonly target: NamePlace | undefined
  readonly start: number
  readonly end: number
  readonly strength: number
  readonly origin: 'pattern' | 'model'
  readonly rule: string
  readonly description: string | null
  readonly keywords: readonly string[]
}

/** What is left of the strength for each word that an entity leaves unsaid of a phrase. */
interface Loss {
  readonly source: number
  readonly target: number
}

/** "Secreted proteins cause X" does not say that proteins do; "X contains secreted proteins" says that it contains proteins. */
const LOSSES: Readonly<Record<RelationKind, Loss>> = {
  'is-a': { source: 0.5, target: 0.97 },
  'example-of': { source: 0.5, target: 0.97 },
  'defined-as': { source: 0.6, target: 0.97 },
  'part-of': { source: 0.95, target: 0.7 },
  causes: { source: 0.7, target: 0.9 },
  'depends-on': { source: 0.7, target: 0.9 },
  uses: { source: 0.8, target: 0.95 },
  related: { source: 0.9, target: 0.9 },
}

const KINDS_OF_KIND: ReadonlySet<RelationKind> = new Set<RelationKind>(['is-a', 'example-of', 'defined-as'])
/** Relations less sure are left out. */
const LEAST_CONFIDENCE = 0.5

/** Relations that sentences state, of patterns and of language models. */
export class StatedRelations {
  readonly #entityOf: (nameKey: string) => RelatableEntity | undefined
  readonly #found = new Map<string, EvidenceCollection>()

  constructor(entityOf: (nameKey: string) => RelatableEntity | undefined) {
    this.#entityOf = entityOf
  }

  add(chunk: RelatableChunk): void {
    const { reading, modelReading, places } = chunk
    const names: NamesInChunk = { entityOf: this.#entityOf, places }
    for (const { source, target, ...relation } of reading.relations) {
      const ends = { source: reading.mentions[source], target: reading.mentions[target] }
      this.#take(chunk, names, { ...relation, ...ends, origin: 'pattern', description: null, keywords: [] })
    }
    for (const { source, target, ...relation } of modelReading?.relations ?? []) {
      const ends = { source: modelReading?.mentions[source], target: modelReading?.mentions[target] }
      const description = relation.description === '' ? null : relation.description
      this.#take(chunk, names, { ...relation, ...ends, description, origin: 'model', rule: 'model' })
    }
  }

  #take(chunk: RelatableChunk, names: NamesInChunk, told: ToldRelation): void {
    const ends = this.#ends(chunk, names, told)
    if (ends === null) return
    const [source, target] = ends
    const loss = LOSSES[told.kind]
    const strength = told.strength * loss.source ** source.dropped * loss.target ** target.dropped
    const id = `${told.kind}\n${source.entity.key}\n${target.entity.key}`
    const known = this.#found.get(id) ?? new EvidenceCollection(told.kind, source.entity.key, target.entity.key)
    this.#found.set(id, known)
    known.add({
      evidence: {
        chunkId: chunk.chunkId,
        documentId: chunk.documentId,
        start: chunk.start + told.start,
        end: chunk.start + told.end,
        source: [source.start, source.end],
        target: [target.start, target.end],
        origin: told.origin,
        rule: told.rule,
      },
      strength,
      clarity: sentenceClarity(chunk.text.slice(told.start, told.end)),
      description: told.description,
      keywords: told.keywords,
    })
  }

  #ends(
    chunk: RelatableChunk,
    names: NamesInChunk,
    { kind, source, target }: ToldRelation,
  ): readonly [ResolvedArgument, ResolvedArgument] | null {
    if (source === undefined || target === undefined) return null
    const isKind = KINDS_OF_KIND.has(kind)
    const from = resolveArgument(argumentOf(chunk, source), false, names)
    const to = from === null ? null : resolveArgument(argumentOf(chunk, target), isKind, names)
    if (from === null || to === null || from.entity.key === to.entity.key) return null
    if (endsWithWords(to.entity.key, from.entity.key)) return null
    if (!isKind && endsWithWords(from.entity.key, to.entity.key)) return null
    return kind === 'related' && to.entity.key < from.entity.key ? [to, from] : [from, to]
  }

  /** In any order; both ends of a relation are entities, and never the same. */
  relations(): AssembledRelation[] {
    return [...this.#found.values()].map((found) => found.relation()).filter(isSure)
  }
}

/** "Cell" is no kind of "target cell", nor "cavity" a part of the "ventral cavity": something was left unsaid. */
function endsWithWords(key: string, ending: string): boolean {
  return key.endsWith(` ${ending.slice(ending.indexOf(':') + 1)}`)
}

const isSure = ({ confidence }: AssembledRelation): boolean => confidence >= LEAST_CONFIDENCE

function argumentOf(chunk: RelatableChunk, { key, start, end }: NamePlace) {
  return { key, start: chunk.start + start, end: chunk.start + end, text: chunk.text.slice(start, end) }
}
