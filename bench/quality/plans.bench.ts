import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CreatePlanRequest, LearnPathError, type Plan } from '@learnpath/contracts'
import fc from 'fast-check'
import { anyRequest } from '../../server/modules/plans/testing/generated-library.double.ts'
import { brokenInvariants } from '../../server/modules/plans/testing/plan-invariants.double.ts'
import {
  createPlansRig,
  createPlanStore,
  type Material,
  type PlansRig,
} from '../../server/modules/plans/testing/plans-rig.double.ts'
import type { RelationalStore } from '../../server/ports/relational-store.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { readPlannedMaterial } from '../planned-material.ts'

const LIBRARIES = [
  { name: 'openstax-biology', folder: 'openstax-biology/dev/docs' },
  { name: 'rust-book', folder: 'rust-book/dev/md' },
  { name: 'mdn-de', folder: 'mdn-de/dev/docs' },
] as const
/** 500 goals in all. */
const GOALS = [167, 167, 166] as const
const START = '2026-01-07'
const SEED = 4
const WORST_SHOWN = 5
const BOOK_CHARACTERS = 600_000

export const benchmark: Benchmark = {
  name: 'plans',
  description: 'Invariants of plans for 500 generated goals over three libraries, order of whole books, and time.',
  run,
}

async function run(context: BenchmarkContext): Promise<readonly Measurement[]> {
  const store = await createPlanStore(join(context.scratchFolder, 'plans.db'))
  try {
    const measurements: Measurement[] = []
    for (const [index, { name, folder }] of LIBRARIES.entries()) {
      const path = join(context.dataFolder, folder)
      if (!existsSync(path)) continue
      const material = await readPlannedMaterial(path)
      const world = { context, name, material, store }
      measurements.push(...(await manyGoals(world, GOALS[index] ?? 0)), ...(await wholeLibrary(world)))
    }
    return measurements
  } finally {
    await store.close()
  }
}

interface World {
  readonly context: BenchmarkContext
  readonly name: string
  readonly material: Material
  readonly store: RelationalStore
}

/** Goals as people say them, of concepts of the library, with requests of every kind. */
async function manyGoals(world: World, count: number): Promise<Measurement[]> {
  const { context, name, material, store } = world
  const rig = await createPlansRig(store, material)
  const { collection } = material.map
  const sampled = fc.sample(anyRequest(goalsOf(material), START), { numRuns: count, seed: SEED })
  const requests = sampled.map((request) => ({ ...request, collection }))
  const broken: string[] = []
  const seconds: number[] = []
  let empty = 0
  let different = 0
  for (const [index, request] of requests.entries()) {
    const { plan, processorMs } = await timedPlan(rig, request)
    seconds.push(processorMs)
    if (plan === null) {
      empty += 1
      continue
    }
    broken.push(...brokenInvariants(plan, material.documents).map((what) => `${request.goal}: ${what}`))
    if (index % 10 === 0 && (await firstPlan(world, request)) !== (await firstPlan(world, request))) different += 1
  }
  for (const what of broken.slice(0, WORST_SHOWN)) context.log(`${name}: ${what}`)
  const sorted = seconds.toSorted((one, other) => one - other)
  const note = `${count} goals, ${empty} without anything in the library`
  const none = { operator: '<=', value: 0 } as const
  return [
    { name: `${name}, invariants broken`, value: broken.length, unit: 'count', target: none, note },
    { name: `${name}, plans that differ when made again`, value: different, unit: 'count', target: none },
    { name: `${name}, a plan for a goal, median`, value: sorted[Math.floor(count / 2)] ?? 0, unit: 'processor ms' },
    { name: `${name}, a plan for a goal, slowest`, value: sorted.at(-1) ?? 0, unit: 'processor ms' },
  ]
}

function goalsOf({ map }: Material): fc.Arbitrary<string> {
  const names = map.concepts.slice(0, 600).map(({ name }) => name)
  const any = fc.constantFrom(...names)
  return fc.oneof(
    any,
    any.map((name) => `understand ${name}`),
    any.map((name) => `${name} lernen`),
    fc.tuple(any, any).map(([one, other]) => `${one} and ${other}`),
    fc.tuple(any, any).map(([one, other]) => `${one}, ${other}`),
  )
}

