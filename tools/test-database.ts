import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** Empty: tests that need a PostgreSQL server are skipped. */
export const SERVER = process.env['LEARNPATH_TEST_POSTGRES_URL'] ?? ''

/** @returns address of a database of its own */
export async function newDatabase(server = SERVER): Promise<string> {
  const name = `e2e_${randomBytes(6).toString('hex')}`
  await queryDatabase(server, `create database ${name}`)
  return Object.assign(new URL(server), { pathname: `/${name}` }).href
}

export async function queryDatabase<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}
