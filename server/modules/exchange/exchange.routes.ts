import { ENDPOINTS, ImportFields, LearnPathError, type ImportResult } from '@learnpath/contracts'
import { download } from '../../http/download.ts'
import type { Edge } from '../../http/edge.ts'
import { readUploadOf } from '../../http/read-upload.ts'
import type { ExchangeApi } from './exchange-api.ts'

/** Largest file of cards; it is held in memory. */
const MAX_IMPORT_BYTES = 256 * 1024 * 1024

/** Exports as downloads, and imports as uploads. */
export function mountExchangeRoutes(edge: Edge, { exchange }: { readonly exchange: ExchangeApi }): void {
  edge.handle(ENDPOINTS.exportLearning, async ({ query }) => download(await exchange.export(query)))
  edge.handle(ENDPOINTS.exportPlan, async ({ params, query }) => download(await exchange.exportPlan(params.id, query)))
  edge.handle(ENDPOINTS.importLearning, async ({ request, incoming }) => {
    const results = await readUploadOf(ImportFields, { request, incoming }, async ({ name, fields, bytes }) => {
      const file = { name: fields.path ?? name, bytes: await collected(bytes) }
      return await exchange.import(file, { deck: fields.deck, settings: fields.settings === 'true' })
    })
    return summed(results)
  })
}

async function collected(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of bytes) {
    size += piece.byteLength
    if (size > MAX_IMPORT_BYTES) {
      throw new LearnPathError('LP_IMPORT_UNSUPPORTED', {
        detail: `it has more than ${MAX_IMPORT_BYTES} bytes; export it from Anki without media`,
      })
    }
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** Several files give one answer. */
const summed = (results: readonly ImportResult[]): ImportResult => {
  const sum = (count: (result: ImportResult) => number): number =>
    results.reduce((total, result) => total + count(result), 0)
  return {
    decks: [...new Set(results.flatMap(({ decks }) => decks))],
    cardsAdded: sum(({ cardsAdded }) => cardsAdded),
    cardsUpdated: sum(({ cardsUpdated }) => cardsUpdated),
    cardsUnchanged: sum(({ cardsUnchanged }) => cardsUnchanged),
    reviewsAdded: sum(({ reviewsAdded }) => reviewsAdded),
    refused: results.flatMap(({ refused }) => refused),
  }
}
