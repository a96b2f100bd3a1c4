import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { analyze } from '../../server/kernel/text/analyze.ts'
import { detectLanguage } from '../../server/kernel/text/detect-language.ts'
import { tokenize } from '../../server/kernel/text/tokens.ts'
import type { Benchmark, Measurement } from '../benchmark.ts'

const ROUNDS = 5

async function texts(file: string): Promise<string[]> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n')
  return lines.map((line) => (JSON.parse(line) as { text: string }).text)
}

/** Megabytes of UTF-8 per second, the best of some rounds: load from elsewhere can only slow a round down. */
function megabytesPerSecond(all: readonly string[], work: (text: string) => unknown): number {
  const bytes = all.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now()
    for (const text of all) work(text)
    best = Math.min(best, performance.now() - started)
  }
  return bytes / 1000 / best
}

/** Share of texts whose language is told. */
function toldShare(all: readonly string[], language: string): number {
  return all.filter((text) => detectLanguage(text) === language).length / all.length
}

export const benchmark: Benchmark = {
  name: 'text-analysis',
  description: 'words, stems and languages: throughput, and how often the language of a short text is told',
  async run({ dataFolder }): Promise<readonly Measurement[]> {
    const english = await texts(join(dataFolder, 'scifact/corpus.jsonl'))
    const german = await texts(join(dataFolder, 'xquad-de/dev/corpus.jsonl'))
    const questions = {
      en: (await texts(join(dataFolder, 'xquad-en/dev/queries.jsonl'))).filter((text) => text.length >= 40),
      de: (await texts(join(dataFolder, 'xquad-de/dev/queries.jsonl'))).filter((text) => text.length >= 40),
    }
    const speed = (name: string, value: number, least?: number): Measurement => ({
      name,
      value,
      unit: 'MB/s',
      ...(least !== undefined && { target: { operator: '>', value: least } as const }),
    })
    return [
      speed('tokenize English', megabytesPerSecond(english, tokenize)),
      speed(
        'analyze English',
        megabytesPerSecond(english, (text) => analyze(text, 'en')),
        5,
      ),
      speed(
        'analyze German',
        megabytesPerSecond(german, (text) => analyze(text, 'de')),
      ),
      speed('detect the language of abstracts', megabytesPerSecond(english, detectLanguage)),
      ...Object.entries(questions).map(([language, list]) => ({
        name: `${language} questions of 40 characters or more told as ${language}`,
        value: toldShare(list, language),
        unit: 'share',
        note: `${list.length} questions`,
      })),
      { name: 'en abstracts told as en', value: toldShare(english, 'en'), unit: 'share', note: `${english.length}` },
      { name: 'de paragraphs told as de', value: toldShare(german, 'de'), unit: 'share', note: `${german.length}` },
    ]
  },
}
