import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** With the tables of the program in it, so that a test need not wait for all migrations. */
const TEMPLATE = 'learnpath_tables'
/** Any number that nothing else takes a lock of. */
const LOCK = 4_207_315_550

async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const beside = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href

/** @returns the address of a new database beside the one named: for programs, which use the schema `public` */
export async function createPostgresDatabase(url: string): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`
  await connected(url, async (client) => await client.query(`create database ${name}`))
  return beside(url, name)
}

/**
 * The database of this name beside the one named, made anew with all tables when there is none.
 * @param migrate makes the tables of a database without any, and lets go of it
 */
export async function openPostgresDatabase(
  url: string,
  name: string,
  migrate: (url: string) => Promise<void>,
): Promise<string> {
  await connected(url, async (client) => {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    const { rows } = await client.query<{ datname: string }>('select datname from pg_database')
    const there = new Set(rows.map(({ datname }) => datname))
    if (there.has(name)) return
    if (!there.has(TEMPLATE)) {
      // Under another name until it is whole.
      await client.query(`create database ${TEMPLATE}_begun`)
      await migrate(beside(url, `${TEMPLATE}_begun`))
      await client.query(`alter database ${TEMPLATE}_begun rename to ${TEMPLATE}`)
    }
    await client.query(`create database ${name} template ${TEMPLATE}`)
  })
  return beside(url, name)
}
