import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { derivePrerequisites } from '../../server/modules/concepts/prerequisites/derive-prerequisites.ts'
import type { DerivedPrerequisite } from '../../server/modules/concepts/prerequisites/prerequisite-input.ts'
import { readingOrder } from '../../server/modules/concepts/prerequisites/reading-order.ts'
import { orderModules } from '../../server/modules/plans/making/module-edges.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { glossaryNeeds, measureGlossary, ownDirection, run as runSteps, sources } from './glossary-pairs.ts'
import {
  conceptsOf,
  type MaterialConcept,
  type MaterialDocument,
  phraseKeyOf,
  readLines,
  readMaterial,
  shareInOrder,
} from './prerequisite-material.ts'
import { measureStated, readStatedNeeds } from './stated-prerequisites.ts'

const MOST_CONCEPTS = 2000
const NO_HINTS = { needs: [], contents: [], previous: [], next: [] }

export const benchmark: Benchmark = {
  name: 'prerequisites',
  description: 'Prerequisites and reading order: mdn-de links, order and glossary of a biology book, labelled pairs.',
  run,
}

async function run(context: BenchmarkContext): Promise<readonly Measurement[]> {
  const { dataFolder: data } = context
  const measurements: Measurement[] = []
  if (existsSync(join(data, 'mdn-de'))) measurements.push(...(await measureLessons(join(data, 'mdn-de', 'dev'))))
  if (existsSync(join(data, 'openstax-biology'))) measurements.push(...(await measureBook(data)))
  measurements.push(...(await measureLabelled(data)))
  return measurements
}

type Link = readonly [before: string, after: string]

/** Lessons that name their prerequisites and neighbours; their file names sort otherwise. */
async function measureLessons(folder: string): Promise<Measurement[]> {
  const documents = await readMaterial(join(folder, 'docs'))
  const needs = await readLines<{ doc: string; needs: string }>(join(folder, 'prerequisites.jsonl'))
  const sequence = await readLines<{ doc: string; after: string }>(join(folder, 'sequence.jsonl'))
  const sets: { name: string; pairs: Link[] }[] = [
    { name: 'prerequisite links', pairs: needs.map((link) => [link.needs, link.doc]) },
    { name: 'sequence links', pairs: sequence.map((link) => [link.after, link.doc]) },
  ]
  const orders = [
    { name: '', order: await documentOrder(documents) },
    {
      name: ', without links to neighbours',
      order: await documentOrder(documents.map((one) => ({ ...one, hints: { ...one.hints, previous: [], next: [] } }))),
    },
    {
      name: ', from concepts alone',
      order: await documentOrder(documents.map((one) => ({ ...one, hints: NO_HINTS }))),
    },
    { name: ', by path', order: documents.map(({ documentId }) => documentId) },
  ]
  return orders.flatMap(({ name, order }) =>
    sets.map((set) => {
      const { share, count } = shareInOrder(order, set.pairs)
      const target = name === '' ? { target: { operator: '>=' as const, value: 0.9 } } : {}
      return { name: `mdn-de, ${set.name}${name}`, value: share, unit: 'in order', ...target, note: `${count} links` }
    }),
  )
}

/** The order in which a plan over all documents would have them, each a module of its own. */
async function documentOrder(documents: readonly MaterialDocument[]): Promise<readonly string[]> {
  const { concepts, edges, order } = await deriveFor(documents)
  return orderModules(taughtIn(order.documentIds, concepts), edges).order
}

async function deriveFor(documents: readonly MaterialDocument[]) {
  const order = readingOrder(documents)
  const byId = new Map(documents.map((document) => [document.documentId, document]))
  const inOrder = order.documentIds.flatMap((id) => byId.get(id) ?? [])
  const concepts = conceptsOf(inOrder, MOST_CONCEPTS)
  const before = process.cpuUsage()
  const edges = await derivePrerequisites({
    concepts,
    documents: inOrder,
    orderTrust: order.trust,
    pinned: [],
    forbidden: [],
  })
  const { user, system } = process.cpuUsage(before)
  return { order, concepts, edges, seconds: (user + system) / 1e6 }
}

