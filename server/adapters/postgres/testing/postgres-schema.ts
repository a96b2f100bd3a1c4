import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** A schema of its own, or the one of this name, so that tests do not meet. */
export async function createPostgresSchema(
  url: string,
  name = randomBytes(8).toString('hex'),
): Promise<{ readonly schema: string; drop(): Promise<void> }> {
  const schema = `test_${name}`
  await run(url, `create schema if not exists ${schema}`)
  return { schema, drop: async () => await run(url, `drop schema ${schema} cascade`) }
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
