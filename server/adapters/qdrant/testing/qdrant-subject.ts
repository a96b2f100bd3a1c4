import { randomUUID } from 'node:crypto'
import { createSoleLeadership } from '../../system/sole-leadership.ts'
import type { Leadership } from '../../../ports/leadership.ts'
import { createSystemClock } from '../../system/system-clock.ts'
import { createRecordingMetrics } from '../../../ports/metrics.double.ts'
import { createCollections } from '../collections.ts'
import { createQdrantConnection, type QdrantConnection } from '../qdrant-connection.ts'
import type { QdrantLayout, Quantization } from '../qdrant-options.ts'
import { type ImitatedQdrant, type ImitatedQdrantOptions, startImitatedQdrant } from './imitated-qdrant.ts'

/** A server to test with: the imitation, or a real one that LEARNPATH_TEST_QDRANT_URL names. */
export interface QdrantSubject {
  readonly connection: QdrantConnection
  readonly layout: QdrantLayout
  readonly exclusively: Leadership['exclusively']
  /** Null with a real server. */
  readonly imitation: ImitatedQdrant | null
  cleanUp(): Promise<void>
}

export async function openQdrantSubject(
  options: ImitatedQdrantOptions & { readonly realUrl?: string; readonly quantization?: Quantization } = {},
): Promise<QdrantSubject> {
  const imitation = options.realUrl === undefined ? await startImitatedQdrant(options) : null
  const connection = createQdrantConnection({
    url: imitation?.url ?? options.realUrl ?? '',
    key: options.key ?? null,
    timeoutMs: 5_000,
    retryDelayMs: 5,
    clock: createSystemClock(),
    metrics: createRecordingMetrics(),
  })
  const prefix = `test-${randomUUID().slice(0, 8)}`
  const layout = { prefix, quantization: options.quantization ?? 'none', shards: 1, replicas: 1, writeConsistency: 1 }
  return {
    connection,
    layout,
    exclusively: createSoleLeadership('test').exclusively,
    imitation,
    async cleanUp() {
      const collections = createCollections(connection)
      for (const name of await collections.list(prefix)) await collections.drop(name)
      await connection.close()
      await imitation?.close()
    },
  }
}
