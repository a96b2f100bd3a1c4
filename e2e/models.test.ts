// Models with the built product and without a server: what happens while an image is built, and afterwards without a network.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256Of, startHubServer, type HubServer } from '../server/modules/models/testing/hub-server.ts'
import { runCommand } from './run-command.ts'

const SOURCE = resolve(process.env['LEARNPATH_TEST_MODELS'] ?? '../shared/models', 'm2v-bge-vq128x64')
const FILES = ['model.safetensors', 'tokenizer.json', 'config.json'] as const

describe.skipIf(!existsSync(SOURCE))('models from a hub (needs LEARNPATH_TEST_MODELS)', () => {
  let home = ''
  let hub: HubServer
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'learnpath-models-'))
    hub = await startHubServer()
    const weights = await readFile(join(SOURCE, 'model.safetensors'))
    for (const file of FILES) hub.put(file, await readFile(join(SOURCE, file)))
    const [model, tokenizer, config] = FILES
    const manifest = {
      id: 'small',
      title: 'Small',
      repository: 'someone/small',
      revision: 'main',
      license: 'MIT',
      task: 'embed',
      runtime: 'static',
      dimensions: 64,
      pooling: 'mean',
      normalize: true,
      instructions: { query: '', passage: '' },
      maximumTokens: 512,
      languages: ['en'],
      parameters: null,
      recommendedUse: 'Tests.',
      files: [
        { path: model, role: 'weights', sizeBytes: weights.byteLength, sha256: sha256Of(weights) },
        { path: tokenizer, role: 'tokenizer', sizeBytes: null, sha256: null },
        { path: config, role: 'config', sizeBytes: null, sha256: null },
      ],
    }
    await mkdir(join(home, 'models', 'catalogue'), { recursive: true })
    await writeFile(join(home, 'models', 'catalogue', 'small.json'), JSON.stringify(manifest))
  })
  afterEach(async () => {
    await hub.close()
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  })
  const learnpath = async (...args: string[]) =>
    await runCommand(args, {
      environment: { LEARNPATH_HOME: home, HF_ENDPOINT: hub.url, NO_PROXY: '127.0.0.1,localhost' },
    })

  it(
    'are pulled by a command alone, verified, and found by meaning with the hub gone',
    { timeout: 60_000 },
    async () => {
      expect(await learnpath('models', 'pull', 'small')).toMatchObject({
        exitCode: 0,
        output: expect.stringContaining('small is here'),
      })
      await hub.close()
      expect(await learnpath('models', 'verify', 'small')).toMatchObject({ exitCode: 0 })
      await writeFile(
        join(home, 'note.md'),
        '# Photosynthesis\n\nPlants make sugar from light, water and carbon dioxide.\n',
      )
      expect(await learnpath('add', join(home, 'note.md'))).toMatchObject({ exitCode: 0 })
      expect(await learnpath('models', 'use', 'small', '--precision', 'none')).toMatchObject({
        exitCode: 0,
        output: expect.stringContaining('small serves: 1 passages can be found by meaning.'),
      })
      expect(await learnpath('models', 'remove', 'small')).toMatchObject({
        exitCode: 1,
        errors: expect.stringContaining('LP_MODEL_IN_USE'),
      })
    },
  )

  it('that are not here are named with the command, and search goes on by keywords', { timeout: 60_000 }, async () => {
    await hub.close()
    const used = await learnpath('models', 'use', 'small')
    expect(used).toMatchObject({ exitCode: 1, errors: expect.stringContaining('learnpath models pull small') })
    const pulled = await learnpath('models', 'pull', 'small')
    expect(pulled).toMatchObject({ exitCode: 1, errors: expect.stringContaining(`${hub.url}: connect ECONNREFUSED`) })
    expect(pulled.errors).toContain('[LP_HUB_UNREACHABLE]')
    expect(await learnpath('search', 'anything')).toMatchObject({ exitCode: 0 })
  })
})