function taughtIn(documentIds: readonly string[], concepts: readonly MaterialConcept[]) {
  return documentIds.map((id) => ({
    id,
    documentIds: new Set([id]),
    taught: concepts.filter(({ ranked }) => ranked.home[0]?.documentId === id).map((concept) => concept.id),
  }))
}

/** A textbook: with its own file names, which are numbered, and with names that tell nothing. */
async function measureBook(data: string): Promise<Measurement[]> {
  const folder = join(data, 'openstax-biology')
  const documents = await readMaterial(join(folder, 'dev', 'docs'))
  const chapters = await readLines<{ id: string }>(join(folder, 'toc.jsonl'))
  const objectives = await readLines<{ module: string }>(join(folder, 'dev', 'objectives.jsonl'))
  const known = new Set(objectives.map(({ module }) => module))
  const book = chapters.map(({ id }) => id).filter((id) => known.has(id))
  const nameless = documents.map((document) => ({
    ...document,
    path: createHash('sha256').update(document.documentId).digest('hex').replaceAll(/\d/g, 'x'),
  }))
  const measurements: Measurement[] = []
  for (const { name, set, isPromised } of [
    { name: 'file names as they are', set: documents, isPromised: true },
    { name: 'nameless files', set: nameless, isPromised: false },
  ]) {
    const { order, concepts, edges, seconds } = await deriveFor(set)
    const modules = orderModules(taughtIn(order.documentIds, concepts), edges)
    const connected = connectedDocuments(concepts, edges, book)
    const target = isPromised ? { target: { operator: '>=' as const, value: 0.95 } } : {}
    const inOrder = shareInOrder(modules.order, connected)
    measurements.push(
      {
        name: `biology, connected modules, ${name}`,
        value: inOrder.share,
        unit: 'in order',
        ...target,
        note: `${inOrder.count} pairs of modules that concepts connect, ${order.basis}`,
      },
      {
        name: `biology, all modules, ${name}`,
        value: shareInOrder(modules.order, allPairs(book)).share,
        unit: 'in order',
      },
    )
    if (!isPromised) continue
    const words = set.reduce((sum, { analysis }) => sum + analysis.words, 0)
    const target2 = { operator: '<' as const, value: 2 }
    const note = `${concepts.length} concepts, ${words} words, ${edges.length} kept`
    measurements.push({ name: 'biology, deriving', value: seconds, unit: 's of processor', target: target2, note })
  }
  const inBookOrder = chapters.flatMap(({ id }) => documents.filter(({ documentId }) => documentId === id))
  const concepts = conceptsOf(inBookOrder, MOST_CONCEPTS)
  const glossary = await readLines<{ term: string; definition: string }>(join(folder, 'dev', 'glossary.jsonl'))
  const needs = glossaryNeeds(glossary, concepts)
  const stated = await readStatedNeeds(join(folder, 'dev', 'docs'), concepts)
  return [
    ...measurements,
    ...(await measureGlossary(needs, concepts, inBookOrder)),
    ...(await measureStated(stated, needs, { concepts, documents: inBookOrder })),
  ]
}

/** Pairs of documents, in the order of the book, between whose concepts a prerequisite goes one way or the other. */
function connectedDocuments(
  concepts: readonly MaterialConcept[],
  edges: readonly DerivedPrerequisite[],
  book: readonly string[],
): Link[] {
  const homes = new Map(concepts.map(({ id, ranked }) => [id, ranked.home[0]?.documentId ?? '']))
  const placeOf = new Map(book.map((id, place) => [id, place]))
  const pairs = new Map<string, Link>()
  for (const { conceptId, prerequisiteId } of edges) {
    const ends = [homes.get(conceptId) ?? '', homes.get(prerequisiteId) ?? '']
    const [before, after] = ends.toSorted((one, other) => (placeOf.get(one) ?? -1) - (placeOf.get(other) ?? -1))
    if (before === undefined || after === undefined || before === after || !placeOf.has(before)) continue
    pairs.set(`${before} ${after}`, [before, after])
  }
  return [...pairs.values()]
}

