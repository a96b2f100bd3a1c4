import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openForeignFolder } from '../../adapters/filesystem/foreign-folder.ts'
import { createLocalInferenceEngine } from '../../adapters/inference/inference-engine.ts'
import { createSystemClock } from '../../adapters/system/system-clock.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createRecordingMetrics } from '../../ports/metrics.double.ts'
import { inferManifest } from '../models/infer-manifest.ts'
import { createGraphFixture } from './testing/graph-fixture.ts'

const MODEL = join(resolve(process.env['LEARNPATH_TEST_MODELS'] ?? '../shared/models'), 'potion-base-2M-int8')

test.skipIf(!existsSync(MODEL))(
  'twenty documents at once load the embedder once (needs LEARNPATH_TEST_MODELS)',
  async () => {
    const metrics = createRecordingMetrics()
    const engine = createLocalInferenceEngine({
      idleMs: Number.POSITIVE_INFINITY,
      logger: createRecordingLogger(),
      metrics,
      clock: createSystemClock(),
    })
    const { manifest } = await inferManifest(await openForeignFolder(MODEL), { id: 'potion', revision: 'folder' })
    const graph = await createGraphFixture()
    onTestFinished(async () => {
      await graph.stop()
      await engine.close()
      await graph.cleanUp()
    })
    graph.embedder = engine.embedder({ manifest, precision: 'none', folder: MODEL, sourceFolder: MODEL })
    await graph.engine.start()
    await graph.start()
    const texts = Array.from({ length: 20 }, (_, at) => `Golgi Apparatus and Ribosome in Cell ${'AB'.repeat(at + 1)}.`)
    await Promise.all(texts.map(async (text, at) => await graph.publish(`part-${at}.md`, text)))
    await graph.engine.settled()
    expect(await graph.engine.status()).toMatchObject({ current: true, embedder: 'potion' })
    expect(metrics.records.filter(({ name }) => name === 'modelLoaded')).toHaveLength(1)
  },
)
