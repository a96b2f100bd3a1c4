import winkNLP from 'wink-nlp'
import type { ItsFunction, WinkMethods } from 'wink-nlp'
import model from 'wink-eng-lite-web-model'
import type { Unit } from './words.ts'

let wink: WinkMethods | undefined

/** Ids from this one on are given to words that the model's dictionary does not have. */
let firstUnknown = 0

function tagger(): WinkMethods {
  if (wink === undefined) {
    wink = winkNLP(model, ['sbd', 'pos'])
    firstUnknown = idOf(wink, 'zqxvzq')
  }
  return wink
}

/** Both are plain functions that wink calls itself; its types leave out that lemmas may be asked for. */
function idOf(methods: WinkMethods, word: string): number {
  // oxlint-disable-next-line typescript/unbound-method
  return Number(methods.readDoc(word).tokens().out(methods.its.uniqueId)[0] ?? 0)
}

function lemmaOf(methods: WinkMethods, word: string): string {
  // oxlint-disable-next-line typescript/unbound-method, typescript/no-unsafe-type-assertion
  const lemma = methods.its.lemma as ItsFunction<string>
  return methods.readDoc(word).tokens().out(lemma)[0] ?? word
}

const common = new Map<string, boolean>()
const MOST_REMEMBERED = 50_000

/** Whether a word in small letters is in the dictionary, which has hardly any names, or an inflected form of one that is. */
export function isCommonEnglish(norm: string): boolean {
  let answer = common.get(norm)
  if (answer === undefined) {
    if (common.size > MOST_REMEMBERED) common.clear()
    const methods = tagger()
    answer = idOf(methods, norm) < firstUnknown
    if (!answer) {
      const lemma = lemmaOf(methods, norm)
      answer = lemma !== norm && idOf(methods, lemma) < firstUnknown
    }
    common.set(norm, answer)
  }
  return answer
}

/** Writes the part of speech (universal tags: NOUN, PROPN, ADJ, VERB …) into the words of English units. */
export function tagEnglish(plain: string, units: readonly Unit[]): void {
  for (const unit of units) {
    if (unit.words.length === 0) continue
    const text = plain.slice(unit.start, unit.end)
    tagUnit(tagger(), isTitleCase(unit) ? text.toLowerCase() : text, unit)
  }
}

/** In "Levels of Organization" every noun would be taken for a name. */
function isTitleCase({ sentence, words }: Unit): boolean {
  const content = words.filter((word) => !word.stop && !word.number)
  const capitals = content.filter((word) => word.capital && !word.allCapitals)
  return sentence < 0 || (content.length > 2 && capitals.length >= 0.8 * content.length)
}

function tagUnit(methods: WinkMethods, text: string, unit: Unit): void {
  const tokens = methods.readDoc(text).tokens()
  // Both are plain functions that wink calls itself.
  // oxlint-disable-next-line typescript/unbound-method
  const [values, tags] = [tokens.out(methods.its.value), tokens.out(methods.its.pos)]
  let at = 0
  let index = 0
  for (const word of unit.words) {
    const wanted = word.start - unit.start
    while (index < values.length) {
      const found = text.indexOf(values[index] ?? '', at)
      const end = found < 0 ? at : found + (values[index] ?? '').length
      if (end > wanted) {
        if (found <= wanted + 1) word.tag = tags[index] ?? ''
        break
      }
      at = end
      index += 1
    }
  }
}
