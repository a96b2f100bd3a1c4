import { mkdir, readFile, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createClient, type LearnPathClient } from '@learnpath/contracts'
import { bakeModels } from '../../tools/images/bake-models.mjs'
import { buildImage, configOf, mountImage, openImageStore, type ImageStore } from '../../tools/images/buildah.ts'
import { awaitReady, runInContainer, startContainer, userOf, type Place } from '../../tools/images/container.ts'
import { makeDebianBase, STAND_IN } from '../../tools/images/debian-base.ts'
import { run } from '../../tools/images/run-program.ts'
import { freePort } from '../../tools/free-port.ts'
import { ROOT } from '../../tools/product-process.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { percentile } from '../environment.ts'

const STARTS = 5
const IMAGE_USER = 1000
const SMALL_MODEL = 'potion-base-2m'

/** Models that an image gets: real ones where there are any, and of the sizes that matter made ones. */
const VARIANTS = [
  { tag: 'ml', made: ['minilm-class'], embedder: SMALL_MODEL, reranker: null },
  {
    tag: 'ml-large',
    made: ['e5-base-class', 'bge-reranker-base-class'],
    embedder: 'e5-base-class',
    reranker: 'bge-reranker-base-class',
  },
] as const

interface Proof {
  readonly context: BenchmarkContext
  readonly store: ImageStore
  readonly base: string
  readonly baseBytes: number
  readonly budgets: Readonly<Record<string, number>>
  readonly total: number
}

const megabytes = (bytes: number): number => bytes / 1e6

/**
 * Builds every target of the Dockerfile and lets it do what it is for. Needs root, buildah and debootstrap, or a base image in
 * LEARNPATH_BENCH_BASE_IMAGE that is in the store already. Everything lies in the scratch folder and is gone at the end.
 */
export const benchmark: Benchmark = {
  name: 'images',
  description: 'container images: built, started read-only and without rights, searched; sizes and start times',
  async run(context) {
    const driver = process.env['LEARNPATH_BENCH_IMAGE_DRIVER'] === 'vfs' ? 'vfs' : 'overlay'
    const folder = join(context.scratchFolder, 'store')
    const store = await openImageStore(folder, driver)
    try {
      context.log('making the base')
      await makeDebianBase(store)
      const { bytes: baseBytes } = await mountImage(store, STAND_IN)
      const file = JSON.parse(await readFile(join(ROOT, 'deploy/images/budgets.json'), 'utf8')) as Budgets
      const { megabytesOnTopOfBase: budgets, megabytesInTotal: total } = file
      const proof: Proof = { context, store, base: STAND_IN, baseBytes, budgets, total }
      const api = await built(proof, { tag: 'api' })
      const measurements: Measurement[] = [
        { name: 'base', value: megabytes(baseBytes), unit: 'MB', note: 'stand-in: Debian minbase, Node, npm' },
        ...(await proveApi(api)),
        ...(await proveWeb(proof, api)),
      ]
      for (const variant of VARIANTS) measurements.push(...(await proveMl(proof, variant)))
      measurements.push(...(await proveDevelopment(proof)))
      return measurements
    } finally {
      await run('buildah', ['umount', '--all'], store.environment)
      await run('buildah', ['rm', '--all'], store.environment)
      await rm(folder, { recursive: true, force: true })
    }
  },
}

interface Budgets {
  readonly megabytesOnTopOfBase: Readonly<Record<string, number>>
  readonly megabytesInTotal: number
}

interface Image {
  readonly place: Place
  readonly url: string
  readonly sizes: readonly Measurement[]
}

/** Builds a target. @param tag under which its budget is listed */
async function built(
  { context, store, base, baseBytes, budgets, total }: Proof,
  { tag, target = tag, models }: { readonly tag: string; readonly target?: string; readonly models?: string },
): Promise<Image> {
  context.log(`building ${tag}`)
  const name = `localhost/learnpath:${tag}`
  await buildImage(store, { tag: name, target, base, ...(models !== undefined && { models }) })
  const [config, { root, bytes }] = await Promise.all([configOf(store, name), mountImage(store, name)])
  const data = join(context.scratchFolder, `data-${tag}`)
  await mkdir(data)
  await run('chown', [`${IMAGE_USER}:${IMAGE_USER}`, data])
  const port = await freePort()
  const budget = budgets[tag]
  const onTop = { name: `${tag}, on top of the base`, value: megabytes(bytes - baseBytes), unit: 'MB' }
  return {
    place: { root, config, data, environment: { LEARNPATH_PORT: String(port) }, readOnly: true },
    url: `http://127.0.0.1:${port}`,
    sizes: [
      { ...onTop, ...(budget !== undefined && { target: { operator: '<', value: budget } }) },
      { name: `${tag}, in total`, value: megabytes(bytes), unit: 'MB', target: { operator: '<', value: total } },
    ],
  }
}

