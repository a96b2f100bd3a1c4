import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { HAS_SMALL_MODELS, SMALL_MODELS } from './testing/small-models.ts'
import { loadTokenizer } from './tokenizer.ts'

const tokenizer = (name: string) => loadTokenizer(join(SMALL_MODELS, 'tokenizers', name))

// Expected numbers are those of Hugging Face's tokenizers 0.23 (Rust).
describe.skipIf(!HAS_SMALL_MODELS)('tokenizers of models (needs LEARNPATH_TEST_MODELS)', () => {
  test('WordPiece: accents, Greek sigmas, Chinese characters, quotes, unknown words', async () => {
    const bert = await tokenizer('all-MiniLM-L6-v2')
    expect(bert.encode('Κόσμος ΣΊΣΥΦΟΣ naïve café').ids).toEqual([
      101, 1164, 29730, 29733, 29728, 15297, 1173, 18199, 29733, 29735, 29736, 29730, 29733, 15743, 7668, 102,
    ])
    expect(bert.encode('don’t 中文 unaffable').ids).toEqual([
      101, 2123, 1521, 1056, 1746, 1861, 14477, 20961, 3468, 102,
    ])
    expect(bert).toMatchObject({ padId: 0, unknownId: 100, vocabularySize: 30_522 })
  })

  test('byte-level BPE', async () => {
    const roberta = await tokenizer('granite-embedding-30m-english')
    expect(roberta.encode('don’t 中文 unaffable').ids).toEqual([
      0, 7254, 17, 27, 90, 1437, 47643, 47240, 6382, 31857, 868, 2,
    ])
    expect(roberta.padId).toBe(1)
  })

  test('Unigram', async () => {
    const unigram = await loadTokenizer(join(SMALL_MODELS, 'm2v-bge-vq128x64'))
    expect(unigram.encodeBare('- The cssbundling command line options.')).toEqual([
      14, 999, 19118, 18024, 7632, 1991, 2096, 1242, 6049, 15,
    ])
    expect(unigram).toMatchObject({ padId: 0, unknownId: 1, vocabularySize: 29_524 })
  })

  test('pairs are cut longest first and keep their special tokens', async () => {
    const bert = await tokenizer('all-MiniLM-L6-v2')
    const pair = bert.encode('when is high tide', 'the moon causes the tides of the sea twice a day', 12)
    expect(pair.ids).toEqual([101, 2043, 2003, 2152, 10401, 102, 1996, 4231, 5320, 1996, 22487, 102])
    expect(pair.typeIds).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
    const tight = bert.encode('when is high tide at the harbour', 'the moon causes the tides', 9)
    expect(tight.ids).toEqual([101, 2043, 2003, 2152, 102, 1996, 4231, 5320, 102])
    const roberta = await tokenizer('granite-embedding-30m-english')
    const double = roberta.encode('when is high tide', 'the moon causes the tides of the sea twice a day', 12)
    expect(double.ids).toEqual([0, 14746, 16, 239, 13260, 2, 2, 627, 6950, 4685, 5, 2])
  })

  test('the start of a long text is what it is in the whole text', async () => {
    const bert = await tokenizer('gte-small')
    const text = Array.from({ length: 3000 }, (_, index) => `word${index * 7919} ${'—'.repeat(index % 5)}`).join(' ')
    const whole = bert.encode(text)
    expect(bert.encode(text, undefined, 300).ids).toEqual([...whole.ids.slice(0, 299), 102])
    expect(bert.count(text)).toBe(whole.ids.length)
  })
})

test('a tokenizer that is missing or damaged is told apart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'learnpath-tokenizer-'))
  try {
    await expect(loadTokenizer(folder)).rejects.toMatchObject({ code: 'LP_MODEL_NOT_INSTALLED' })
    await writeFile(join(folder, 'tokenizer.json'), '{"model": {"type"')
    await expect(loadTokenizer(folder)).rejects.toMatchObject({ code: 'LP_MODEL_UNUSABLE' })
    await writeFile(join(folder, 'tokenizer.json'), '{"model": {"type": "Rhyme"}}')
    await expect(loadTokenizer(folder)).rejects.toMatchObject({ code: 'LP_MODEL_UNUSABLE' })
  } finally {
    await rm(folder, { recursive: true })
  }
})
