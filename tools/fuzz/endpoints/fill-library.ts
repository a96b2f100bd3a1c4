import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ENDPOINTS, type Endpoint, type LearnPathClient } from '@learnpath/contracts'
import { settled } from '../../product-process.ts'
import type { KnownValues } from './known-values.ts'

/** Makes one of everything in a fresh library, and learns its ids. `sandbox` is where folders to be watched may lie. */
export async function fillLibrary(client: LearnPathClient, sandbox: string, known: KnownValues): Promise<void> {
  await mkdir(join(sandbox, 'watched'), { recursive: true })
  await writeFile(join(sandbox, 'watched', 'note.md'), '# Note\n\nCaches keep answers close.\n')
  known.learn(await client.call('addSampleLibrary', {}))
  await settled(client)
  known.learn(await client.call('createWatch', { body: { folder: join(sandbox, 'watched') } }))
  const collection = 'samples'
  known.learn(await client.call('createPlan', { body: { collection, goal: 'caching' } }))
  known.learn(await client.call('createQuiz', { body: { collection, count: 5 } }))
  known.learn(await client.call('createConversation', { body: { title: 'fuzz' } }))
  known.learn(await client.call('createLabelSet', { body: { name: 'fuzz' } }))
  await learnLists(client, known)
}

/** Everything that can be listed without further ado. */
async function learnLists(client: LearnPathClient, known: KnownValues): Promise<void> {
  const lists = Object.entries<Endpoint>(ENDPOINTS).filter(
    ([, { method, path, answer, events }]) =>
      method === 'GET' && !path.includes('{') && typeof answer !== 'string' && events === undefined,
  )
  for (const [name] of lists) {
    const answer = await client.call(name as 'listCollections', {}).catch(() => null) // Some demand a query.
    known.learn(answer)
  }
}
