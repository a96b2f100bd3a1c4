// The knowledge graph of real documents through HTTP and the command line: entities, evidence, ways, decisions that stay.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EntityDetail, GraphPath, MergeReviewList, SourcePassage } from '@learnpath/contracts'
import { settled } from '../tools/product-process.ts'
import { startLearnPath, type RunningLearnPath } from './start-learnpath.ts'
import { runCommand } from './run-command.ts'

const TEXTS = {
  'membranes.md': `# Membranes

The plasma membrane, also called the cell membrane, surrounds each cell. A plasma membrane is a membrane. Osmosis depends on the plasma
membrane, and osmosis is the diffusion of water through a membrane.

The cell wall protects a plant cell. The cell wall is a part of the plant cell. The plasma membrane lies below the cell wall.`,
  'energy.md': `# Energy

The mitochondrion is a part of the cell. Adenosine triphosphate (ATP) stores energy. Cellular respiration depends on the mitochondrion.
Cellular respiration uses oxygen. Adenosine triphosphate is a molecule. Every cell needs adenosine triphosphate.

Peter Mitchell explained how ATP is made. Peter Mitchell worked in Edinburgh, and P. Mitchell received a prize.`,
  'groups.md': `# Groups

The carboxyl group is a functional group. A carboxyl group stands at the end of a fatty acid, and the carboxyl group gives off a proton.

The carbonyl group is a functional group. A carbonyl group stands in a ketone, and the carbonyl group takes part in many reactions.`,
}

let home = ''
let product: RunningLearnPath
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'learnpath-graph-'))
  product = await startLearnPath({ home })
  for (const [name, text] of Object.entries(TEXTS)) {
    const form = new FormData()
    form.set('file', new File([text], name))
    await fetch(`${product.url}/documents`, { method: 'POST', body: form })
  }
  await settled(product.client)
  await graphCurrent()
}, 120_000)
afterAll(async () => {
  await product.stop()
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

async function graphCurrent(): Promise<void> {
  for (;;) {
    const { current, entities } = await product.client.call('graphStatus', { query: {} })
    if (current && entities > 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const graph = async (...args: readonly string[]) =>
  await runCommand(['graph', ...args], { environment: { LEARNPATH_HOME: home } })

async function graphJson<Answer>(...args: readonly string[]): Promise<Answer> {
  const { output, errors } = await graph(...args, '--json')
  expect(errors).toBe('')
  return JSON.parse(output) as Answer
}

async function expectExact({ documentId, start, end, text }: SourcePassage): Promise<void> {
  expect((await product.client.documentText(documentId)).text.slice(start, end)).toBe(text)
}

/** All names of the concept that has this one. */
async function conceptWith(name: string): Promise<readonly string[] | undefined> {
  const { concepts } = await product.client.call('listConcepts', { query: { contains: name } })
  return concepts.map((concept) => [concept.name, ...concept.aliases]).find((names) => names.includes(name))
}

describe('the graph of real documents', { timeout: 60_000 }, () => {
  it('knows entities under all their names, related with the sentence that says so', async () => {
    const entity = await graphJson<EntityDetail>('entity', 'cell membrane')
    expect(entity.names.map((name) => name.toLowerCase())).toContain('plasma membrane')
    const isA = entity.outgoing.find(({ kind }) => kind === 'is-a')
    expect(isA?.target.name).toBe('membrane')
    expect(isA?.evidence[0]?.passage.text).toContain('A plasma membrane is a membrane')
    for (const { evidence } of [...entity.outgoing, ...entity.incoming]) {
      for (const { passage } of evidence) await expectExact(passage)
    }
    for (const passage of entity.passagesToRead) await expectExact(passage)
  })

  it('shows the surest way between two concepts, and says when there is none', async () => {
    const path = await graphJson<GraphPath>('path', 'cellular respiration', 'cell')
    expect(path.steps.map(({ kind }) => kind)).toEqual(['depends-on', 'part-of'])
    for (const { evidence } of path.steps) for (const { passage } of evidence) await expectExact(passage)
    const none = await graph('path', 'Edinburgh', 'membrane', '--max-steps', '1')
    expect(none.exitCode).toBe(1)
    expect(none.output).toContain('No way of at most 1 steps')
  })

  it('keeps a merge through new documents and a restart, and takes it back', async () => {
    expect(await graph('merge', 'mitochondrion', 'osmosis')).toMatchObject({ exitCode: 0 })
    const form = new FormData()
    form.set('file', new File(['# More\n\nOsmosis is slow. The mitochondrion needs osmosis.'], 'more.md'))
    await fetch(`${product.url}/documents`, { method: 'POST', body: form })
    await settled(product.client)
    await graphCurrent()
    await product.stop()
    product = await startLearnPath({ home })
    await graphCurrent()
    const both = ['mitochondrion', 'osmosis']
    const merged = await graphJson<EntityDetail>('entity', 'osmosis')
    expect(merged.names.map((name) => name.toLowerCase())).toEqual(expect.arrayContaining(both))
    expect((await conceptWith('osmosis'))?.map((name) => name.toLowerCase())).toEqual(expect.arrayContaining(both))
    expect(await graph('split', 'mitochondrion', 'osmosis')).toMatchObject({ exitCode: 0 })
    const split = await graphJson<EntityDetail>('entity', 'osmosis')
    expect(split.names.join().toLowerCase()).toBe('osmosis')
    expect((await conceptWith('osmosis'))?.join().toLowerCase()).not.toContain('mitochondri')
  })

  it('asks what it is not sure of, and follows the answer for good', async () => {
    const { reviews } = await graphJson<MergeReviewList>('reviews')
    const review = reviews.find(({ names }) => names.some((name) => name.toLowerCase().startsWith('carboxyl')))
    for (const passage of review?.passages ?? []) await expectExact(passage)
    expect(review?.passages).toHaveLength(2)
    expect(await graph('decide', review?.id ?? '', 'same')).toMatchObject({ exitCode: 0 })
    expect((await graphJson<EntityDetail>('entity', 'carbonyl group')).names.join()).toContain('carboxyl')
    await graph('decide', review?.id ?? '', 'different')
    expect((await graphJson<EntityDetail>('entity', 'carbonyl group')).names.join()).not.toContain('carboxyl')
    const left = await graphJson<MergeReviewList>('reviews')
    expect(left.reviews.map(({ id }) => id)).not.toContain(review?.id)
  })

  it('refuses wrong input with a clear answer', async () => {
    const itself = await graph('merge', 'cell', 'cell')
    expect(itself.exitCode).not.toBe(0)
    expect(itself.errors).toContain('is this entity already')
    expect((await graph('entity', 'unicorn')).errors).toContain('LP_ENTITY_NOT_FOUND')
    expect((await graph('decide', 'rev_none', 'same')).errors).toContain('LP_MERGE_REVIEW_NOT_FOUND')
  })

  it('forgets at once what only a deleted document said', async () => {
    const { documents } = await product.client.listDocuments({ limit: 100 })
    const energy = documents.find(({ path }) => path === 'energy.md')
    await product.client.deleteDocument(energy?.id ?? '')
    expect((await graph('entity', 'Edinburgh')).errors).toContain('LP_ENTITY_NOT_FOUND')
  })
})