function allPairs(ids: readonly string[]): Link[] {
  return ids.flatMap((before, place) => ids.slice(place + 1).map((after) => [before, after] as const))
}

/** Labelled pairs (A needs B), as far as both are mentioned in a set of documents at hand. */
async function measureLabelled(data: string): Promise<Measurement[]> {
  const labels: { name: string; pairs: Link[] }[] = []
  for (const domain of ['data_mining', 'geometry']) {
    const file = join(data, 'al-cpl', 'dev', `${domain}.preqs.csv`)
    if (existsSync(file)) labels.push({ name: `al-cpl ${domain}`, pairs: await readPairs(file, ',') })
  }
  const courses = join(data, 'refd-course', 'dev', 'CS.edges')
  if (existsSync(courses)) labels.push({ name: 'refd-course CS', pairs: await readPairs(courses, '\t') })
  const measurements: Measurement[] = []
  for (const [set, folder] of [
    ['openstax-biology', 'dev/docs'],
    ['odin', 'dev/docs'],
    ['rust-book', 'dev/md'],
  ] as const) {
    if (!existsSync(join(data, set, folder))) continue
    const documents = await readMaterial(join(data, set, folder))
    for (const { name, pairs } of labels) {
      const concepts = labelledConcepts(pairs, documents)
      const indexOf = new Map(concepts.map(({ id }, index) => [id, index]))
      const { signalsOf } = runSteps(sources(concepts, documents, 0))
      const known = pairs.flatMap(([concept, other]) => {
        const [one, two] = [indexOf.get(concept), indexOf.get(other)]
        return one === undefined || two === undefined || one === two ? [] : [[one, two] as const]
      })
      if (known.length === 0) continue
      const right = known.filter(([concept, other]) => ownDirection(signalsOf(concept, other)) > 0)
      const note = `${known.length} of ${pairs.length} pairs have both in the text: too few to judge by`
      measurements.push({
        name: `${name} by ${set}, direction`,
        value: right.length / known.length,
        unit: 'accuracy',
        note,
      })
    }
  }
  return measurements
}

async function readPairs(file: string, separator: string): Promise<Link[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => {
    const [concept = '', other = ''] = line.trim().split(separator)
    return [concept, other]
  })
}

const FEWEST_MENTIONS = 3
const NUMBERS_PER_OCCURRENCE = 6

/** All concepts of the documents, those labelled under their labels. */
function labelledConcepts(pairs: readonly Link[], documents: readonly MaterialDocument[]): MaterialConcept[] {
  const mentions = new Map<string, number>()
  for (const { analysis } of documents) {
    for (const { key, occurrences } of analysis.phrases) {
      mentions.set(key, (mentions.get(key) ?? 0) + occurrences.length / NUMBERS_PER_OCCURRENCE)
    }
  }
  const labelOf = new Map<string, string>()
  for (const label of new Set(pairs.flat())) {
    const key = phraseKeyOf(
      label
        .replaceAll('_', ' ')
        .replace(/\(.*\)/, '')
        .trim()
        .toLowerCase(),
    )
    if (key !== null && (mentions.get(key) ?? 0) >= FEWEST_MENTIONS && !labelOf.has(key)) labelOf.set(key, label)
  }
  const ranked = conceptsOf(documents, Number.MAX_SAFE_INTEGER)
  return ranked.map((concept) => {
    const key = concept.keys.find((one) => labelOf.has(one))
    return key === undefined ? concept : { ...concept, id: labelOf.get(key) ?? '' }
  })
}
