import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newDatabase, SERVER } from '../../tools/test-database.ts'
import { randomFor } from '../../server/kernel/seeded-random.ts'
import { settled, startProduct } from '../../tools/product-process.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { keywordCorpus } from './keyword-corpus.ts'
import { move, moveWithKills, type Move } from './killed-moves.ts'
import { libraryOfRows } from './library-by-rows.ts'

const CHUNKS = 20_000
const KILLS = 5
const SEED = 8
/** Labelled sets of real files. */
const FILES = ['mdn-de/dev/docs', 'rust-book/dev/md']

/** Of a move there and back: what was copied, without and with kills. */
interface Ways {
  readonly there: Move
  readonly back: Move
}

/** `npm run bench -- move-store` below `node tools/with-servers.mjs`. */
export const benchmark: Benchmark = {
  name: 'move-store',
  description:
    'a library of 20,000 chunks and real files to PostgreSQL and back, killed five times on each way at moments drawn by lot',
  async run(context) {
    if (SERVER === '') {
      throw new TypeError('needs LEARNPATH_TEST_POSTGRES_URL: node tools/with-servers.mjs npm run bench -- move-store')
    }
    const home = join(context.scratchFolder, 'library')
    await makeLibrary(home, context)
    const whole = await bothWays(home, join(context.scratchFolder, 'whole'), { there: [], back: [] })
    context.log(`not killed: there ${whole.there.seconds.toFixed(1)} s, back ${whole.back.seconds.toFixed(1)} s`)
    const killed = await bothWays(home, join(context.scratchFolder, 'killed'), {
      there: momentsWithin(whole.there.seconds, 'there'),
      back: momentsWithin(whole.back.seconds, 'back'),
    })
    return measured(whole, killed)
  },
}

/** All of them together are shorter than the move, which goes on where it was: none comes after its end. */
function momentsWithin(seconds: number, way: string): number[] {
  const random = randomFor(SEED, `moments of kills ${way}`)
  return Array.from({ length: KILLS }, () => (random() * seconds) / KILLS)
}

async function bothWays(home: string, target: string, kills: Readonly<Record<keyof Ways, readonly number[]>>) {
  const url = await newDatabase()
  const there = await moveWithKills({ home, url, back: false }, kills.there)
  const back = await moveWithKills({ home: target, url, back: true }, kills.back)
  // What arrived is once more copied from where it arrived: counts and checksums of what is really there.
  const again = await move({ home: target, url: await newDatabase(), back: false })
  return { there, back, again }
}

function measured(whole: Ways & { again: Move }, killed: Ways & { again: Move }): Measurement[] {
  const expected = whole.there.tables
  const rowsOf = (name: string): number => expected.find(({ table }) => table === name)?.rows ?? 0
  const differing = [whole.back, whole.again, killed.there, killed.back, killed.again].map(
    ({ tables }) =>
      Math.max(tables.length, expected.length) -
      expected.filter(({ table, rows, checksum }) =>
        tables.some((other) => other.table === table && other.rows === rows && other.checksum === checksum),
      ).length,
  )
  return [
    { name: 'chunks', value: rowsOf('chunks'), unit: 'count' },
    { name: 'files', value: rowsOf('files'), unit: 'count' },
    { name: 'rows and files', value: expected.reduce((sum, { rows }) => sum + rows, 0), unit: 'count' },
    { name: 'kills', value: 2 * KILLS, unit: 'count' },
    { name: 'to PostgreSQL', value: whole.there.seconds, unit: 's' },
    { name: 'to PostgreSQL, killed five times', value: killed.there.seconds, unit: 's' },
    { name: 'back', value: whole.back.seconds, unit: 's' },
    { name: 'back, killed five times', value: killed.back.seconds, unit: 's' },
    {
      name: 'tables whose count or checksum differs, over all copies',
      value: differing.reduce((sum, count) => sum + count, 0),
      unit: 'count',
      target: { operator: '<=', value: 0 },
    },
  ]
}

/** Real files as the product takes them in, and rows for the rest of the chunks. */
async function makeLibrary(home: string, context: BenchmarkContext): Promise<void> {
  const environment = { LEARNPATH_LOG_LEVEL: 'warn', LEARNPATH_GRAPH: 'off' }
  const product = await startProduct({ home, environment })
  for (const folder of FILES.map((name) => join(context.dataFolder, name))) {
    const names = (await readdir(folder)).filter((name) => /[.]md$/.test(name))
    for (const path of names) {
      const bytes = new Blob([await readFile(join(folder, path))])
      await product.client.addDocuments({ files: [{ path, bytes }] })
    }
  }
  await settled(product.client)
  await product.stop()
  const { chunks } = await keywordCorpus(context.dataFolder, 5000)
  const library = libraryOfRows(
    home,
    chunks.flatMap((chunk) => chunk.split(/(?<=[.!?]) /)),
  )
  await library.growTo(CHUNKS)
}
