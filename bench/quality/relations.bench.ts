import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AssembledRelation } from '../../server/modules/graph/assembly/assembled-graph.ts'
import { relateEntities } from '../../server/modules/graph/relations/relate.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { partsInReDocred } from './gold-relations.ts'
import { readRelationLabels, type RelationLabel } from './relation-labels.ts'
import { readRelationMaterial, type RelationMaterial } from './relation-material.ts'

const FOLDERS: readonly { readonly name: string; readonly folder: string }[] = [
  { name: 'openstax-biology', folder: 'openstax-biology/dev/docs' },
  { name: 'rust-book', folder: 'rust-book/dev/md' },
  { name: 'mdn-de', folder: 'mdn-de/dev/docs' },
  { name: 'odin', folder: 'odin/dev/docs' },
]
const PROMISED = 0.8

/** The paragraphs of squad2-devhalf as one document per article. */
async function articlesOf({ dataFolder, scratchFolder }: BenchmarkContext): Promise<string> {
  const folder = join(scratchFolder, 'squad2-devhalf')
  await mkdir(folder, { recursive: true })
  const lines = (await readFile(join(dataFolder, 'squad2-devhalf/dev/corpus.jsonl'), 'utf8')).split('\n')
  const articles = new Map<string, string[]>()
  for (const line of lines.filter((each) => each !== '')) {
    const { title, text } = JSON.parse(line) as { readonly title: string; readonly text: string }
    articles.set(title, [...(articles.get(title) ?? []), text])
  }
  const sorted = [...articles].toSorted(([one], [other]) => (one < other ? -1 : 1))
  for (const [at, [title, paragraphs]] of sorted.entries()) {
    const file = join(folder, `${String(at).padStart(3, '0')}.md`)
    await writeFile(file, `# ${title}\n\n${paragraphs.join('\n\n')}\n`)
  }
  return folder
}

function measureSet(
  name: string,
  material: RelationMaterial,
  labels: readonly RelationLabel[],
  log: BenchmarkContext['log'],
): Measurement[] {
  const { chunks, entities, words, seconds } = material
  const before = performance.now()
  const all = relateEntities({ chunks, entityOf: (key) => entities.get(key) })
  const milliseconds = performance.now() - before
  const stated = all.filter(({ kind }) => kind !== 'related')
  const related = all.filter(({ kind }) => kind === 'related')
  const concepts = new Set(material.material.concepts.map(({ key }) => key))
  logRules(stated, labels, log)
  return [
    precision(name, stated, labels),
    {
      name: `${name} stated relations per 1,000 words`,
      value: (1000 * stated.length) / words,
      unit: 'relations',
      note: `${stated.length} of ${words} words: ${countBy(stated.map(({ kind }) => kind))}`,
    },
    {
      name: `${name} concepts with a stated relation`,
      value: shareOfConcepts(concepts, stated),
      unit: 'share',
      note: `of ${concepts.size} concepts; with those of statistics ${shareOfConcepts(concepts, all).toFixed(2)}`,
    },
    ...(labels.some(({ kind }) => kind === 'related') ? [precision(`${name} related`, related, labels)] : []),
    {
      name: `${name} time`,
      value: seconds + milliseconds / 1000,
      unit: 's',
      note: `of ${chunks.length} chunks: reading (with parsing once more) ${seconds.toFixed(1)} s, relating ${Math.round(milliseconds)} ms`,
    },
  ]
}

const idOf = ({ kind, sourceKey, targetKey }: Pick<AssembledRelation, 'kind' | 'sourceKey' | 'targetKey'>): string =>
  `${kind} ${sourceKey} ${targetKey}`
const idOfLabel = ({ kind, source, target }: RelationLabel): string => `${kind} ${source} ${target}`

