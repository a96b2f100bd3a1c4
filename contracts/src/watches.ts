import { z } from 'zod'
import { MachinePath } from './machine-path.ts'

/** A folder on the server's machine that is kept in sync with a collection. */
export const Watch = z
  .object({
    id: z.string(),
    folder: z.string().describe('Absolute path on the machine of the server.'),
    collection: z.string(),
    ignore: z.array(z.string()).describe('Patterns in the syntax of .gitignore.'),
    state: z.enum(['scanning', 'watching', 'unreachable']),
    lastScanAt: z.iso.datetime().nullable(),
    message: z.string().nullable(),
  })
  .register(z.globalRegistry, { id: 'Watch' })
export type Watch = z.infer<typeof Watch>

export const CreateWatchRequest = z
  .strictObject({
    folder: MachinePath,
    collection: z.string().optional().describe('Default: the name of the folder.'),
    ignore: z.array(z.string().min(1).max(500)).max(200).default([]),
  })
  .register(z.globalRegistry, { id: 'CreateWatchRequest' })
export type CreateWatchRequest = z.infer<typeof CreateWatchRequest>
export type CreateWatchRequestInput = z.input<typeof CreateWatchRequest>

export const WatchList = z.object({ watches: z.array(Watch) }).register(z.globalRegistry, { id: 'WatchList' })
export type WatchList = z.infer<typeof WatchList>
