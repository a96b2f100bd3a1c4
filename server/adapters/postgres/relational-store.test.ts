import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { createManualClock } from '../../ports/clock.double.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { relationalStoreContract } from '../../ports/relational-store.contract.ts'
import { createSqliteRelationalStore } from '../sqlite/relational-store.ts'
import { createPostgresRelationalStore } from './relational-store.ts'
import { createPostgresSchema } from './testing/postgres-schema.ts'

const url = process.env['LEARNPATH_TEST_POSTGRES_URL'] ?? ''
const surroundings = { clock: createManualClock(), logger: createRecordingLogger() }

describe.skipIf(url === '')('PostgreSQL (needs LEARNPATH_TEST_POSTGRES_URL)', () => {
  relationalStoreContract('postgres', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'learnpath-store-'))
    const { schema, drop } = await createPostgresSchema(url)
    const openBackup = async (file: string) => await createSqliteRelationalStore({ file, ...surroundings })
    const store = await createPostgresRelationalStore({ url, schema, ...surroundings, openFile: openBackup })
    let files = 0
    return {
      store,
      newFile: () => join(folder, `new-${(files += 1)}.db`),
      openBackup,
      async cleanUp() {
        await store.close()
        await drop()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  })
})