/** Of the relations that were judged, and are still found, those that were right. */
function precision(
  name: string,
  relations: readonly AssembledRelation[],
  labels: readonly RelationLabel[],
): Measurement {
  const found = new Set(relations.map(idOf))
  const isRelated = relations.every(({ kind }) => kind === 'related')
  const ofSample = labels.filter(({ sample, kind }) => sample !== 'iteration' && (kind === 'related') === isRelated)
  const seen = ofSample.filter((label) => found.has(idOfLabel(label)))
  const judged = new Set(labels.map(idOfLabel))
  const wrong = seen.filter(({ right }) => !right)
  const samples = [...new Set(ofSample.map(({ sample }) => sample))].join(', ')
  return {
    name: `${name} precision`,
    value: seen.length === 0 ? 0 : (seen.length - wrong.length) / seen.length,
    unit: 'share',
    ...(isRelated ? {} : { target: { operator: '>=', value: PROMISED } as const }),
    note: `${seen.length} of ${ofSample.length} judged relations (${samples}) are still found; ${relations.filter((relation) => !judged.has(idOf(relation))).length} of ${relations.length} were never judged; wrong: ${countBy(wrong.map(({ reason }) => reason))}; right by kind: ${byKind(seen)}`,
  }
}

function byKind(seen: readonly RelationLabel[]): string {
  return [...new Set(seen.map(({ kind }) => kind))]
    .toSorted()
    .map((kind) => {
      const ofKind = seen.filter((label) => label.kind === kind)
      return `${kind} ${ofKind.filter(({ right }) => right).length} of ${ofKind.length}`
    })
    .join(', ')
}

function shareOfConcepts(concepts: ReadonlySet<string>, relations: readonly AssembledRelation[]): number {
  const ends = new Set(relations.flatMap(({ sourceKey, targetKey }) => [sourceKey, targetKey]))
  return [...concepts].filter((key) => ends.has(key)).length / Math.max(1, concepts.size)
}

function logRules(
  relations: readonly AssembledRelation[],
  labels: readonly RelationLabel[],
  log: BenchmarkContext['log'],
): void {
  const byId = new Map(labels.map((label) => [idOfLabel(label), label]))
  const rules = new Map<string, { found: number; judged: number; right: number }>()
  for (const relation of relations) {
    const rule = relation.evidence[0]?.rule ?? ''
    const counts = rules.get(rule) ?? { found: 0, judged: 0, right: 0 }
    rules.set(rule, counts)
    const label = byId.get(idOf(relation))
    counts.found += 1
    if (label !== undefined) counts.judged += 1
    if (label?.right === true) counts.right += 1
  }
  for (const [rule, { found, judged, right }] of [...rules].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    log(`  ${rule.padEnd(24)} ${String(found).padStart(4)} relations, ${right} of ${judged} judged are right`)
  }
}

function countBy(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const sorted = [...counts].toSorted((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))
  return sorted.map(([name, count]) => `${name} ${count}`).join(', ') || 'none'
}

export const benchmark: Benchmark = {
  name: 'relations',
  description:
    'Relations by patterns and statistics: how many are right, by hand-labelled samples, and how many there are',
  async run(context) {
    const labels = readRelationLabels()
    const sets = [
      ...FOLDERS.map(({ name, folder }) => ({ name, folder: join(context.dataFolder, folder) })),
      { name: 'squad2-devhalf', folder: await articlesOf(context) },
    ]
    const measurements: Measurement[] = []
    for (const { name, folder } of sets) {
      context.log(name)
      const material = await readRelationMaterial(folder)
      const ofSet = labels.filter(({ set }) => set === name)
      measurements.push(...measureSet(name, material, ofSet, context.log))
    }
    const { gold, found, hits } = await partsInReDocred(context.dataFolder)
    return [
      ...measurements,
      {
        name: 're-docred part-of recall',
        value: gold === 0 ? 0 : hits / gold,
        unit: 'share',
        note: `${hits} of ${gold} pairs of "part of" and "has part"; ${found} found between marked entities. The gold is mostly inferred over sentences and from knowledge of the world; the other relations have no counterpart here`,
      },
    ]
  },
}
