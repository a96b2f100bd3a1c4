import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readChunk } from '../../server/adapters/language-analysis/reading/read-chunk.ts'
import { parseFile } from '../../server/adapters/parsers/parse-file.ts'
import { mean } from '../../server/kernel/statistics/quantile.ts'
import { detectLanguage } from '../../server/kernel/text/detect-language.ts'
import { derivePrerequisites } from '../../server/modules/concepts/prerequisites/derive-prerequisites.ts'
import type { DerivedPrerequisite } from '../../server/modules/concepts/prerequisites/prerequisite-input.ts'
import { chunkDocument } from '../../server/modules/ingestion/chunk-document.ts'
import type { Measurement } from '../benchmark.ts'
import { type GlossaryNeeds, ownDirection, run, sources } from './glossary-pairs.ts'
import { pairedInterval } from './paired-interval.ts'
import type { MaterialConcept, MaterialDocument } from './prerequisite-material.ts'

/** "A is a B", "A uses B": who is to understand A has to know B. */
const NEEDING = new Set(['is-a', 'part-of', 'depends-on', 'defined-as', 'uses', 'example-of'])
const KEPT = 5
const TIMEOUT_MS = 60_000

/** Index of a concept → index of what sentences say that it needs → the strength of the best of them. */
export type StatedNeeds = ReadonlyMap<number, ReadonlyMap<number, number>>

/** What the sentences of a folder's documents state, between concepts. */
export async function readStatedNeeds(folder: string, concepts: readonly MaterialConcept[]): Promise<StatedNeeds> {
  const indexOf = new Map(concepts.flatMap(({ keys }, index) => keys.map((key) => [key, index] as const)))
  const needs = new Map<number, Map<number, number>>()
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.md')).toSorted()) {
    const parsed = await parseFile({ file: join(folder, name), name }, { programTimeoutMs: TIMEOUT_MS })
    const language = detectLanguage(parsed.text)
    for (const { start, end } of chunkDocument(parsed, language)) {
      const { mentions, relations } = readChunk({ text: parsed.text.slice(start, end), language })
      for (const { kind, source, target, strength } of relations) {
        const [concept, other] = [source, target].map((place) => indexOf.get(mentions[place]?.key ?? ''))
        if (concept === undefined || other === undefined || concept === other || !NEEDING.has(kind)) continue
        const known = needs.get(concept) ?? new Map<number, number>()
        needs.set(concept, known.set(other, Math.max(strength, known.get(other) ?? 0)))
      }
    }
  }
  return needs
}

/** How much more is stated that the one needs the other than the other way round. */
const stated = (needs: StatedNeeds, concept: number, other: number): number =>
  (needs.get(concept)?.get(other) ?? 0) - (needs.get(other)?.get(concept) ?? 0)

/** What sentences state, beside and added to what is derived, against a glossary that is in none of the documents. */
export async function measureStated(
  needs: StatedNeeds,
  glossary: GlossaryNeeds,
  { concepts, documents }: { concepts: readonly MaterialConcept[]; documents: readonly MaterialDocument[] },
): Promise<Measurement[]> {
  const pairs = [...glossary].flatMap(([concept, used]) => [...used].map((other) => [concept, other] as const))
  const oneWay = pairs.filter(([concept, other]) => glossary.get(other)?.has(concept) !== true)
  const { signalsOf } = run(sources(concepts, documents, 0))
  const own = oneWay.map(([concept, other]) => ownDirection(signalsOf(concept, other)))
  const said = oneWay.map(([concept, other]) => stated(needs, concept, other))
  const right = (scores: readonly number[]): number[] => scores.map((score) => (score > 0 ? 1 : 0))
  const both = own.map((score, at) => score + (said[at] ?? 0))
  const covered = <Value>(values: readonly Value[]): Value[] => values.filter((_, at) => said[at] !== 0)
  const edges = await derivePrerequisites({ concepts, documents, orderTrust: 0, pinned: [], forbidden: [] })
  return [
    compared('biology, direction, of pairs with a stated relation: stated', right(covered(said)), right(covered(own))),
    compared('biology, direction, ours with stated relations added', right(both), right(own)),
    ...comparedChoice(glossary, chosenBy(edges, concepts), needs),
  ]
}

function compared(name: string, ours: readonly number[], theirs: readonly number[], unit = 'accuracy'): Measurement {
  const { low, high } = pairedInterval(ours, theirs)
  const difference = mean(ours) - mean(theirs)
  const note = `${difference.toFixed(4)} against ours without, 95 % [${low.toFixed(4)}, ${high.toFixed(4)}], ${ours.length} pairs`
  return { name, value: mean(ours), unit, note }
}

function chosenBy(
  edges: readonly DerivedPrerequisite[],
  concepts: readonly MaterialConcept[],
): ReadonlyMap<number, readonly number[]> {
  const indexOf = new Map(concepts.map(({ id }, index) => [id, index]))
  const chosen = new Map<number, number[]>()
  for (const { conceptId, prerequisiteId } of edges) {
    const concept = indexOf.get(conceptId) ?? -1
    chosen.set(concept, [...(chosen.get(concept) ?? []), indexOf.get(prerequisiteId) ?? -1])
  }
  return chosen
}

/** Prerequisites kept when what is stated comes first, concept by concept. */
function comparedChoice(
  glossary: GlossaryNeeds,
  derived: ReadonlyMap<number, readonly number[]>,
  needs: StatedNeeds,
): Measurement[] {
  const rows = [...glossary]
    .filter(([, used]) => used.size > 0)
    .map(([concept, used]) => {
      const own = (derived.get(concept) ?? []).slice(0, KEPT)
      const said = [...(needs.get(concept) ?? [])].toSorted(([, one], [, other]) => other - one).map(([other]) => other)
      const first = [...new Set([...said, ...own])].slice(0, KEPT)
      const last = [...new Set([...own, ...said])].slice(0, KEPT)
      const share = (choice: readonly number[]): number => choice.filter((other) => used.has(other)).length / used.size
      const exact = (choice: readonly number[]): number =>
        choice.length === 0 ? 0 : choice.filter((other) => used.has(other)).length / choice.length
      return { own, first, last, share, exact }
    })
  const shares = (choose: (row: (typeof rows)[number]) => readonly number[], by: 'share' | 'exact'): number[] =>
    rows.map((row) => row[by](choose(row)))
  return (['first', 'last'] as const).flatMap((place) => [
    compared(
      `biology, kept prerequisites, stated relations ${place}: recall`,
      shares((row) => row[place], 'share'),
      shares(({ own }) => own, 'share'),
      'recall@5 by concept',
    ),
    compared(
      `biology, kept prerequisites, stated relations ${place}: precision`,
      shares((row) => row[place], 'exact'),
      shares(({ own }) => own, 'exact'),
      'precision@5 by concept',
    ),
  ])
}