async function timedPlan(
  { plans }: PlansRig,
  request: CreatePlanRequest,
): Promise<{ plan: Plan | null; processorMs: number }> {
  const before = process.cpuUsage()
  const plan = await plans.create(request).catch((failure: unknown) => {
    if (failure instanceof LearnPathError && failure.code === 'LP_PLAN_EMPTY') return null
    throw failure
  })
  const { user, system } = process.cpuUsage(before)
  return { plan, processorMs: (user + system) / 1000 }
}

/** As a program that was just started makes it. */
async function firstPlan({ material, store }: World, request: CreatePlanRequest): Promise<string> {
  const { plans } = await createPlansRig(store, material)
  return JSON.stringify(await plans.create(request))
}

/** A plan over all documents: its order, and its time for 300 pages. */
async function wholeLibrary({ context, name, material, store }: World): Promise<Measurement[]> {
  const rig = await createPlansRig(store, material)
  const { plan, processorMs } = await timedPlan(
    rig,
    CreatePlanRequest.parse({ startDate: START, collection: material.map.collection }),
  )
  if (plan === null) return []
  const characters = material.documents.reduce((sum, { text }) => sum + text.length, 0)
  const perBook = (processorMs * BOOK_CHARACTERS) / characters
  const target = { operator: '<', value: 1000 } as const
  const order = [...new Set(plan.modules.flatMap(({ reading }) => reading.map(({ passage }) => nameOf(passage.path))))]
  return [
    {
      name: `${name}, a plan for 300 pages`,
      value: perBook,
      unit: 'processor ms',
      target,
      note: `${plan.modules.length} modules`,
    },
    ...(await orderMeasurements(join(context.dataFolder, name, 'dev'), name, order)),
  ]
}

const nameOf = (path: string): string => path.replace(/\.md$/u, '')

async function orderMeasurements(folder: string, name: string, order: readonly string[]): Promise<Measurement[]> {
  const sets: { file: string; label: string; pairs: (rows: readonly Row[]) => Pair[]; value: number }[] = [
    { file: 'objectives.jsonl', label: 'order of the book', pairs: bookPairs, value: 0.95 },
    {
      file: 'prerequisites.jsonl',
      label: 'prerequisite links',
      pairs: (rows) => rows.map((row) => [row.needs ?? '', row.doc ?? '']),
      value: 0.9,
    },
    {
      file: 'sequence.jsonl',
      label: 'links to the next lesson',
      pairs: (rows) => rows.map((row) => [row.after ?? '', row.doc ?? '']),
      value: 0.9,
    },
  ]
  const measurements: Measurement[] = []
  for (const { file, label, pairs, value } of sets) {
    if (!existsSync(join(folder, file))) continue
    const lines = (await readFile(join(folder, file), 'utf8')).split('\n').filter((line) => line.trim() !== '')
    const known = pairs(lines.map((line) => JSON.parse(line) as Row)).filter((pair) =>
      pair.every((id) => order.includes(id)),
    )
    const right = known.filter(([before, after]) => order.indexOf(before) < order.indexOf(after)).length
    const share = right / Math.max(known.length, 1)
    const target = { operator: '>=', value } as const
    measurements.push({
      name: `${name}, ${label}`,
      value: share,
      unit: 'in order',
      target,
      note: `${known.length} pairs`,
    })
  }
  return measurements
}

interface Row {
  readonly module?: string
  readonly doc?: string
  readonly needs?: string
  readonly after?: string
}

type Pair = readonly [before: string, after: string]

/** Every two sections of a book, in its order. */
function bookPairs(rows: readonly Row[]): Pair[] {
  const ids = rows.map((row) => row.module ?? '')
  return ids.flatMap((before, index) => ids.slice(index + 1).map((after): Pair => [before, after]))
}
