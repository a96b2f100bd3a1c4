import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { LearnPathError, ModelList } from '@learnpath/contracts'
import { afterEach, describe, expect, it } from 'vitest'
import { calibrationTexts } from './calibration-texts.ts'
import { CATALOGUE } from './catalogue/catalogue.ts'
import { checkManifest } from './parse-manifest.ts'
import { PROFILES, recommendProfile } from './profiles.ts'
import { createModelsFixture, manifestOf, TOKENIZER, WEIGHTS, type ModelsFixture } from './testing/models-fixture.ts'

const TEST_MODELS = resolve(process.env['LEARNPATH_TEST_MODELS'] ?? '../shared/models')

let open: ModelsFixture[] = []
afterEach(async () => {
  for (const fixture of open) await fixture.cleanUp()
  open = []
})

async function fixtureWith(options: Parameters<typeof createModelsFixture>[0] = {}): Promise<ModelsFixture> {
  const fixture = await createModelsFixture(options)
  open.push(fixture)
  return fixture
}

/** With the model "tiny" downloaded. */
async function pulledFixture(): Promise<ModelsFixture> {
  const fixture = await fixtureWith()
  fixture.describe(manifestOf())
  await fixture.pull()
  return fixture
}

describe('catalogue and profiles', () => {
  it('has only descriptions that are valid, each pinned to a commit, and profiles of them', () => {
    for (const manifest of CATALOGUE) {
      expect(checkManifest(manifest, manifest.id)).toEqual(manifest)
      expect(manifest.revision).toMatch(/^[0-9a-f]{40}$/u)
    }
    expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length)
    const taskOf = (id: string | null) => CATALOGUE.find((manifest) => manifest.id === id)?.task
    for (const { embedder, reranker } of PROFILES) {
      expect(taskOf(embedder)).toBe('embed')
      expect(reranker === null ? 'rerank' : taskOf(reranker)).toBe('rerank')
    }
  })

  it.each([
    [{ en: 120 }, 'balanced', 'en (120)'],
    [{ en: 120, de: 1 }, 'balanced', 'en (120)'],
    [{ en: 60, de: 40 }, 'multilingual', 'en (60), de (40)'],
    [{ de: 3 }, 'multilingual', 'de (3)'],
    [{ und: 5 }, 'multilingual', 'no documents whose language is known'],
    [{}, 'multilingual', 'no documents'],
  ])('recommends for the languages %j the profile %s', (languages, profile, told) => {
    const recommended = recommendProfile(languages)
    expect(recommended.profile).toBe(profile)
    expect(recommended.reason).toContain(told)
  })

  it('calibrates an English model on English texts alone, all of different length', () => {
    const english = calibrationTexts(['en'])
    const all = calibrationTexts(['multi'])
    expect(all.length).toBeGreaterThan(english.length)
    expect(calibrationTexts(['de'])).toEqual(all)
    const words = english.map((text) => text.split(/\s+/u).length)
    expect(Math.min(...words)).toBeLessThanOrEqual(5)
    expect(Math.max(...words)).toBeGreaterThan(90)
    expect(new Set(all).size).toBe(all.length)
  })
})

