import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers'
import { LearnPathError } from '@learnpath/contracts'
import { isMissing } from './file-errors.ts'
import { readSpecialTokens, truncatePair } from './special-tokens.ts'
import type { TokenSequence } from './token-sequence.ts'
import { installUnigram, isUnigram, unigramStub } from './unigram.ts'

export type { TokenSequence } from './token-sequence.ts'

/** A guess at the length of the text that gives the tokens wanted; when it gives fewer, more is read. */
const START_CHARACTERS_PER_TOKEN = 8
/** Tokens next to a cut may differ from those of the whole text. */
const START_SPARE_TOKENS = 16

/** Text to the token numbers that a model was trained on. */
export interface Tokenizer {
  /** Number that fills up shorter rows of a batch. */
  readonly padId: number
  /** Null where every text can be written with the vocabulary. */
  readonly unknownId: number | null
  readonly vocabularySize: number
  /** With special tokens; cut at the end to `maximumTokens` in all, of a pair the longer text first. */
  encode(text: string, pair?: string, maximumTokens?: number): TokenSequence
  /** Without special tokens; cut at the end. */
  encodeBare(text: string, maximumTokens?: number): readonly number[]
  /** Length of what `encode` gives, uncut. */
  count(text: string, pair?: string): number
}

/** Reads tokenizer.json (and tokenizer_config.json where there is one). @throws LP_MODEL_NOT_INSTALLED, LP_MODEL_UNUSABLE */
export async function loadTokenizer(folder: string): Promise<Tokenizer> {
  const definition = await readJson(join(folder, 'tokenizer.json'))
  if (definition === null) {
    throw new LearnPathError('LP_MODEL_NOT_INSTALLED', { detail: `tokenizer.json is missing in ${folder}` })
  }
  const config = (await readJson(join(folder, 'tokenizer_config.json'))) ?? {}
  try {
    return createTokenizer(definition, config)
  } catch (error) {
    if (error instanceof LearnPathError) throw error
    throw new LearnPathError('LP_MODEL_UNUSABLE', {
      detail: `the tokenizer in ${folder} is not understood`,
      cause: error,
    })
  }
}

/** Null when there is no such file. @throws LP_MODEL_UNUSABLE when it is not a JSON object. */
async function readJson(file: string): Promise<Record<string, unknown> | null> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
    throw new LearnPathError('LP_MODEL_UNUSABLE', { detail: `${file} is not a JSON object` })
  } catch (error) {
    if (isMissing(error)) return null
    if (error instanceof LearnPathError) throw error
    throw new LearnPathError('LP_MODEL_UNUSABLE', { detail: `${file} cannot be read`, cause: error })
  }
}

function createTokenizer(definition: Record<string, unknown>, config: Record<string, unknown>): Tokenizer {
  const { model } = definition
  const library = new LibraryTokenizer(isUnigram(model) ? { ...definition, model: unigramStub } : definition, config)
  if (isUnigram(model)) installUnigram(library, model)
  const special = readSpecialTokens(library)
  const lowers = JSON.stringify(definition['normalizer'] ?? null).match(/"lowercase":true|"type":"Lowercase"/) !== null
  const encodeBare = (text: string): readonly number[] => {
    if (text === '') return []
    // JavaScript lowers a Greek sigma at the end of a word to another letter than the tokenizers of the models do.
    const input = lowers ? text.replaceAll('\u03A3', '\u03C3') : text
    return library.encode(input, { add_special_tokens: false }).ids
  }
  /** The first tokens of a text that may be very long, without reading all of it. */
  const encodeStart = (text: string, tokens: number): readonly number[] => {
    for (let length = Math.max(256, tokens * START_CHARACTERS_PER_TOKEN); length < text.length; length *= 2) {
      const space = text.lastIndexOf(' ', length)
      if (space <= 0) continue
      const ids = encodeBare(text.slice(0, space))
      if (ids.length >= tokens + START_SPARE_TOKENS) return ids.slice(0, tokens)
    }
    return encodeBare(text).slice(0, tokens)
  }

  return {
    ...describeVocabulary(library, definition, config),
    encodeBare: (text, maximumTokens = Infinity) => encodeStart(text, maximumTokens),
    encode(text, pair, maximumTokens = Infinity) {
      if (pair === undefined) {
        return special.wrapSingle(encodeStart(text, Math.max(0, maximumTokens - special.singleCount)))
      }
      const room = Math.max(0, maximumTokens - special.pairCount)
      const [first, second] = truncatePair(encodeStart(text, room), encodeStart(pair, room), room)
      return special.wrapPair(first, second)
    },
    count(text, pair) {
      return pair === undefined
        ? encodeBare(text).length + special.singleCount
        : encodeBare(text).length + encodeBare(pair).length + special.pairCount
    },
  }
}

function describeVocabulary(
  library: LibraryTokenizer,
  definition: Record<string, unknown>,
  config: Record<string, unknown>,
): Pick<Tokenizer, 'padId' | 'unknownId' | 'vocabularySize'> {
  const padding = definition['padding'] as { pad_id?: number } | null | undefined
  const padToken = typeof config['pad_token'] === 'string' ? config['pad_token'] : undefined
  const named = [padToken, '[PAD]', '<pad>'].flatMap((token) =>
    token === undefined ? [] : (library.token_to_id(token) ?? []),
  )
  const model = definition['model'] as { unk_token?: string | null; unk_id?: number | null }
  const unknownId = typeof model.unk_token === 'string' ? library.token_to_id(model.unk_token) : model.unk_id
  return {
    padId: padding?.pad_id ?? named[0] ?? 0,
    unknownId: unknownId ?? null,
    vocabularySize: library.model?.vocab.length ?? 0,
  }
}
