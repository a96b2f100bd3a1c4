import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** @returns the address of a new database beside the one named: for programs, which use the schema `public` */
export async function createPostgresDatabase(url: string): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`create database ${name}`)
  } finally {
    await client.end()
  }
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