describe('descriptions of users', () => {
  it('are listed with the catalogue, and one of the same name goes before it', async () => {
    const fixture = await fixtureWith({ languages: { de: 4 } })
    fixture.describe(manifestOf())
    fixture.describe(manifestOf({ id: 'e5-base-v2', title: 'My mirror' }), 'mirror.json')
    const list = ModelList.parse(await fixture.models.list())
    expect(list.models).toHaveLength(CATALOGUE.length + 1)
    expect(list.models.find(({ manifest }) => manifest.id === 'e5-base-v2')).toMatchObject({
      manifest: { title: 'My mirror' },
      origin: 'user',
      installed: [],
    })
    expect(list).toMatchObject({ recommended: { profile: 'multilingual' }, folder: fixture.modelsFolder, invalid: [] })
  })

  it.each([
    ['{', 'not JSON'],
    [{ ...manifestOf(), dimensions: 'many' }, 'dimensions'],
    [{ ...manifestOf(), colour: 'red' }, 'colour'],
    [manifestOf({ dimensions: null }), 'dimensions: an embedder needs'],
    [manifestOf({ files: [{ path: '../etc/passwd', role: 'weights', sizeBytes: 1, sha256: null }] }), 'files.0.path'],
    [manifestOf({ files: manifestOf().files.slice(0, 1) }), 'role "tokenizer"'],
    [manifestOf({ id: 'catalogue' }), 'id: "catalogue" is taken'],
    [manifestOf({ repository: null }), 'repository'],
    [manifestOf({ runtime: 'remote' }), 'runtime: models of another service'],
  ])('that are wrong are named with the field, and harm nothing else', async (manifest, told) => {
    const fixture = await fixtureWith()
    fixture.describe(manifest, 'mine.json')
    const { models, invalid } = await fixture.models.list()
    expect(models).toHaveLength(CATALOGUE.length)
    expect(invalid).toEqual([{ file: expect.stringContaining('mine.json'), message: expect.stringContaining(told) }])
    await expect(fixture.models.pull('tiny')).rejects.toMatchObject({ code: 'LP_MODEL_MANIFEST_INVALID' })
    expect(await fixture.models.get('e5-base-v2')).toMatchObject({ installed: [] })
  })
})

describe('opening', () => {
  it('names the command when the model is not there, and the task when it is the wrong one', async () => {
    const fixture = await fixtureWith()
    await expect(fixture.models.embedder('e5-base-v2')).rejects.toMatchObject({
      code: 'LP_MODEL_NOT_INSTALLED',
      message: expect.stringContaining('learnpath models pull e5-base-v2'),
    })
    await expect(fixture.models.embedder('bge-reranker-base')).rejects.toMatchObject({ code: 'LP_MODEL_TASK_WRONG' })
    await expect(fixture.models.reranker('e5-base-v2')).rejects.toMatchObject({ code: 'LP_MODEL_TASK_WRONG' })
    await expect(fixture.models.embedder('nothing')).rejects.toMatchObject({ code: 'LP_MODEL_UNKNOWN' })
  })

  it('quantizes once at the first use, for all who wait, keeps the result and says so', async () => {
    const fixture = await pulledFixture()
    const embedder = await fixture.models.embedder('tiny')
    expect(embedder.description).toMatchObject({ key: `tiny@${'a'.repeat(40)}:int8`, dimensions: 8 })
    expect(fixture.quantizer.requests).toHaveLength(0)
    const release = fixture.quantizer.hold()
    const texts = { texts: ['abc'], instruction: 'query' } as const
    const other = await fixture.models.embedder('tiny', 'int8')
    const answers = Promise.all(
      Array.from({ length: 50 }, async (_, index) => await [embedder, other][index % 2]?.embed(texts)),
    )
    while (fixture.quantizer.requests.length === 0) await new Promise((done) => setTimeout(done, 5))
    release()
    expect((await answers).every((vectors) => vectors?.[0]?.[0] === 3)).toBe(true)
    expect(fixture.quantizer.requests).toHaveLength(1)
    expect(fixture.quantizer.requests[0]?.texts).toEqual(calibrationTexts(['en']))
    expect(fixture.logger.lines.map(({ message }) => message)).toContain(
      'a model is being quantized; the result is kept',
    )
    expect(fixture.stages()).toEqual(expect.arrayContaining(['quantize', 'ready']))

    const later = await fixture.models.embedder('tiny')
    await later.embed(texts)
    expect(fixture.quantizer.requests).toHaveLength(1)
    expect(await fixture.models.get('tiny')).toMatchObject({
      installed: [
        { precision: 'none', card: null },
        { precision: 'int8', card: { fidelity: { texts: 38 } } },
      ],
      loaded: true,
    })
  })

  it('uses the model as delivered when that is asked for', async () => {
    const fixture = await pulledFixture()
    const embedder = await fixture.models.embedder('tiny', 'none')
    await embedder.embed({ texts: ['a'], instruction: 'none' })
    expect(fixture.quantizer.requests).toHaveLength(0)
    expect(fixture.engine.used[0]).toMatchObject({ precision: 'none' })
  })

  it('does not spend minutes again on what failed for good, until it is asked for', async () => {
    const fixture = await pulledFixture()
    fixture.quantizer.failWith(new LearnPathError('LP_MODEL_FIDELITY_MISSED'))
    const embedder = await fixture.models.embedder('tiny')
    const texts = { texts: ['a'], instruction: 'none' } as const
    await expect(embedder.embed(texts)).rejects.toMatchObject({ code: 'LP_MODEL_FIDELITY_MISSED' })
    await expect(embedder.embed(texts)).rejects.toMatchObject({ code: 'LP_MODEL_FIDELITY_MISSED' })
    expect(fixture.quantizer.requests).toHaveLength(1)
    fixture.quantizer.failWith(null)
    expect(await fixture.ended(await fixture.models.quantize('tiny', 'int8'))).toMatchObject({ state: 'done' })
    expect(await embedder.embed(texts)).toHaveLength(1)
  })
})

