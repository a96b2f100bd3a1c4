import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import type { Person } from './served-people.double.ts'

/** A program that speaks the Model Context Protocol to the server at `url`, as that person. */
export async function connectAgent(url: string, { headers }: Person): Promise<Client> {
  const client = new Client({ name: 'agent', version: '1' })
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } }))
  return client
}
