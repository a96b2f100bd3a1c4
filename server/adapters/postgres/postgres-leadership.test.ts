import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import type { Leadership, LedWork } from '../../ports/leadership.ts'
import { leadershipContract } from '../../ports/leadership.contract.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createPostgresLeadership } from './postgres-leadership.ts'

const url = process.env['LEARNPATH_TEST_POSTGRES_URL'] ?? ''
/** Leaderships are of a database and a schema, which need not be there. */
const schema = `test_${randomBytes(6).toString('hex')}`
const opened: Leadership[] = []

function createProcess(): Leadership {
  const processId = `run_${randomBytes(6).toString('hex')}`
  const leadership = createPostgresLeadership({
    url,
    schema,
    processId,
    logger: createRecordingLogger(),
    intervalMs: 20,
  })
  opened.push(leadership)
  return leadership
}

/** Work that notes who does it. */
function createWork() {
  const doing = new Set<string>()
  const begun: string[] = []
  return {
    doing,
    begun,
    workOf: ({ processId }: Leadership, name = 'following'): LedWork => ({
      name,
      async start() {
        begun.push(processId)
        await Promise.resolve(doing.add(processId))
      },
      stop: async () => void (await Promise.resolve(doing.delete(processId))),
    }),
  }
}

/** As when the network ends between the process and the database. */
async function cutOff({ processId }: Leadership): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name like $1', [
    `% ${processId}`,
  ])
  await client.end()
}

describe.skipIf(url === '')('who leads, by PostgreSQL (needs LEARNPATH_TEST_POSTGRES_URL)', () => {
  afterAll(async () => {
    for (const leadership of opened) await leadership.close()
  })
  leadershipContract('postgres', createProcess)

  test('one of several does it, and another one takes over when he ends', async () => {
    const [one, other] = [createProcess(), createProcess()]
    const { doing, workOf } = createWork()
    await one.lead(workOf(one))
    await other.lead(workOf(other))
    expect([...doing]).toEqual([one.processId])
    expect(await other.living()).toEqual(await one.living())
    await one.close()
    doing.delete(one.processId)
    await expect.poll(() => [...doing]).toEqual([other.processId])
    expect(await other.living()).not.toContain(one.processId)
  })

  test('who loses the connection stops, and exactly one goes on', async () => {
    const [one, other] = [createProcess(), createProcess()]
    const { doing, begun, workOf } = createWork()
    await one.lead(workOf(one, 'cut'))
    await other.lead(workOf(other, 'cut'))
    for (let round = 0; round < 5; round += 1) {
      const leader = doing.has(one.processId) ? one : other
      await cutOff(leader)
      await expect.poll(() => begun.length).toBe(round + 2)
      // The server gives the lock free before the one that had it hears of it.
      await expect.poll(() => [...doing]).toEqual(begun.slice(-1))
    }
  })

  test('what fails to begin is left to another process', async () => {
    const [one, other] = [createProcess(), createProcess()]
    const { doing, workOf } = createWork()
    await one.lead({ ...workOf(one, 'hard'), start: async () => await Promise.reject(new RangeError('cannot')) })
    await other.lead(workOf(other, 'hard'))
    await expect.poll(() => [...doing]).toEqual([other.processId])
  })

  test('two processes never do at once what is done exclusively', async () => {
    let running = 0
    let most = 0
    const action = async (): Promise<void> => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => {
        setTimeout(resolve, 5)
      })
      running -= 1
    }
    const processes = [createProcess(), createProcess(), createProcess()]
    await Promise.all(
      processes.flatMap((each) => [1, 2].map(async () => await each.exclusively('put together', action))),
    )
    expect(most).toBe(1)
  })
})