describe('looking after models', () => {
  it('quantizes as a job, and replaces a form that is loaded', async () => {
    const fixture = await pulledFixture()
    expect(await fixture.ended(await fixture.models.quantize('tiny', 'int4'))).toMatchObject({
      kind: 'quantize-model',
      state: 'done',
    })
    expect(fixture.engine.unloaded).toEqual([])
    await fixture.ended(await fixture.models.quantize('tiny', 'int4'))
    expect(fixture.engine.unloaded).toEqual(['tiny'])
    await expect(fixture.models.quantize('e5-base-v2', 'int8')).rejects.toMatchObject({
      code: 'LP_MODEL_NOT_INSTALLED',
    })
  })

  it('verifies files against their record and the fidelity against the card', async () => {
    const fixture = await pulledFixture()
    await fixture.ended(await fixture.models.quantize('tiny', 'int8'))
    expect(await fixture.models.verify('tiny', {})).toMatchObject({
      ok: true,
      files: [
        { path: 'onnx/model.onnx', ok: true, detail: 'as recorded' },
        { path: 'tokenizer.json', ok: true },
        { path: 'int8', ok: true },
      ],
      fidelity: [{ precision: 'int8', ok: true, recorded: { cosineMean: 0.9995 } }],
    })
    fixture.quantizer.fidelity(0.97)
    expect(await fixture.models.verify('tiny', { precision: 'int8' })).toMatchObject({
      ok: false,
      fidelity: [{ ok: false }],
    })
    const installed = await fixture.modelStore.find('tiny')
    const place = { modelId: 'tiny', version: installed?.version ?? '' }
    writeFileSync(
      join(fixture.modelStore.sourceFolder(place), 'onnx/model.onnx'),
      WEIGHTS.map((byte) => byte ^ 1),
    )
    const verification = await fixture.models.verify('tiny', {})
    expect(verification).toMatchObject({ ok: false, fidelity: [] })
    expect(verification.files[0]?.detail).toContain('SHA-256')
  })

  it('measures every form that is there', async () => {
    const fixture = await pulledFixture()
    await fixture.ended(await fixture.models.quantize('tiny', 'int8'))
    const { machine, runs } = await fixture.models.bench('tiny')
    expect(machine).toBe('a test')
    expect(runs.map(({ precision }) => precision)).toEqual(['none', 'int8'])
  })

  it('removes one form, the weights as delivered alone, or everything, but nothing that serves', async () => {
    const fixture = await pulledFixture()
    const { models } = fixture
    await fixture.ended(await models.quantize('tiny', 'int8'))
    fixture.used.add('tiny')
    await expect(models.remove('tiny', {})).rejects.toMatchObject({ code: 'LP_MODEL_IN_USE' })
    fixture.used.delete('tiny')
    await expect(models.remove('tiny', { precision: 'fp16' })).rejects.toMatchObject({ code: 'LP_MODEL_NOT_INSTALLED' })

    await models.remove('tiny', { precision: 'none' })
    expect(await models.get('tiny')).toMatchObject({ installed: [{ precision: 'int8' }] })
    const embedder = await models.embedder('tiny')
    expect(await embedder.embed({ texts: ['a'], instruction: 'none' })).toHaveLength(1)
    await expect(models.embedder('tiny', 'none')).rejects.toMatchObject({ code: 'LP_MODEL_NOT_INSTALLED' })
    expect(await models.verify('tiny', {})).toMatchObject({ ok: true, fidelity: [] })
    expect(await fixture.pull()).toMatchObject({ state: 'done' })
    expect((await models.get('tiny')).installed.map(({ precision }) => precision)).toEqual(['none', 'int8'])

    await models.remove('tiny', { precision: 'int8' })
    expect((await models.get('tiny')).installed.map(({ precision }) => precision)).toEqual(['none'])
    await models.remove('tiny', {})
    expect((await models.get('tiny')).installed).toEqual([])
    expect(existsSync(join(fixture.modelsFolder, 'tiny'))).toBe(false)
  })
})

