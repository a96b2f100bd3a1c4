import { randomBytes } from 'node:crypto'
import type { ProgressEvent } from '@learnpath/contracts'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../ports/clock.double.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createInProcessEventBus } from '../system/in-process-event-bus.ts'
import { createSqliteRelationalStore } from '../sqlite/relational-store.ts'
import { createPostgresEventBus } from './postgres-event-bus.ts'
import { createPostgresRelationalStore } from './relational-store.ts'
import { createPostgresSchema } from './testing/postgres-schema.ts'

const url = process.env['LEARNPATH_TEST_POSTGRES_URL'] ?? ''
const logger = createRecordingLogger()

function createProcess(schema: string) {
  const origin = randomBytes(6).toString('hex')
  const heard: ProgressEvent[] = []
  const bus = createPostgresEventBus({
    url,
    schema,
    origin,
    logger,
    local: createInProcessEventBus({ logger }),
    lookMs: 20,
  })
  bus.subscribe((event) => heard.push(event))
  return { bus, heard }
}

async function cutAllOff(): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'learnpath-events' and datname = current_database()",
  )
  await client.end()
}

describe.skipIf(url === '')('events of several processes by PostgreSQL (needs LEARNPATH_TEST_POSTGRES_URL)', () => {
  test('an event of one is heard by the others, once, also when all were cut off and are back', async () => {
    const { schema, drop } = await createPostgresSchema(url)
    const [one, other] = [createProcess(schema), createProcess(schema)]
    const deleted = (documentId: string): ProgressEvent => ({
      type: 'document-deleted',
      documentId,
      collectionId: 'col_1',
    })
    let count = 0
    const untilHeard = async (): Promise<void> => {
      const before = other.heard.length
      await expect
        .poll(
          () => {
            one.bus.publish(deleted(`doc_${(count += 1)}`))
            return other.heard.length
          },
          { timeout: 5000 },
        )
        .toBeGreaterThan(before)
    }
    await untilHeard()
    await cutAllOff()
    await untilHeard()
    expect(one.heard).toHaveLength(count)
    expect(new Set(other.heard.map((event) => JSON.stringify(event))).size).toBe(other.heard.length)
    await one.bus.close()
    await other.bus.close()
    await drop()
  })

  test('a change that nobody told of is found in the log', async () => {
    const { schema, drop } = await createPostgresSchema(url)
    const clock = createManualClock()
    const openFile = async (file: string) => await createSqliteRelationalStore({ file, clock, logger })
    const store = await createPostgresRelationalStore({ url, schema, clock, logger, openFile })
    const { bus, heard } = createProcess(schema)
    let sequence = 0
    await expect
      .poll(async () => {
        // Until the log has been seen for the first time.
        const documentId = `doc_${(sequence += 1)}`
        await store.db
          .insertInto('change_log')
          .values({ kind: 'document-deleted', document_id: documentId, at: 1 })
          .execute()
        return heard.length
      })
      .toBeGreaterThan(0)
    expect(heard[0]).toMatchObject({ type: 'document-deleted' })
    await bus.close()
    await store.close()
    await drop()
  })
})
