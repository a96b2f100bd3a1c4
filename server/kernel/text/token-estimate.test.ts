import { describe, expect, test } from 'vitest'
import { createTokenEstimate, estimateTokens } from './token-estimate.ts'

/** With what the tokenizer of Llama 3 makes of them. */
const COUNTED: readonly (readonly [string, number])[] = [
  ['A tide is the rise and fall of the sea that the moon and the sun cause by their pull.', 21],
  ['Ein Zeitbaustein TON schaltet seinen Ausgang erst ein, wenn der Eingang für die eingestellte Dauer ansteht.', 32],
  ['Die Geschwindigkeitsbegrenzung auf Autobahnen wird in Deutschland seit Jahrzehnten kontrovers diskutiert.', 28],
  ['const total = items.reduce((sum, item) => sum + item.price * item.quantity, 0)\n  return total', 25],
  ['The budget rose from 1,204,557 to 3,899,014 in 2023.', 22],
  ['Überprüfen Sie die Größe: 5 µm – „genau“.', 18],
  ['満潮は一日に二回', 7],
]

describe('an estimate of tokens', () => {
  test.each(COUNTED)('is not below what tokenizers count, and not far above: %j', (text, tokens) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(tokens)
    expect(estimateTokens(text)).toBeLessThanOrEqual(Math.ceil(1.7 * tokens))
  })

  test('of nothing is nothing', () => {
    expect(estimateTokens('')).toBe(0)
  })

  test('follows what an engine counted, with a margin, and never far below the characters', () => {
    const estimate = createTokenEstimate()
    const text = 'The tide comes in and goes out again. '.repeat(60)
    const first = estimate.count(text)
    estimate.learn([text], null)
    estimate.learn(['Hello'], 500)
    expect(estimate.count(text)).toBe(first)
    estimate.learn([text], 2 * first)
    expect(estimate.count(text)).toBeGreaterThanOrEqual(2 * first)
    for (let turn = 0; turn < 16; turn++) estimate.learn([text], 10)
    expect(estimate.count(text)).toBe(Math.ceil(0.6 * estimateTokens(text)))
  })

  test('remembers the highest of late', () => {
    const estimate = createTokenEstimate()
    const text = 'The tide comes in and goes out again. '.repeat(60)
    const actual = estimateTokens(text)
    estimate.learn([text], actual)
    estimate.learn([text], 0.7 * actual)
    expect(estimate.count(text)).toBeGreaterThanOrEqual(actual)
  })
})
