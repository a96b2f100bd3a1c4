import type { LearnPathClient } from '@learnpath/contracts'
import { startProduct } from '../tools/product-process.ts'
import { startServices } from '../tools/product-services.ts'
import { newDatabase, SERVER } from './test-database.ts'

/** A LearnPath that answers, in however many processes. */
export interface RunningLearnPath {
  readonly url: string
  readonly client: LearnPathClient
  stop(signal?: NodeJS.Signals): Promise<unknown>
}

/** Whether tests of what clients do run against five processes on PostgreSQL, instead of one with a file. */
const isSplit = SERVER !== '' && (process.env['LEARNPATH_TEST_SERVICES'] ?? '') === 'five'
const stores = new Map<string, string>()

/** @param home its library is there again when it is started anew */
export async function startLearnPath({ home }: { readonly home: string }): Promise<RunningLearnPath> {
  if (!isSplit) return await startProduct({ home })
  const storeUrl = stores.get(home) ?? (await newDatabase())
  stores.set(home, storeUrl)
  return await startServices({ home, storeUrl })
}
