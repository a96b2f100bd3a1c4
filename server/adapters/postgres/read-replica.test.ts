import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock } from '../../ports/clock.double.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import type { Database, RelationalStore } from '../../ports/relational-store.ts'
import { createSqliteRelationalStore } from '../sqlite/relational-store.ts'
import { createPostgresRelationalStore } from './relational-store.ts'
import { POSTGRES_PROGRAMS, startPrivatePostgres, type PrivatePostgres } from './testing/private-postgres.ts'

const clock = createManualClock()
const logger = createRecordingLogger()

describe.skipIf(POSTGRES_PROGRAMS === null)('a read replica (needs the programs of PostgreSQL)', () => {
  let primary: PrivatePostgres
  let replica: PrivatePostgres
  let store: RelationalStore
  beforeAll(async () => {
    primary = await startPrivatePostgres()
    replica = await primary.replica()
    const openFile = async (file: string) => await createSqliteRelationalStore({ file, clock, logger })
    store = await createPostgresRelationalStore({
      url: primary.url,
      replicaUrl: replica.url,
      clock,
      logger,
      openFile,
    })
  }, 60_000)
  afterAll(async () => {
    await store.close()
    await replica.remove()
    await primary.remove()
  })

  const add = async (id: string) =>
    await store.db.insertInto('collections').values({ id, name: id, created_at: 1 }).execute()
  const names = async (from: Database) =>
    (await from.selectFrom('collections').select('name').orderBy('name').execute()).map(({ name }) => name)
  /** Where a read was answered, with what it said. */
  const read = async () => {
    let place = 'primary'
    const found = await store.read(async (from) => {
      place = from === store.db ? 'primary' : 'replica'
      return await names(from)
    })
    return { place, found }
  }
  const lagSeconds = async () => (await store.replicaLagSeconds())[new URL(replica.url).host] ?? Number.NaN
  test('answers as soon as it has everything', async () => {
    await add('first')
    await expect.poll(read).toEqual({ place: 'replica', found: ['first'] })
  })

  test('is never asked before it knows what was acknowledged, however fast things are written', async () => {
    const expected = (await read()).found
    for (let number = 10; number < 60; number += 1) {
      await add(`many ${number}`)
      expected.push(`many ${number}`)
      expect((await read()).found).toEqual(expected)
    }
  })

  test('is left alone while it is behind', async () => {
    await expect.poll(async () => (await read()).place).toBe('replica')
    await onServer(replica, 'select pg_wal_replay_pause()')
    await add('zz while it rests')
    expect(await read()).toEqual({ place: 'primary', found: expect.arrayContaining(['zz while it rests']) })
    const lag = await lagSeconds()
    expect(lag).toBeGreaterThan(0)
    expect(await lagSeconds()).toBeGreaterThan(lag)
    await onServer(replica, 'select pg_wal_replay_resume()')
    await expect.poll(async () => (await read()).place).toBe('replica')
    await expect.poll(lagSeconds).toBe(0)
  })

  test('may go away and come back, and nobody notices', async () => {
    await expect.poll(async () => (await read()).place).toBe('replica')
    await replica.stop()
    const { place, found } = await read()
    expect([place, found.length > 0]).toEqual(['primary', true])
    await add('zzy while it is away')
    await lagSeconds()
    expect(await lagSeconds()).toBeGreaterThan(0)
    await replica.start()
    await expect.poll(async () => (await read()).place, { timeout: 15_000 }).toBe('replica')
  }, 30_000)

  test('is not asked any more when it has become a primary of its own', async () => {
    await onServer(replica, 'select pg_promote()')
    await add('zzz after')
    expect(await read()).toEqual({ place: 'primary', found: expect.arrayContaining(['zzz after']) })
  })
})

async function onServer({ url }: PrivatePostgres, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql)
  await client.end()
}
