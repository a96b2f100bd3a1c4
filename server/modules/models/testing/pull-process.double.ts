import { createHuggingFaceHub } from '../../../adapters/hub/huggingface-hub.ts'
import { createModelsFixture } from './models-fixture.ts'

/** Process to be killed, or to run on a small disk: pulls "tiny", or goes on with what an earlier one began, and prints the job. */
const [folder = '', endpoint = ''] = process.argv.slice(2)
const hub = createHuggingFaceHub({
  endpoint,
  token: null,
  proxy: { http: null, https: null, except: null },
  timeoutMs: 5000,
  userAgent: 'test',
})
const { models, jobQueue, ended, cleanUp } = await createModelsFixture({ folder, hub })
const [begun] = await jobQueue.list({ limit: 1 })
const job = await ended(begun ?? (await models.pull('tiny')))
process.stdout.write(JSON.stringify({ ...job, resumed: begun !== undefined }))
await cleanUp({ keep: true })
process.exit(0)
