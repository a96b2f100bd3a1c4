import { z } from 'zod'
import { endpoint, type Endpoint } from './endpoint.ts'
import { CreateWatchRequest, Watch, WatchList } from './watches.ts'

const RemoveWatchQuery = z.strictObject({ deleteDocuments: z.enum(['true', 'false']).default('false') })

/** Addresses of watched folders. */
export const WATCH_ENDPOINTS = {
  listWatches: endpoint({
    method: 'GET',
    path: '/watches',
    tag: 'Watched folders',
    status: 200,
    errors: [],
    summary: 'Folders that are kept in sync',
    answer: WatchList,
  }),
  createWatch: endpoint({
    method: 'POST',
    path: '/watches',
    tag: 'Watched folders',
    status: 201,
    errors: ['LP_PATH_UNREADABLE', 'LP_WATCH_OVERLAP'],
    summary: "Keep a folder on the server's machine in sync with a collection",
    body: CreateWatchRequest,
    answer: Watch,
  }),
  removeWatch: endpoint({
    method: 'DELETE',
    path: '/watches/{id}',
    tag: 'Watched folders',
    status: 204,
    errors: ['LP_WATCH_NOT_FOUND'],
    summary: 'End the sync; the documents stay unless deleteDocuments=true',
    query: RemoveWatchQuery,
    answer: 'nothing',
    unbounded: true,
  }),
} as const satisfies Record<string, Endpoint>