/** Starts the image, lets `use` have it, and stops it; what an operator relies on is looked at on the way. */
async function withRunning<Result>(
  { place, url }: Image,
  use: (client: LearnPathClient, readyMs: number) => Promise<Result>,
): Promise<Result> {
  const running = startContainer(place)
  let result: Result
  try {
    const readyMs = await awaitReady(running, url)
    demand((await userOf(running)) === IMAGE_USER, 'it runs as the user of the image')
    const { code } = await runInContainer(place, place.config.healthCheck)
    demand(code === 0, 'the health check says yes while it runs')
    result = await use(createClient({ baseUrl: url }), readyMs)
  } finally {
    await running.stop()
  }
  demand((await running.ended) === 0, `it ends in order: ${running.output()}`)
  const { code } = await runInContainer(place, place.config.healthCheck)
  demand(code === 1, 'the health check says no afterwards')
  return result
}

async function startTimes(name: string, image: Image): Promise<Measurement> {
  const times: number[] = []
  for (let start = 0; start < STARTS; start++) {
    times.push(await withRunning(image, async (_, ready) => await Promise.resolve(ready)))
  }
  return { name: `${name}, ready after, median of ${STARTS}`, value: percentile(times, 0.5), unit: 'ms' }
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not so: ${what}`)
}

async function proveApi(image: Image): Promise<Measurement[]> {
  const { code } = await runInContainer(image.place, ['touch', '/opt/learnpath/anything'])
  demand(code !== 0, 'the root file system cannot be written to')
  await withRunning(image, async (client) => {
    await addSamples(client)
    const { hits } = await client.search({ query: 'photosynthesis', mode: 'keyword' })
    demand(hits.length > 0, 'a search by keywords finds something')
    const models = await client.listModels()
    demand(
      models.models.every(({ installed }) => installed.length === 0),
      'there is no model',
    )
  })
  return [...image.sizes, await startTimes('api', image)]
}

/** Formats that need a reader of their own are among the samples: PDF and Word. */
async function addSamples(client: LearnPathClient): Promise<void> {
  const { added } = await client.addSampleLibrary()
  for (const { document } of added) {
    for (;;) {
      const { state, path } = await client.getDocument(document.id)
      demand(state !== 'failed', `${path} can be read`)
      if (state === 'ready') break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** In front of a server that has a library: the page comes from here, the answer from there. */
async function proveWeb(proof: Proof, behind: Image): Promise<Measurement[]> {
  const image = await built(proof, { tag: 'web' })
  const environment = { ...image.place.environment, LEARNPATH_RAG_URLS: behind.url }
  const gateway = { ...image, place: { ...image.place, environment } }
  await withRunning(behind, async () => {
    await withRunning(gateway, async (client) => {
      const page = await fetch(`${gateway.url}/app/`)
      demand(page.ok && (await page.text()).includes('<script'), 'the web app is there')
      demand(page.headers.get('content-security-policy')?.includes("default-src 'none'") === true, 'with its policy')
      const { hits } = await client.search({ query: 'photosynthesis', mode: 'keyword' })
      demand(hits.length > 0, 'a search through the gateway finds something')
    })
  })
  return [...image.sizes, await startTimes('web', gateway)]
}

async function proveMl(
  proof: Proof,
  { tag, made, embedder, reranker }: (typeof VARIANTS)[number],
): Promise<Measurement[]> {
  const { context } = proof
  const models = join(context.scratchFolder, `models-${tag}`)
  const sources: Record<string, string> = {}
  if (embedder === SMALL_MODEL) {
    const given = join(context.modelsFolder, 'potion-base-2M-int8')
    demand(existsSync(given), `there is a real model in ${given}`)
    sources[SMALL_MODEL] = given
  }
  for (const name of made) {
    context.log(`making ${name}`)
    const folder = join(context.scratchFolder, 'made', name)
    await run(process.execPath, ['--import', 'tsx', join(ROOT, 'tools/images/write-made-model.ts'), name, folder])
    sources[name] = folder
  }
  bakeModels(models, sources)
  await rm(join(context.scratchFolder, 'made'), { recursive: true, force: true })
  const image = await built(proof, { tag, target: 'ml', models })
  await withRunning(image, async (client) => {
    await addSamples(client)
    const choice = ['learnpath', 'models', 'use', embedder, ...(reranker === null ? [] : ['--reranker', reranker])]
    const { code, output } = await runInContainer(image.place, choice)
    demand(code === 0, `the model can be chosen: ${output}`)
    const { hits } = await client.search({
      query: 'how do plants make food from sunlight',
      mode: 'vector',
      ...(reranker !== null && { rerank: { budgetMs: 10_000 } }),
    })
    demand(hits.length > 0, 'a search by meaning finds something')
    // Made weights mean nothing: only real ones are asked for the right passage.
    const right = /photosynthesis|sunlight/iu
    demand(embedder !== SMALL_MODEL || hits.slice(0, 3).some(({ text }) => right.test(text)), 'and it is about that')
  })
  const ready = await startTimes(tag, image)
  return [
    ...image.sizes.map((size) => ({ ...size, note: `models in 8 bit: ${Object.keys(sources).join(', ')}` })),
    ready,
  ]
}

/** It builds in its own folder, as a checkout does. */
async function proveDevelopment(proof: Proof): Promise<Measurement[]> {
  const image = await built(proof, { tag: 'dev' })
  const place = { ...image.place, readOnly: false }
  const running = startContainer(place)
  try {
    await awaitReady(running, image.url)
  } finally {
    await running.stop()
  }
  return [...image.sizes]
}