it('deletes at the start what a quantization of the day before left half made, and nothing younger', async () => {
  const first = await pulledFixture()
  const { version = '' } = (await first.modelStore.find('tiny')) ?? {}
  const half = (name: string) => join(first.modelsFolder, 'tiny', version, name)
  mkdirSync(half('int8.making-1'))
  mkdirSync(half('int8.making-2'))
  const twoDaysAgo = Date.now() / 1000 - 2 * 86_400
  utimesSync(half('int8.making-1'), twoDaysAgo, twoDaysAgo)
  await first.models.start()
  expect(existsSync(half('int8.making-1'))).toBe(false)
  expect(existsSync(half('int8.making-2'))).toBe(true)
  expect((await first.models.get('tiny')).installed).toHaveLength(1)
})

describe('import', () => {
  function folderWith(files: Record<string, string | Uint8Array>): string {
    const folder = mkdtempSync(join(tmpdir(), 'learnpath-import-'))
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(join(folder, path, '..'), { recursive: true })
      writeFileSync(join(folder, path), content)
    }
    return folder
  }

  it('takes a folder with a description as the description says', async () => {
    const fixture = await fixtureWith()
    const folder = folderWith({
      'learnpath-model.json': JSON.stringify(manifestOf()),
      'onnx/model.onnx': WEIGHTS,
      'tokenizer.json': TOKENIZER,
    })
    expect(await fixture.models.importFolder(folder, {})).toMatchObject({
      manifest: { id: 'tiny' },
      origin: 'user',
      installed: [{ precision: 'none' }],
    })
    rmSync(folder, { recursive: true })
    expect(await fixture.models.verify('tiny', {})).toMatchObject({ ok: true })
  })

  it('refuses files that are not those of the model it is said to be', async () => {
    const fixture = await fixtureWith()
    fixture.describe(manifestOf())
    const folder = folderWith({ 'model.onnx': WEIGHTS.map((byte) => byte ^ 1), 'tokenizer.json': TOKENIZER })
    await expect(fixture.models.importFolder(folder, { id: 'tiny' })).rejects.toMatchObject({
      code: 'LP_MODEL_FILES_WRONG',
      message: expect.stringContaining('model.onnx'),
    })
    expect(await fixture.modelStore.find('tiny')).toBeNull()
    writeFileSync(join(folder, 'model.onnx'), WEIGHTS)
    // Flat, as some programs store what they downloaded.
    expect(await fixture.models.importFolder(folder, { id: 'tiny' })).toMatchObject({ manifest: { id: 'tiny' } })
  })

  it('says what is missing', async () => {
    const fixture = await fixtureWith()
    await expect(fixture.models.importFolder('/nowhere/at/all', {})).rejects.toMatchObject({
      code: 'LP_PATH_UNREADABLE',
    })
    await expect(fixture.models.importFolder(folderWith({}), {})).rejects.toMatchObject({
      code: 'LP_MODEL_FILES_WRONG',
      message: expect.stringContaining('config.json'),
    })
    const noGraph = folderWith({ 'config.json': '{"hidden_size":8}', 'tokenizer.json': TOKENIZER })
    await expect(fixture.models.importFolder(noGraph, {})).rejects.toMatchObject({
      message: expect.stringContaining('neither an ONNX graph'),
    })
  })

  it('reads pooling, prompts, length, languages and licence of a sentence-transformers folder', async () => {
    const fixture = await fixtureWith()
    const folder = folderWith({
      'README.md': '---\nlicense: apache-2.0\nlanguage:\n- de\n- en\n---\n# A model\n',
      'config.json': '{"hidden_size":16,"vocab_size":30000,"architectures":["BertModel"]}',
      'tokenizer.json': TOKENIZER,
      'sentence_bert_config.json': '{"max_seq_length":384}',
      '1_Pooling/config.json': '{"pooling_mode_cls_token":true,"pooling_mode_mean_tokens":false}',
      'config_sentence_transformers.json': '{"prompts":{"query":"search_query: ","document":"search_document: "}}',
      'onnx/model.onnx': WEIGHTS,
      'onnx/model.onnx_data': WEIGHTS.subarray(0, 1000),
      'onnx/model_quantized.onnx': WEIGHTS.subarray(0, 2000),
    })
    const { manifest } = await fixture.models.importFolder(folder, { id: 'mine' })
    expect(manifest).toMatchObject({
      id: 'mine',
      license: 'Apache-2.0',
      languages: ['de', 'en'],
      dimensions: 16,
      pooling: 'cls',
      maximumTokens: 384,
      instructions: { query: 'search_query: ', passage: 'search_document: ' },
    })
    expect(manifest.recommendedUse).toContain('of 2 graphs onnx/model.onnx is meant')
    expect(manifest.files.map(({ path, role }) => [path, role])).toEqual([
      ['onnx/model.onnx', 'weights'],
      ['onnx/model.onnx_data', 'weights-data'],
      ['tokenizer.json', 'tokenizer'],
      ['config.json', 'config'],
    ])
  })

  it('takes other weights of the same name for another revision, and not while the first serve', async () => {
    const fixture = await fixtureWith()
    const folder = folderWith({
      'config.json': '{"hidden_size":8}',
      'tokenizer.json': TOKENIZER,
      'model.onnx': WEIGHTS,
    })
    const first = await fixture.models.importFolder(folder, { id: 'mine' })
    writeFileSync(join(folder, 'model.onnx'), WEIGHTS.subarray(0, 5000))
    fixture.used.add('mine')
    await expect(fixture.models.importFolder(folder, { id: 'mine' })).rejects.toMatchObject({ code: 'LP_MODEL_IN_USE' })
    fixture.used.clear()
    const second = await fixture.models.importFolder(folder, { id: 'mine' })
    expect(second.manifest.revision).not.toBe(first.manifest.revision)
  })

  describe.skipIf(!existsSync(TEST_MODELS))('of real models (needs LEARNPATH_TEST_MODELS)', () => {
    it.each([
      ['potion-base-2M-int8', { runtime: 'static', task: 'embed', dimensions: 64, maximumTokens: 512 }],
      ['potion-base-2M-onnx', { runtime: 'onnx', task: 'embed', dimensions: 64, maximumTokens: 8192, pooling: 'mean' }],
      ['potion-maxsim-reranker', { runtime: 'onnx', task: 'rerank', dimensions: null, pooling: 'none' }],
      ['m2v-bge-vq128x64', { runtime: 'static', task: 'embed', dimensions: 64, license: 'MIT' }],
    ])('%s', async (name, expected) => {
      const fixture = await fixtureWith()
      const { manifest } = await fixture.models.importFolder(join(TEST_MODELS, name), {})
      expect(manifest).toMatchObject({ id: name.toLowerCase(), ...expected })
      expect(await fixture.models.verify(manifest.id, {})).toMatchObject({ ok: true })
      const opened = await (manifest.task === 'embed'
        ? fixture.models.embedder(manifest.id, 'none')
        : fixture.models.reranker(manifest.id, 'none'))
      expect(opened.description.modelId).toBe(manifest.id)
    })

    it('works from a copy of the models folder elsewhere, as in an image', async () => {
      const fixture = await fixtureWith()
      await fixture.models.importFolder(join(TEST_MODELS, 'm2v-bge-vq128x64'), { id: 'small' })
      const other = mkdtempSync(join(tmpdir(), 'learnpath-models-'))
      cpSync(fixture.modelsFolder, join(other, 'models'), { recursive: true })
      const second = await fixtureWith({ folder: other })
      expect(await second.models.verify('small', {})).toMatchObject({ ok: true })
    })
  })
})
